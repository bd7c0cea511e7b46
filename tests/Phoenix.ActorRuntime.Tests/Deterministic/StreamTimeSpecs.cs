using Akka.Streams;
using Akka.Streams.Dsl;
using Phoenix.ActorRuntime.Deterministic;

namespace Phoenix.ActorRuntime.Tests.Deterministic;

/// <summary>Streams that depend on time, in virtual time: every moment is exact.</summary>
public sealed class StreamTimeSpecs : IDisposable
{
    private readonly DeterministicRuntime _runtime =
        DeterministicRuntime.Create("streams", 11, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly ActorMaterializer _materializer;
    private readonly List<string> _seen = [];

    public StreamTimeSpecs() => _materializer = _runtime.System.Materializer();

    [Fact]
    public void A_throttle_lets_a_burst_pass_and_then_keeps_its_rate()
    {
        Record(Numbers(5).Throttle(1, Ms(100), 2, ThrottleMode.Shaping));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe(["1@0", "2@0", "3@100", "4@200", "5@300", "end@300"]);
    }

    [Fact]
    public void A_throttle_counts_what_elements_cost()
    {
        Record(Numbers(4).Throttle(10, Ms(100), 0, x => 10 * x, ThrottleMode.Shaping));
        _runtime.RunFor(Ms(2000));

        _seen.ShouldBe(["1@100", "2@300", "3@600", "4@1000", "end@1000"]);
    }

    [Fact]
    public void An_enforcing_throttle_fails_the_stream()
    {
        Record(Numbers(3).Throttle(1, Ms(100), 2, ThrottleMode.Enforcing));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe(["1@0", "2@0", "OverflowException@0"]);
    }

    [Fact]
    public void A_group_ends_by_number_or_after_its_time()
    {
        Record(Source.Tick(Ms(0), Ms(30), 1).Take(7).GroupedWithin(3, Ms(100)).Select(x => x.Count()));
        _runtime.RunFor(Ms(1000));

        // 0, 30, 60 are full; 90, 120, 150 too; 180 is what is left at the end.
        _seen.ShouldBe(["3@60", "3@150", "1@180", "end@180"]);
        _seen.Clear();
        Record(Source.Tick(Ms(0), Ms(40), 1).Take(5).GroupedWithin(9, Ms(100)).Select(x => x.Count()));
        _runtime.RunFor(Ms(1000));
        _seen.ShouldBe(["3@1100", "2@1160", "end@1160"]);
    }

    [Fact]
    public void A_delay_shifts_every_element_by_the_same_time()
    {
        Record(Source.Tick(Ms(0), Ms(50), "x").Take(3).Delay(Ms(200), DelayOverflowStrategy.Backpressure));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe(["x@200", "x@250", "x@300", "end@300"]);
    }

    [Fact]
    public void The_first_element_is_asked_for_only_after_the_initial_delay()
    {
        Record(Numbers(2).InitialDelay(Ms(70)));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe(["1@70", "2@70", "end@70"]);
    }

    [Fact]
    public void A_while_is_taken_or_skipped()
    {
        Record(Source.Tick(Ms(10), Ms(20), "t").TakeWithin(Ms(60)));
        Record(Source.Tick(Ms(10), Ms(20), "s").SkipWithin(Ms(60)).Take(1));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe(["t@10", "t@30", "t@50", "end@60", "s@70", "end@70"]);
    }

    [Fact]
    public void Silence_is_filled()
    {
        Record(Source.Maybe<string>().KeepAlive(Ms(100), () => "alive").Take(3));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe(["alive@100", "alive@200", "alive@300", "end@300"]);
    }

    [Fact]
    public void Timeouts_fail_at_their_moment()
    {
        Record(Source.Never<int>().InitialTimeout(Ms(10)));
        Record(Source.Tick(Ms(0), Ms(5), 7).Where(_ => false).CompletionTimeout(Ms(20)));
        Record(Source.Tick(Ms(5), Ms(100), 1).IdleTimeout(Ms(30)));
        Record(Source.Repeat(2).BackpressureTimeout(Ms(40)).Throttle(1, Ms(100), 1, ThrottleMode.Shaping));
        _runtime.RunFor(Ms(1000));

        _seen.ShouldBe([
            "2@0", "1@5", "TimeoutException@10", "TimeoutException@20", "TimeoutException@35", "TimeoutException@40",
        ]);
    }

    [Fact]
    public void A_source_is_begun_again_after_pauses_that_double()
    {
        var settings = RestartSettings.Create(Ms(100), Ms(300), randomFactor: 0).WithMaxRestarts(4, Ms(10_000));
        var begun = 0;
        Record(RestartSource.WithBackoff(() => Source.Single(++begun), settings));
        _runtime.RunFor(Ms(5000));

        _seen.ShouldBe(["1@0", "2@100", "3@300", "4@600", "5@900", "end@900"]);
    }

    [Fact]
    public void Restarts_long_ago_do_not_count()
    {
        var settings = RestartSettings.Create(Ms(100), Ms(1000), randomFactor: 0).WithMaxRestarts(1, Ms(500));
        var begun = 0;
        Record(RestartSource.OnFailuresWithBackoff(
            () =>
            {
                var last = ++begun == 4;
                return Source.From([begun, 0]).InitialDelay(Ms(600))
                    .Select(x => x > 0 || last ? x : throw new ArithmeticException());
            },
            settings));
        _runtime.RunFor(Ms(5000));

        _seen.ShouldBe(["1@600", "2@1300", "3@2000", "4@2700", "0@2700", "end@2700"]);
    }

    [Fact]
    public void Chance_lengthens_the_pause_by_the_seed()
    {
        FirstRestart(seed: 5).ShouldBe(FirstRestart(seed: 5));
        var pauses = Enumerable.Range(1, 6).Select(seed => FirstRestart((ulong)seed)).ToList();

        pauses.Distinct().Count().ShouldBeGreaterThan(1);
        pauses.ShouldAllBe(pause => pause >= Ms(100) && pause <= Ms(150));
    }

    [Fact]
    public void A_sink_and_a_flow_are_begun_again_without_losing_what_waits()
    {
        var settings = RestartSettings.Create(Ms(100), Ms(100), randomFactor: 0);
        Numbers(6).RunWith(
            RestartSink.WithBackoff(
                () => Flow.Create<int>().Take(2).To(Sink.ForEach<int>(x => Note($"{x}"))), settings),
            _materializer);
        _runtime.RunFor(Ms(1000));
        _seen.ShouldBe(["1@0", "2@0", "3@100", "4@100", "5@200", "6@200"]);

        _seen.Clear();
        Record(Numbers(4).Via(RestartFlow.WithBackoff(() => Flow.Create<int>().Take(2), settings)).Take(4));
        _runtime.RunFor(Ms(1000));
        _seen.ShouldBe(["1@1000", "2@1000", "3@1100", "4@1100", "end@1100"]);
    }

    [Fact]
    public void A_stream_of_tasks_and_hubs_is_the_same_run_for_the_same_seed()
    {
        Trace(3).ShouldBe(Trace(3));
        Trace(4).Sum.ShouldBe(Trace(3).Sum);
    }

    public void Dispose() => _runtime.Dispose();

    private static (ulong Digest, int Sum) Trace(ulong seed)
    {
        using var runtime = DeterministicRuntime.Create("trace", seed, DateTimeOffset.UnixEpoch);
        var materializer = runtime.System.Materializer();
        var sum = 0;
        runtime.Schedule(TimeSpan.Zero, () =>
        {
            var (hub, _) = MergeHub.Source<int>(4)
                .SelectAsync(3, async x =>
                {
                    await Task.Yield();
                    return x;
                })
                .ToMaterialized(Sink.ForEach<int>(x => sum += x), Keep.Both)
                .Run(materializer);
            for (var i = 0; i < 3; i++) Numbers(10).Async().RunWith(hub, materializer);
        });
        runtime.RunFor(TimeSpan.FromSeconds(1));
        return (runtime.TraceDigest, sum);
    }

    private static TimeSpan FirstRestart(ulong seed)
    {
        using var runtime = DeterministicRuntime.Create("chance", seed, DateTimeOffset.UnixEpoch);
        var begun = new List<TimeSpan>();
        RestartSource.WithBackoff(
            () =>
            {
                begun.Add(runtime.Elapsed);
                return Source.Empty<int>();
            },
            RestartSettings.Create(Ms(100), Ms(1000), randomFactor: 0.5))
            .RunWith(Sink.Ignore<int>(), runtime.System.Materializer());
        runtime.RunFor(Ms(200));
        return begun[1] - begun[0];
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static Source<int, Akka.NotUsed> Numbers(int count) => Source.From(Enumerable.Range(1, count));

    private void Record<T, TMat>(Source<T, TMat> source) => source.To(
        Flow.Create<T>()
            .Select(x =>
            {
                Note($"{x}");
                return x;
            })
            .To(Sink.OnComplete<T>(() => Note("end"), cause => Note(cause.GetType().Name))))
        .Run(_materializer);

    private void Note(string what) => _seen.Add($"{what}@{_runtime.Elapsed.TotalMilliseconds}");
}
