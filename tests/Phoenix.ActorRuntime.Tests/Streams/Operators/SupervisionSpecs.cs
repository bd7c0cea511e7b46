using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>What becomes of a stream when the user's code throws, or upstream fails.</summary>
public sealed class SupervisionSpecs : StreamSpecs
{
    private static readonly Attributes Resuming =
        ActorAttributes.CreateSupervisionStrategy(Deciders.ResumingDecider);

    private static readonly Attributes Restarting =
        ActorAttributes.CreateSupervisionStrategy(Deciders.RestartingDecider);

    [Fact]
    public async Task A_stream_stops_by_default()
    {
        await Should.ThrowAsync<ArithmeticException>(All(Numbers(5).Select(NotThree)));
    }

    [Fact]
    public async Task A_resumed_operator_skips_the_element()
    {
        (await All(Numbers(5).Select(NotThree).WithAttributes(Resuming))).ShouldBe([1, 2, 4, 5]);
        (await All(Numbers(5).Where(x => NotThree(x) > 1).WithAttributes(Resuming))).ShouldBe([2, 4, 5]);
        (await All(Numbers(5).SelectMany(x => (int[])[NotThree(x), x]).WithAttributes(Resuming)))
            .ShouldBe([1, 1, 2, 2, 4, 4, 5, 5]);
        (await All(Numbers(5).Aggregate(0, (sum, x) => sum + NotThree(x)).WithAttributes(Resuming))).ShouldBe([12]);
    }

    [Fact]
    public async Task A_restarted_operator_forgets_what_it_has_accumulated()
    {
        (await All(Numbers(5).Aggregate(0, (sum, x) => sum + NotThree(x)).WithAttributes(Restarting)))
            .ShouldBe([9]);
        (await All(Numbers(5).Scan(0, (sum, x) => sum + NotThree(x)).WithAttributes(Restarting)))
            .ShouldBe([0, 1, 3, 0, 4, 9]);
    }

    [Fact]
    public async Task Null_is_no_element()
    {
        var source = Source.From(["a", "b"]).Select(x => x == "a" ? null! : x);

        await Should.ThrowAsync<ArgumentNullException>(All(source));
        (await All(source.WithAttributes(Resuming))).ShouldBe(["b"]);
    }

    [Fact]
    public async Task A_last_element_takes_the_place_of_a_failure()
    {
        (await All(Numbers(5).Select(NotThree).Recover(_ => Option<int>.Create(0)))).ShouldBe([1, 2, 0]);
        await Should.ThrowAsync<ArithmeticException>(All(Numbers(5).Select(NotThree).Recover(_ => Option<int>.None)));
    }

    [Fact]
    public async Task Another_source_takes_the_place_of_a_failure()
    {
        (await All(Numbers(5).Select(NotThree).RecoverWithRetries(_ => Source.From([8, 9]), 1)))
            .ShouldBe([1, 2, 8, 9]);
    }

    [Fact]
    public async Task Failures_are_replaced_as_often_as_allowed()
    {
        var seen = new List<int>();
        var stream = Source.Failed<int>(new ArithmeticException())
            .RecoverWithRetries(_ => Numbers(3).Select(NotThree), 2)
            .RunForeach(seen.Add, Materializer);

        await Should.ThrowAsync<ArithmeticException>(stream);
        seen.ShouldBe([1, 2, 1, 2]);
    }

    [Fact]
    public async Task A_failure_becomes_another_one()
    {
        await Should.ThrowAsync<InvalidOperationException>(All(
            Numbers(5).Select(NotThree).SelectError(cause => new InvalidOperationException("three", cause))));
    }

    [Fact]
    public async Task The_end_of_a_stream_can_be_watched()
    {
        var (done, _) = Numbers(3).WatchTermination(Keep.Right).ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        var (failed, _) = Numbers(5).Select(NotThree).WatchTermination(Keep.Right)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both).Run(Materializer);

        (await done).ShouldBe(Akka.Done.Instance);
        await Should.ThrowAsync<ArithmeticException>(failed);
    }

    [Fact]
    public async Task A_monitor_shows_what_has_happened_last()
    {
        var (monitor, done) = Numbers(3).Monitor(Keep.Right).ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        await done;

        AwaitCondition(() => monitor.State is FlowMonitor.Finished);
    }

    private static int NotThree(int x) => x == 3 ? throw new ArithmeticException("three") : x;
}
