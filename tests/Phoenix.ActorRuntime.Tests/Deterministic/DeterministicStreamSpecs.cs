using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Phoenix.ActorRuntime.Deterministic;
using Phoenix.ActorRuntime.Tests.Streams;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Streams in the deterministic mode: islands, timers and tasks are all events of the one run.</summary>
public sealed class DeterministicStreamSpecs
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_gives_the_same_streams()
    {
        var (first, second) = (Interleave(7), Interleave(7));

        first.Seen.Count.ShouldBe(90);
        second.Seen.ShouldBe(first.Seen);
        second.Digest.ShouldBe(first.Digest);
        second.Events.ShouldBe(first.Events);
    }

    [Fact]
    public void Another_seed_lets_the_islands_take_turns_differently()
    {
        var orders = Enumerable.Range(1, 8).Select(seed => string.Join(',', Interleave((ulong)seed).Seen));

        orders.Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Timers_of_stages_are_in_virtual_time()
    {
        using var runtime = DeterministicRuntime.Create("stream-timers", 1, Start);
        var seen = new List<TimeSpan>();
        Source.FromGraph(new Paced(3, TimeSpan.FromMinutes(10))).Async()
            .Via(new Apply<int, int>(element =>
            {
                seen.Add(runtime.Elapsed);
                return element;
            }))
            .RunWith(new Collect<int>(), runtime.System.Materializer());

        runtime.RunFor(TimeSpan.FromHours(1));

        seen.ShouldBe([TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30)]);
    }

    [Fact]
    public void What_a_stage_awaits_comes_back_on_the_thread_of_the_run()
    {
        using var runtime = DeterministicRuntime.Create("stream-tasks", 1, Start);
        var thread = Environment.CurrentManagedThreadId;
        var threads = new List<int>();
        var done = Source.FromGraph(new Numbers(100))
            .Via(new Await(element => Later(runtime, element)))
            .Async()
            .Via(new Apply<int, int>(element =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                return element;
            }))
            .RunWith(new Collect<int>(), runtime.System.Materializer());

        runtime.RunFor(TimeSpan.FromMinutes(1));

        done.IsCompletedSuccessfully.ShouldBeTrue();
        threads.ShouldBe(Enumerable.Repeat(thread, 100));
    }

    /// <summary>An element that passes a fused island costs nothing; measured where nothing else allocates.</summary>
    [Fact]
    public void Elements_pass_a_fused_island_without_an_allocation()
    {
        const int elements = 200_000;
        long before = 0, after = 0;
        var passed = 0;
        using var runtime = DeterministicRuntime.Create("stream-allocations", 1, Start);
        Source.FromGraph(new Endless("same"))
            .Via(new Apply<string, string>(same =>
            {
                passed++;
                if (passed == elements / 2) before = GC.GetAllocatedBytesForCurrentThread();
                if (passed == elements) after = GC.GetAllocatedBytesForCurrentThread();
                return passed < elements ? same : throw new InvalidOperationException("enough");
            }))
            .Via(Flow.Create<string>())
            .RunWith(new Drain(), runtime.System.Materializer());

        runtime.RunUntilIdle();

        // What is left are the segments of the mailbox that the island reminds itself by, every thousand events.
        (after - before).ShouldBeLessThan(elements / 2);
    }

    private static (List<int> Seen, ulong Digest, long Events) Interleave(ulong seed)
    {
        using var runtime = DeterministicRuntime.Create("streams", seed, Start);
        var seen = new List<int>();
        var materializer = runtime.System.Materializer();
        foreach (var offset in new[] { 100, 200 })
        {
            Record(Source.FromGraph(new Numbers(30)).Async(), offset);
        }

        Record(Source.FromGraph(new Paced(30, TimeSpan.FromMilliseconds(1))).Async()
            .Via(new Await(element => Later(runtime, element))), 300);
        runtime.RunFor(TimeSpan.FromMinutes(1));
        return (seen, runtime.TraceDigest, runtime.EventCount);

        void Record(Source<int, Akka.NotUsed> source, int offset) => source
            .Via(Flow.FromGraph(new Apply<int, int>(element =>
            {
                seen.Add(element + offset);
                return element;
            })).Async())
            .RunWith(new Collect<int>(), materializer);
    }

    /// <summary>Work that takes the environment a while.</summary>
    private static async Task<int> Later(DeterministicRuntime runtime, int element)
    {
        var arrived = new TaskCompletionSource();
        runtime.Schedule(TimeSpan.FromMilliseconds(runtime.NextRandom() % 50), arrived.SetResult);
        await arrived.Task;
        return element;
    }

    private sealed class Endless(string element) : GraphStage<SourceShape<string>>
    {
        private readonly Outlet<string> _out = new("Endless.out");

        public override SourceShape<string> Shape => field ??= new SourceShape<string>(_out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
            new Logic(_out, Shape, element);

        private sealed class Logic : GraphStageLogic
        {
            internal Logic(Outlet<string> outlet, SourceShape<string> shape, string element)
                : base(shape) => SetHandler(outlet, () => Push(outlet, element));
        }
    }

    private sealed class Drain : GraphStage<SinkShape<string>>
    {
        private readonly Inlet<string> _in = new("Drain.in");

        public override SinkShape<string> Shape => field ??= new SinkShape<string>(_in);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(_in, Shape);

        private sealed class Logic : GraphStageLogic
        {
            private readonly Inlet<string> _in;

            internal Logic(Inlet<string> inlet, SinkShape<string> shape)
                : base(shape)
            {
                _in = inlet;
                SetHandler(inlet, () => Pull(inlet));
            }

            public override void PreStart() => Pull(_in);
        }
    }

    /// <summary>Numbers by the clock.</summary>
    private sealed class Paced(int last, TimeSpan interval) : GraphStage<SourceShape<int>>
    {
        private readonly Outlet<int> _out = new("Paced.out");

        public override SourceShape<int> Shape => field ??= new SourceShape<int>(_out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
            new Logic(this, last, interval);

        private sealed class Logic : TimerGraphStageLogic
        {
            private readonly Paced _stage;
            private readonly int _last;
            private readonly TimeSpan _interval;
            private int _next = 1;

            internal Logic(Paced stage, int last, TimeSpan interval)
                : base(stage.Shape)
            {
                (_stage, _last, _interval) = (stage, last, interval);
                SetHandler(stage._out, EagerTerminateOutput);
            }

            public override void PreStart() => ScheduleRepeatedly("next", _interval);

            protected override void OnTimer(object timerKey)
            {
                Emit(_stage._out, _next);
                if (_next++ == _last) CompleteStage();
            }
        }
    }

    /// <summary>Waits for what a function does with each element.</summary>
    private sealed class Await(Func<int, Task<int>> function) : GraphStage<FlowShape<int, int>>
    {
        private readonly Inlet<int> _in = new("Await.in");
        private readonly Outlet<int> _out = new("Await.out");

        public override FlowShape<int, int> Shape => field ??= new FlowShape<int, int>(_in, _out);

        protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, function);

        private sealed class Logic : InAndOutGraphStageLogic
        {
            private readonly Await _stage;
            private readonly Func<int, Task<int>> _function;
            private Action<int> _arrived = static _ => { };
            private bool _waiting;

            internal Logic(Await stage, Func<int, Task<int>> function)
                : base(stage.Shape)
            {
                (_stage, _function) = (stage, function);
                SetHandlers(stage._in, stage._out, this);
            }

            public override void PreStart() => _arrived = GetAsyncCallback<int>(element =>
            {
                _waiting = false;
                Push(_stage._out, element);
                if (IsClosed(_stage._in)) CompleteStage();
            });

            public override void OnPush()
            {
                _waiting = true;
                _ = Work(Grab(_stage._in));
            }

            public override void OnPull() => Pull(_stage._in);

            public override void OnUpstreamFinish()
            {
                if (!_waiting) CompleteStage();
            }

            private async Task Work(int element) => _arrived(await _function(element));
        }
    }
}
