using Akka;
using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Actor;

/// <summary>The order of the end.</summary>
public sealed class CoordinatedShutdownSpecs : TestKit
{
    [Fact]
    public async Task Phases_run_in_order_and_the_system_ends_last()
    {
        using var system = NewSystem();
        var order = new List<string>();
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (var phase in new[]
                 {
                     CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseServiceStop,
                     CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind,
                     CoordinatedShutdown.PhaseServiceRequestsDone,
                 })
        {
            shutdown.AddTask(phase, "note", async () =>
            {
                await Task.Yield();
                order.Add(phase);
                return Done.Instance;
            });
        }

        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance);

        order.ShouldBe(
        [
            "before-service-unbind", "service-unbind", "service-requests-done", "service-stop",
            "before-actor-system-terminate",
        ]);
        system.WhenTerminated.IsCompleted.ShouldBeTrue();
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.ClrExitReason.Instance);
    }

    [Fact]
    public async Task A_phase_that_hangs_or_fails_does_not_stop_the_shutdown()
    {
        using var system = NewSystem(
            "akka.coordinated-shutdown.phases.service-unbind.timeout = 50ms");
        var shutdown = CoordinatedShutdown.Get(system);
        var reached = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(
            CoordinatedShutdown.PhaseServiceRequestsDone, "fails",
            () => Task.FromException<Done>(new InvalidOperationException("boom")));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "note", () =>
        {
            reached = true;
            return Task.FromResult(Done.Instance);
        });

        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);

        reached.ShouldBeTrue();
    }

    [Fact]
    public async Task It_runs_once_however_often_it_is_asked_for()
    {
        using var system = NewSystem();
        var shutdown = CoordinatedShutdown.Get(system);
        var runs = 0;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () =>
        {
            runs++;
            return Task.FromResult(Done.Instance);
        });

        await Task.WhenAll(
            shutdown.Run(CoordinatedShutdown.UnknownReason.Instance),
            shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance),
            system.Terminate());

        runs.ShouldBe(1);
    }

    [Fact]
    public void A_phase_that_does_not_exist_is_refused()
    {
        using var system = NewSystem();

        Should.Throw<ConfigurationException>(() => CoordinatedShutdown.Get(system)
            .AddTask("no-such-phase", "task", () => Task.FromResult(Done.Instance)));
    }

    private static ActorSystem NewSystem(string hocon = "") => ActorSystem.Create(
        "ending", ConfigurationFactory.ParseString(hocon).WithFallback(DefaultConfig));
}
