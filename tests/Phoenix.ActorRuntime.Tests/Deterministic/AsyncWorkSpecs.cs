using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Awaiting handlers in a run of one thread.</summary>
public sealed class AsyncWorkSpecs
{
    [Fact]
    public void Continuations_of_an_actor_are_its_events_and_its_messages_wait()
    {
        var (log, digest) = Run(seed: 3);
        log.ShouldBe(["ask", "answer 42", "piped done", "next"], ignoreOrder: false);
        Run(seed: 3).Digest.ShouldBe(digest);
        Run(seed: 4).Log.ShouldBe(log);
    }

    [Fact]
    public void Work_that_leaves_the_thread_is_a_violation()
    {
        using var runtime = DeterministicRuntime.Create("violation", 1, DateTimeOffset.UnixEpoch);
        using var left = new ManualResetEventSlim();
        var actor = runtime.System.ActorOf(Props.Create(() => new Leaving(left)));
        actor.Tell("go");
        _ = Throws(runtime);
        left.Wait();
        SpinWait.SpinUntil(() => Throws(runtime), TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }

    private static bool Throws(DeterministicRuntime runtime)
    {
        try
        {
            runtime.RunUntilIdle();
            return false;
        }
        catch (InvalidOperationException violation)
        {
            return violation.Message.Contains("another thread", StringComparison.Ordinal);
        }
    }

    private static (List<string> Log, ulong Digest) Run(ulong seed)
    {
        using var runtime = DeterministicRuntime.Create("async", seed, DateTimeOffset.UnixEpoch);
        var log = new List<string>();
        var oracle = runtime.System.ActorOf(Props.Create(() => new Oracle()));
        var asking = runtime.System.ActorOf(Props.Create(() => new Asking(oracle, log)));
        asking.Tell("ask");
        asking.Tell("next");
        runtime.RunFor(TimeSpan.FromSeconds(1));
        return (log, runtime.TraceDigest);
    }

    private sealed class Oracle : ReceiveActor
    {
        public Oracle() => ReceiveAny(_ => Sender.Tell(42));
    }

    private sealed class Asking : ReceiveActor
    {
        public Asking(IActorRef oracle, List<string> log)
        {
            ReceiveAsync<string>(async message =>
            {
                log.Add(message);
                if (message != "ask") return;
                var self = Self;
                log.Add("answer " + await oracle.Ask<int>("?", TimeSpan.FromSeconds(1)));
                await oracle.Ask<int>("?").PipeTo(ActorRefs.Nobody, success: _ => "unused");
                Context.Self.ShouldBe(self);
                await Task.Yield();
                log.Add("piped done");
            });
        }
    }

    private sealed class Leaving : ReceiveActor
    {
        public Leaving(ManualResetEventSlim left) => ReceiveAsync<string>(async _ =>
        {
            await Task.Run(left.Set);
        });
    }
}
