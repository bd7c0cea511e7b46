using Akka.Actor;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Whatever makes a run unrepeatable ends it with an error that says what and where.</summary>
public sealed class DeterminismViolationSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, Action> WaysToWait = new(StringComparer.Ordinal)
    {
        ["Task.Wait"] = () => new TaskCompletionSource().Task.Wait(),
        ["Task.Wait with a timeout"] = () => new TaskCompletionSource().Task.Wait(TimeSpan.FromMinutes(1)),
        ["Result"] = () => _ = new TaskCompletionSource<int>().Task.Result,
        ["GetResult"] = () => new TaskCompletionSource().Task.GetAwaiter().GetResult(),
        ["Task.WaitAll"] = () => Task.WaitAll(new TaskCompletionSource().Task),
        ["WaitOne"] = WaitOne,
        ["ManualResetEventSlim"] = () => new ManualResetEventSlim(initialState: false).Wait(),
        ["SemaphoreSlim"] = () => new SemaphoreSlim(0).Wait(),
        ["Monitor.Wait"] = MonitorWait,
    };

    public static TheoryData<string> Ways => [.. WaysToWait.Keys];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_blocking_wait_is_refused_where_it_stands(string way)
    {
        var runtime = Create();
        runtime.System.ActorOf(Doing.Props(WaysToWait[way]), "waiter").Tell("go");

        var error = Should.Throw<DeterminismException>(() => runtime.RunFor(TimeSpan.FromSeconds(1)));

        error.Violations.Single().ShouldContain($"{nameof(DeterminismViolationSpecs)}.");
        error.Violations.Single().ShouldContain("waits for something that is not there yet");
        error.Message.ShouldContain("/user/waiter <- String");
        error.LastEvent.Receiver.ShouldBe("/user/waiter");
    }

    [Fact]
    public void A_lock_held_by_another_test_is_no_wait()
    {
        using var runtime = Create();
        var gate = new Lock();
        using var held = new ManualResetEventSlim();
        var passed = false;
        var other = new Thread(() =>
        {
            lock (gate)
            {
                held.Set();
                Thread.Yield();
            }
        });
        other.Start();
        held.Wait();
        runtime.System.ActorOf(Doing.Props(() =>
        {
            lock (gate) passed = true;
        })).Tell("go");

        runtime.RunUntilIdle();

        passed.ShouldBeTrue();
        other.Join();
    }

    [Fact]
    public void A_message_from_another_thread_names_receiver_and_type()
    {
        var runtime = Create();
        var victim = runtime.System.ActorOf(Doing.Props(() => { }), "victim");
        runtime.System.ActorOf(Doing.Props(() => OnThread(() => victim.Tell(42), flow: false)))
            .Tell("go");

        var error = Should.Throw<DeterminismException>(() => runtime.RunUntilIdle());

        error.Message.ShouldContain("it told Int32 to /user/victim");
        Should.Throw<DeterminismException>(() => runtime.Step()).Violations.ShouldBe(error.Violations);
        runtime.Dispose();
    }

    [Fact]
    public void A_message_between_two_drives_must_come_from_the_thread_that_drives()
    {
        var runtime = Create();
        var victim = runtime.System.ActorOf(Doing.Props(() => { }), "victim");
        runtime.RunUntilIdle();
        OnThread(() => victim.Tell("late"), flow: false);

        Should.Throw<DeterminismException>(() => runtime.RunUntilIdle()).Message
            .ShouldContain("it told String to /user/victim");
    }

    [Fact]
    public void A_test_may_go_on_with_another_thread()
    {
        var runtime = Create();
        var handled = 0;
        var actor = runtime.System.ActorOf(Doing.Props(() => handled++));
        runtime.RunUntilIdle();

        OnThread(() =>
        {
            actor.Tell("go");
            runtime.RunUntilIdle();
        }, flow: false);

        handled.ShouldBe(1);
    }

    [Fact]
    public void Work_on_the_pool_is_noticed_although_it_tells_nobody()
    {
        var runtime = Create();
        runtime.System.ActorOf(Doing.Props(ForgetOnThePool)).Tell("go");

        Should.Throw<DeterminismException>(() => runtime.RunUntilIdle()).Message
            .ShouldContain("it runs work that was begun in the run (Task.Run");
    }

    [Fact]
    public void A_recorded_run_says_in_which_event_the_escaped_work_was_begun()
    {
        var trace = new EventTrace();
        var runtime = Create(DeterministicOptions.Default with { OnEvent = trace.Add });
        runtime.System.ActorOf(Doing.Props(ForgetOnThePool), "careless").Tell("go");

        Should.Throw<DeterminismException>(() => runtime.RunUntilIdle()).Message
            .ShouldContain("+0.000000s /user/careless <- String");
    }

    [Fact]
    public void A_continuation_that_comes_back_from_the_platform_is_noticed()
    {
        var runtime = Create();
        var work = new TaskCompletionSource();
        runtime.System.ActorOf(Doing.Props(() => _ = Await(work.Task))).Tell("go");
        runtime.RunUntilIdle();
        OnThread(work.SetResult, flow: false);

        Should.Throw<DeterminismException>(() => runtime.RunUntilIdle()).Message
            .ShouldContain("a continuation came back to the run: DeterminismViolationSpecs.Await");
    }

    [Fact]
    public void A_timer_planned_by_another_thread_is_noticed()
    {
        var runtime = Create();
        runtime.RunUntilIdle();
        OnThread(() => runtime.Schedule(TimeSpan.FromSeconds(1), () => { }), flow: false);

        Should.Throw<DeterminismException>(() => runtime.Step()).Message.ShouldContain("planned or canceled a timer");
    }

    [Fact]
    public void An_event_that_takes_long_is_noticed_after_it()
    {
        var runtime = Create(DeterministicOptions.Default with
        {
            LongestEvent = TimeSpan.Zero,
            OnEvent = new EventTrace(1).Add,
        });
        runtime.System.ActorOf(Doing.Props(SpinForMilliseconds), "sleeper").Tell("go");

        // The machine may be slow at any event before; which one it was is said by the last event.
        var error = Should.Throw<DeterminismException>(() => runtime.RunUntilIdle());

        error.Violations.Single().ShouldContain("this event took");
        error.LastEvent.Number.ShouldBe(runtime.EventCount);
    }

    [Fact]
    public void An_event_must_not_drive_the_run_it_is_part_of()
    {
        using var runtime = Create();
        Exception? thrown = null;
        runtime.Schedule(TimeSpan.Zero, () => thrown = Record.Exception(() => runtime.Step()));

        runtime.RunFor(TimeSpan.Zero);

        thrown.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("driven already");
    }

    [Fact]
    public void A_run_without_end_is_stopped_by_its_limit()
    {
        var runtime = Create(DeterministicOptions.Default with { MostEvents = 1_000 });
        runtime.System.ActorOf(Props.Create(() => new Restless())).Tell("again");

        Should.Throw<InvalidOperationException>(() => runtime.RunUntilIdle()).Message.ShouldContain("1000 events");
        runtime.EventCount.ShouldBe(1_000);
    }

    [Fact]
    public void What_an_event_leaves_in_asynchronous_locals_is_not_seen_by_the_next()
    {
        using var runtime = Create();
        var local = new AsyncLocal<int>();
        var seen = new List<int>();
        var actor = runtime.System.ActorOf(Doing.Props(() =>
        {
            seen.Add(local.Value);
            local.Value = 7;
        }));
        actor.Tell("first");
        actor.Tell("second");

        runtime.RunUntilIdle();

        seen.ShouldBe([0, 0]);
    }

    private static DeterministicRuntime Create(DeterministicOptions? options = null) =>
        DeterministicRuntime.Create("violations", 1, Start, options ?? DeterministicOptions.Default);

    private static void WaitOne()
    {
        using var never = new ManualResetEvent(initialState: false);
        never.WaitOne();
    }

    private static void MonitorWait()
    {
        var gate = new object();
        lock (gate) Monitor.Wait(gate);
    }

    /// <summary>Blocks the run's thread for longer than a tick of the clock, without anything to intercept.</summary>
    private static void SpinForMilliseconds()
    {
        var until = Environment.TickCount64 + 20;
        SpinWait.SpinUntil(() => Environment.TickCount64 >= until);
    }

    private static void ForgetOnThePool()
    {
        var ran = 0;
        _ = Task.Run(() => Interlocked.Exchange(ref ran, 1));
        SpinWait.SpinUntil(() => Volatile.Read(ref ran) == 1);
    }

    private static async Task Await(Task work) => await work;

    /// <summary>Runs to the end on a thread of its own; spinning, because waiting is what the run forbids.</summary>
    private static void OnThread(Action action, bool flow)
    {
        var thread = new Thread(() => action());
        if (flow) thread.Start();
        else thread.UnsafeStart();
        SpinWait.SpinUntil(() => !thread.IsAlive);
    }

    private sealed class Doing : ReceiveActor
    {
        public Doing(Action action) => ReceiveAny(_ => action());

        public static Props Props(Action action) => Akka.Actor.Props.Create(() => new Doing(action));
    }

    private sealed class Restless : ReceiveActor
    {
        public Restless() => ReceiveAny(message => Self.Tell(message));
    }
}
