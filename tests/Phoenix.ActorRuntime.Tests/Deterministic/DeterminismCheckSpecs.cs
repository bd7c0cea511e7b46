using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>A scenario that is not repeatable is found out, with the first event that differs.</summary>
public sealed class DeterminismCheckSpecs
{
    private static int _runsSoFar;

    [Fact]
    public void A_repeatable_scenario_gives_the_digest_that_all_runs_share()
    {
        var digest = DeterminismCheck.Verify(7, runtime => Greet(runtime, "hello"), runs: 5);

        DeterminismCheck.Verify(7, runtime => Greet(runtime, "hello")).ShouldBe(digest);
        DeterminismCheck.Verify(8, runtime => Greet(runtime, "hello")).ShouldNotBe(digest);
    }

    [Fact]
    public void State_that_outlives_a_run_is_found_out()
    {
        var error = Should.Throw<NondeterminismException>(() => DeterminismCheck.Verify(
            7, runtime => Greet(runtime, ++_runsSoFar % 2 == 0 ? "text" : 42)));

        error.First!.Value.Receiver.ShouldBe("/user/greeted");
        error.First.Value.Message.ShouldBe("Int32");
        error.Other!.Value.Message.ShouldBe("String");
        error.EventNumber.ShouldBe(error.First.Value.Number);
        error.Message.ShouldContain($"run 1: #{error.EventNumber} +1.000000s /user/greeted <- Int32");
        error.Message.ShouldContain($"run 2: #{error.EventNumber} +1.000000s /user/greeted <- String");
        error.Message.ShouldContain("DateTime.UtcNow");
        error.Message.ShouldContain("static fields");
    }

    [Fact]
    public void A_run_that_goes_on_for_longer_is_found_out()
    {
        var runs = 0;

        var error = Should.Throw<NondeterminismException>(() => DeterminismCheck.Verify(7, runtime =>
        {
            Greet(runtime, "hello");
            if (++runs > 1) runtime.Schedule(TimeSpan.Zero, () => { });
            runtime.RunFor(TimeSpan.FromTicks(1));
        }));

        error.First.ShouldBeNull();
        error.Other!.Value.Kind.ShouldBe(TracedEventKind.Work);
        error.Message.ShouldContain("run 1: (the run had ended)");
    }

    [Fact]
    public void A_scenario_that_always_fails_in_the_same_way_is_deterministic() =>
        Should.Throw<InvalidTimeZoneException>(() => DeterminismCheck.Verify(7, runtime =>
        {
            Greet(runtime, "hello");
            throw new InvalidTimeZoneException();
        }));

    [Fact]
    public void A_scenario_may_make_its_runtime_itself()
    {
        var seen = 0;
        var digest = DeterminismCheck.Verify(options =>
        {
            using var runtime = DeterministicRuntime.Create("own", 3, DateTimeOffset.UnixEpoch, options);
            Greet(runtime, "hello");
        }, DeterministicOptions.Default with { OnEvent = _ => seen++ });

        digest.ShouldNotBe(0UL);
        seen.ShouldBeGreaterThan(0);
    }

    private static void Greet(DeterministicRuntime runtime, object greeting)
    {
        var greeted = runtime.System.ActorOf(Props.Create(() => new Greeted()), "greeted");
        runtime.RunFor(TimeSpan.FromSeconds(1));
        greeted.Tell(greeting, ActorRefs.NoSender);
        runtime.RunUntilIdle();
    }

    private sealed class Greeted : ReceiveActor
    {
        public Greeted() => ReceiveAny(_ => { });
    }
}
