using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>A recorded run reads like a story: who got what from whom, and when.</summary>
public sealed class EventTraceSpecs
{
    [Fact]
    public void Each_kind_of_event_has_its_line()
    {
        var trace = new EventTrace();
        using (var runtime = Create(trace))
        {
            var work = new TaskCompletionSource();
            var b = runtime.System.ActorOf(Props.Create(() => new Receiver()), "b");
            var a = runtime.System.ActorOf(Props.Create(() => new Sending(b)), "a");
            runtime.Schedule(TimeSpan.FromSeconds(1), () => _ = GoOn(work.Task));
            runtime.Schedule(TimeSpan.FromSeconds(2), work.SetResult);
            runtime.System.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(3), a, new Go(), b);
            runtime.System.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(4), () => { });
            runtime.RunFor(TimeSpan.FromSeconds(4));
            trace.Count.ShouldBe(runtime.EventCount);
            trace.Events.Last().Digest.ShouldBe(runtime.TraceDigest);
        }

        var lines = trace.Events.Select(traced => traced.ToString()[(traced.ToString().IndexOf(' ') + 1)..]).ToList();
        lines.ShouldContain("+1.000000s work of the environment");
        lines.ShouldContain("+2.000000s continuation EventTraceSpecs.GoOn");
        lines.ShouldContain("+3.000000s timer -> /user/a: EventTraceSpecs.Go from /user/b");
        lines.ShouldContain("+3.000000s /user/a <- EventTraceSpecs.Go from /user/b");
        lines.ShouldContain("+3.000000s /user/b <- List<Int32> from /user/a");
        lines.ShouldContain("+4.000000s timer (an action)");
    }

    [Fact]
    public void The_last_events_are_kept_in_order()
    {
        var (all, last) = (new EventTrace(), new EventTrace(3));
        using (var runtime = Create(all, last))
        {
            for (var i = 0; i < 10; i++) runtime.Schedule(TimeSpan.FromSeconds(i), () => { });
            runtime.RunFor(TimeSpan.FromSeconds(10));
        }

        last.Count.ShouldBe(all.Count);
        last.Events.ShouldBe(all.Events.TakeLast(3));
        var text = new StringWriter();
        last.WriteTo(text);
        text.ToString().TrimEnd().ShouldBe(last.ToString());
    }

    [Fact]
    public void Recording_does_not_change_the_run()
    {
        Digest(new EventTrace()).ShouldBe(Digest(null));

        static ulong Digest(EventTrace? trace)
        {
            using var runtime = Create(trace is null ? [] : [trace]);
            var b = runtime.System.ActorOf(Props.Create(() => new Receiver()), "b");
            runtime.System.ActorOf(Props.Create(() => new Sending(b)), "a").Tell(new Go());
            runtime.RunUntilIdle();
            return runtime.TraceDigest;
        }
    }

    private static DeterministicRuntime Create(params EventTrace[] traces)
    {
        Action<TracedEvent>? observer = null;
        foreach (var trace in traces) observer += trace.Add;
        return DeterministicRuntime.Create(
            "traced", 1, DateTimeOffset.UnixEpoch, DeterministicOptions.Default with { OnEvent = observer });
    }

    private static async Task GoOn(Task work) => await work;

    private sealed record Go;

    private sealed class Receiver : ReceiveActor
    {
        public Receiver() => ReceiveAny(_ => { });
    }

    private sealed class Sending : ReceiveActor
    {
        public Sending(IActorRef receiver) => Receive<Go>(_ => receiver.Tell(new List<int>()));
    }
}
