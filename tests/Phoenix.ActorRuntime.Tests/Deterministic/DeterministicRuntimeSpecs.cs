using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>The promise of the deterministic mode: one seed, one run; no thread but the caller's; no time but the
/// run's own.</summary>
public sealed class DeterministicRuntimeSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        var (first, second) = (Interleave(7), Interleave(7));

        second.Order.ShouldBe(first.Order);
        second.Digest.ShouldBe(first.Digest);
        second.Events.ShouldBe(first.Events);
    }

    [Fact]
    public void Another_seed_gives_another_interleaving()
    {
        var orders = Enumerable.Range(1, 8).Select(seed => string.Concat(Interleave((ulong)seed).Order)).ToList();

        orders.Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Messages_of_one_sender_to_one_receiver_stay_in_order()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var order = Interleave(seed).Order;
            foreach (var actor in "abc")
            {
                order.Where(entry => entry[0] == actor).ShouldBeInOrder(SortDirection.Ascending);
            }
        }
    }

    [Fact]
    public void Time_advances_only_when_nothing_is_runnable_and_exactly_to_what_is_due()
    {
        using var runtime = DeterministicRuntime.Create("virtual", 1, Start);
        var seen = new List<(string What, TimeSpan At)>();
        runtime.Schedule(TimeSpan.FromHours(2), () => seen.Add(("second", runtime.Elapsed)));
        runtime.Schedule(TimeSpan.FromHours(1), () => seen.Add(("first", runtime.Elapsed)));

        runtime.RunFor(TimeSpan.FromHours(1));

        seen.ShouldBe([("first", TimeSpan.FromHours(1))]);
        runtime.Now.ShouldBe(Start.AddHours(1));
        runtime.RunFor(TimeSpan.FromMinutes(59));
        seen.Count.ShouldBe(1);
        runtime.RunFor(TimeSpan.FromMinutes(1));
        seen.Count.ShouldBe(2);
        runtime.Elapsed.ShouldBe(TimeSpan.FromHours(2));
        runtime.System.Scheduler.Now.ShouldBe(runtime.Now);
    }

    [Fact]
    public void Timers_of_actors_are_in_virtual_time()
    {
        using var runtime = DeterministicRuntime.Create("timers", 1, Start);
        var ticks = new List<TimeSpan>();
        runtime.System.ActorOf(Props.Create(() => new Ticker(TimeSpan.FromSeconds(1), ticks)));

        runtime.RunFor(TimeSpan.FromSeconds(3.5));

        ticks.ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)]);
    }

    [Fact]
    public void A_step_is_one_event_and_says_when_nothing_is_left()
    {
        using var runtime = DeterministicRuntime.Create("steps", 1, Start);
        runtime.RunUntilIdle();
        var worked = 0;
        runtime.Schedule(TimeSpan.FromDays(1), () => worked++);

        var before = runtime.EventCount;
        runtime.Step().ShouldBeTrue();
        runtime.EventCount.ShouldBe(before + 1);
        worked.ShouldBe(1);
        runtime.Step().ShouldBeFalse();
    }

    [Fact]
    public void Continuations_of_tasks_run_on_the_thread_as_events_of_their_own()
    {
        using var runtime = DeterministicRuntime.Create("tasks", 1, Start);
        var reply = new TaskCompletionSource<int>();
        var log = new List<string>();
        var thread = Environment.CurrentManagedThreadId;
        runtime.System.ActorOf(Props.Create(() => new Piper(reply.Task, log)));
        runtime.RunUntilIdle();

        runtime.Schedule(TimeSpan.FromSeconds(5), () =>
        {
            reply.SetResult(42);
            log.Add("completed");
        });
        runtime.RunFor(TimeSpan.FromSeconds(5));

        log.ShouldBe(["completed", $"continued on {thread}", "received 42"]);
    }

    [Fact]
    public void An_ask_times_out_in_virtual_time()
    {
        using var runtime = DeterministicRuntime.Create("ask", 1, Start);
        var silent = runtime.System.ActorOf(Props.Create(() => new Silent()));

        var answer = silent.Ask<string>("hello?", TimeSpan.FromMinutes(10));
        runtime.RunFor(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        answer.IsCompleted.ShouldBeFalse();
        runtime.RunFor(TimeSpan.FromTicks(1));

        answer.Exception!.InnerException.ShouldBeOfType<AskTimeoutException>();
    }

    [Fact]
    public void What_an_invariant_throws_reaches_whoever_drives_the_run()
    {
        using var runtime = DeterministicRuntime.Create("invariant", 1, Start);
        runtime.AfterEvent += () =>
        {
            if (runtime.Elapsed >= TimeSpan.FromSeconds(2)) throw new InvalidOperationException("broken");
        };
        runtime.Schedule(TimeSpan.FromSeconds(1), () => { });
        runtime.Schedule(TimeSpan.FromSeconds(2), () => { });

        Should.Throw<InvalidOperationException>(() => runtime.RunFor(TimeSpan.FromSeconds(3)))
            .Message.ShouldBe("broken");
        runtime.Elapsed.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_continuation_from_another_thread_ends_the_run_loudly()
    {
        using var runtime = DeterministicRuntime.Create("foreign", 1, Start);
        SynchronizationContext? captured = null;
        runtime.Schedule(TimeSpan.Zero, () => captured = SynchronizationContext.Current);
        runtime.Step();
        while (captured is null) runtime.Step();
        var foreign = new Thread(() => captured.Post(_ => { }, null));
        foreign.Start();
        foreign.Join();

        Should.Throw<InvalidOperationException>(() => runtime.Step()).Message.ShouldContain("another thread");
    }

    [Fact]
    public void The_environment_has_a_stream_of_its_own()
    {
        using var quiet = DeterministicRuntime.Create("streams", 3, Start);
        using var drawing = DeterministicRuntime.Create("streams", 3, Start);

        var numbers = Enumerable.Range(0, 100).Select(_ => drawing.NextRandom()).ToList();
        quiet.RunUntilIdle();
        drawing.RunUntilIdle();

        drawing.TraceDigest.ShouldBe(quiet.TraceDigest);
        quiet.NextRandom().ShouldBe(numbers[0]);
        numbers.Distinct().Count().ShouldBe(100);
    }

    [Fact]
    public void Terminating_ends_every_actor_within_the_run()
    {
        var runtime = DeterministicRuntime.Create("end", 1, Start);
        runtime.System.ActorOf(Props.Create(() => new Silent()));
        runtime.RunUntilIdle();

        var ended = runtime.System.Terminate();
        runtime.RunUntilIdle();

        ended.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void A_million_events_are_counted_and_repeatable()
    {
        PingPong(1_000_000).ShouldBe(PingPong(1_000_000));
    }

    private static (List<string> Order, ulong Digest, long Events) Interleave(ulong seed)
    {
        using var runtime = DeterministicRuntime.Create("interleave", seed, Start);
        var order = new List<string>();
        foreach (var name in new[] { "a", "b", "c" })
        {
            var actor = runtime.System.ActorOf(Props.Create(() => new Recorder(name, order)), name);
            for (var i = 0; i < 5; i++) actor.Tell(i);
        }

        runtime.RunUntilIdle();
        return (order, runtime.TraceDigest, runtime.EventCount);
    }

    private static ulong PingPong(long events)
    {
        using var runtime = DeterministicRuntime.Create("speed", 11, Start);
        var pong = runtime.System.ActorOf(Props.Create(() => new Echo()));
        for (var i = 0; i < 10; i++) runtime.System.ActorOf(Props.Create(() => new Pinger(pong)));
        while (runtime.EventCount < events && runtime.Step())
        {
        }

        runtime.EventCount.ShouldBe(events);
        return runtime.TraceDigest;
    }

    private sealed class Recorder : ReceiveActor
    {
        public Recorder(string name, List<string> order) => Receive<int>(i => order.Add(name + i));
    }

    private sealed class Silent : ReceiveActor
    {
        public Silent() => ReceiveAny(_ => { });
    }

    private sealed class Ticker : ReceiveActor, IWithTimers
    {
        private readonly TimeSpan _interval;

        public Ticker(TimeSpan interval, List<TimeSpan> ticks)
        {
            _interval = interval;
            Receive<string>(_ => ticks.Add(Context.System.Scheduler.MonotonicClock));
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("tick", "tick", _interval);
    }

    private sealed class Piper : ReceiveActor
    {
        private readonly Task<int> _work;
        private readonly List<string> _log;

        public Piper(Task<int> work, List<string> log)
        {
            (_work, _log) = (work, log);
            Receive<int>(result => log.Add($"received {result}"));
        }

        protected override void PreStart() => _ = Continue().PipeTo(Self);

        private async Task<int> Continue()
        {
            var result = await _work;
            _log.Add($"continued on {Environment.CurrentManagedThreadId}");
            return result;
        }
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => Receive<object>(message => Sender.Tell(message));
    }

    private sealed class Pinger : ReceiveActor
    {
        private static readonly object Ball = new();

        private readonly IActorRef _pong;

        public Pinger(IActorRef pong)
        {
            _pong = pong;
            Receive<object>(ball => _pong.Tell(ball));
        }

        protected override void PreStart() => _pong.Tell(Ball);
    }
}
