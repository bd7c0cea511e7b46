using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Streams that others join while they run.</summary>
public sealed class HubSpecs : StreamSpecs
{
    [Fact]
    public async Task Producers_join_a_merge_hub()
    {
        var (sink, elements) = MergeHub.Source<int>(16).Take(20).ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        Numbers(10).RunWith(sink, Materializer);
        Source.From(Enumerable.Range(11, 10)).RunWith(sink, Materializer);

        (await elements).Order().ShouldBe(Enumerable.Range(1, 20));
    }

    [Fact]
    public async Task A_producer_that_fails_only_leaves_the_merge_hub()
    {
        var (sink, elements) = MergeHub.Source<int>(16).Take(3).ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        Source.Failed<int>(new ArithmeticException()).RunWith(sink, Materializer);
        Numbers(3).RunWith(sink, Materializer);

        (await elements).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task The_end_of_the_merge_hub_cancels_its_producers()
    {
        var sink = MergeHub.Source<int>(16).Take(1).To(Sink.Ignore<int>()).Run(Materializer);
        var done = Source.Repeat(1).WatchTermination(Keep.Right).To(sink).Run(Materializer);
        var late = Source.Repeat(1).WatchTermination(Keep.Right).To(sink).Run(Materializer);

        await done;
        await late;
    }

    [Fact]
    public async Task A_merge_hub_holds_up_a_producer_that_is_too_fast()
    {
        var (sink, elements) = MergeHub.Source<int>(1).ToMaterialized(
            Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both).Run(Materializer);
        var produced = 0;
        Numbers(100).Select(x => produced = x).RunWith(sink, Materializer);
        for (var i = 1; i <= 10; i++) (await Next(elements)).ShouldBe(i);

        produced.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Consumers_join_a_broadcast_hub()
    {
        var source = Numbers(100).RunWith(BroadcastHub.Sink<int>(8), Materializer);
        var (first, second) = (Pulled(source), Pulled(source));

        // Neither asks for a second element before both have got one: then both have joined.
        var (start, other) = (await Next(first), await Next(second));

        Math.Min(start, other).ShouldBe(1);
        var rests = await Task.WhenAll(Rest(first), Rest(second));
        rests[0].ShouldBe(Enumerable.Range(start + 1, 100 - start));
        rests[1].ShouldBe(Enumerable.Range(other + 1, 100 - other));
    }

    [Fact]
    public async Task Consumers_of_a_broadcast_hub_fail_with_it()
    {
        var source = Source.Failed<int>(new ArithmeticException()).RunWith(BroadcastHub.Sink<int>(8), Materializer);

        await Should.ThrowAsync<ArithmeticException>(All(source));
    }

    private ISinkQueue<int> Pulled(Source<int, Akka.NotUsed> source) =>
        source.RunWith(Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Materializer);

    private static async Task<IReadOnlyList<int>> Rest(ISinkQueue<int> queue)
    {
        var rest = new List<int>();
        while (await queue.PullAsync() is { HasValue: true } next) rest.Add(next.Value);
        return rest;
    }
}
