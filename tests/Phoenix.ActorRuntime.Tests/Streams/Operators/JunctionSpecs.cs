using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Streams that come together, and streams that part.</summary>
public sealed class JunctionSpecs : StreamSpecs
{
    [Fact]
    public async Task Streams_follow_one_another()
    {
        (await All(Numbers(2).Concat(Source.From([8, 9])))).ShouldBe([1, 2, 8, 9]);
        (await All(Numbers(2).Prepend(Source.From([8, 9])))).ShouldBe([8, 9, 1, 2]);
        (await All(Numbers(4).Interleave(Source.From([8, 9]), 1))).ShouldBe([1, 8, 2, 9, 3, 4]);
        (await All(Numbers(4).Interleave(Source.From([7, 8, 9]), 2))).ShouldBe([1, 2, 7, 8, 3, 4, 9]);
        (await All(Source.Empty<int>().OrElse(Numbers(2)))).ShouldBe([1, 2]);
        (await All(Numbers(2).OrElse(Source.From([8, 9])))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task What_follows_is_fetched_ahead()
    {
        await ShouldFetch(next => Source.Never<int>().Concat(next));
        await ShouldFetch(next => Source.Never<int>().ConcatMaterialized(next, Keep.Left));
        await ShouldFetch(next => Source.Never<int>().Via(Flow.Create<int>().Concat(next)));
        await ShouldFetch(next => Source.Never<int>()
            .Via(Flow.Create<int>().ConcatMaterialized(next, Keep.Left)));
    }

    [Fact]
    public async Task What_may_not_be_needed_is_not_fetched_ahead()
    {
        var fetched = false;
        var other = Numbers(2).Select(x =>
        {
            fetched = true;
            return x;
        });
        var alternative = Flow.FromGraph(GraphDsl.Create(b =>
        {
            var orElse = b.Add(OrElse.Create<int>());
            b.From(b.Add(other)).To(orElse.In(1));
            return new FlowShape<int, int>(orElse.In(0), orElse.Out);
        }));

        (await All(Source.Single(9).Via(alternative))).ShouldBe([9]);
        (await All(Source.Single(9).OrElse(other))).ShouldBe([9]);
        (await All(other.Prepend(Source.From([8, 9])).Take(1))).ShouldBe([8]);
        fetched.ShouldBeFalse();
    }

    [Fact]
    public async Task Streams_are_merged()
    {
        (await All(Numbers(50).Merge(Source.From(Enumerable.Range(51, 50))))).Order()
            .ShouldBe(Enumerable.Range(1, 100));
        (await All(Source.From([1, 4, 5, 9]).MergeSorted(Source.From([2, 3, 6, 7, 8]))))
            .ShouldBe(Enumerable.Range(1, 9));
        var (never, merged) = Source.Maybe<int>()
            .MergeMaterialized(Numbers(2), Keep.Left)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        never.SetResult(3);
        (await merged).Order().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task An_eager_merge_ends_with_the_first_stream()
    {
        (await All(Numbers(2).Merge(Source.Never<int>(), eagerComplete: true))).Count.ShouldBeLessThan(3);
    }

    [Fact]
    public async Task The_preferred_inlet_goes_first()
    {
        var source = Source.FromGraph(GraphDsl.Create(b =>
        {
            var merge = b.Add(new MergePreferred<int>(2));
            b.From(Source.From(Enumerable.Repeat(0, 50))).To(merge.Preferred);
            b.From(Source.From(Enumerable.Repeat(1, 50))).To(merge.In(0));
            b.From(Source.From(Enumerable.Repeat(2, 50))).To(merge.In(1));
            return new SourceShape<int>(merge.Out);
        }));

        var merged = await All(source);
        merged.Count.ShouldBe(150);
        merged.Take(60).Count(x => x == 0).ShouldBe(50);
    }

    [Fact]
    public async Task A_prioritized_merge_gives_each_inlet_its_share()
    {
        var source = Source.FromGraph(GraphDsl.Create(b =>
        {
            var merge = b.Add(new MergePrioritized<int>([1, 9]));
            b.From(Source.Repeat(1)).To(merge.In(0));
            b.From(Source.Repeat(2)).To(merge.In(1));
            return new SourceShape<int>(merge.Out);
        }));

        var merged = await All(source.Take(2000));
        merged.Count(x => x == 2).ShouldBeInRange(1600, 1960);
    }

    [Fact]
    public async Task Rows_are_made_of_one_element_each()
    {
        (await All(Numbers(3).Zip(Source.From(["a", "b"])))).ShouldBe([(1, "a"), (2, "b")]);
        (await All(Numbers(2).ZipWith(Source.From(["a", "b"]), (x, y) => $"{x}{y}"))).ShouldBe(["1a", "2b"]);
        var rows = await All(Source.ZipWithN(row => string.Join("", row), [Numbers(2), Numbers(3), Numbers(2)]));
        rows.ShouldBe(["111", "222"]);
    }

    [Fact]
    public async Task A_sink_gets_every_element_too()
    {
        var (also, main) = Numbers(3)
            .AlsoToMaterialized(Sink.Seq<int>(), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        (await also).ShouldBe([1, 2, 3]);
        (await main).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Some_elements_are_diverted()
    {
        var (diverted, main) = Numbers(6)
            .DivertToMaterialized(Sink.Seq<int>(), x => x % 2 == 0, Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        (await diverted).ShouldBe([2, 4, 6]);
        (await main).ShouldBe([1, 3, 5]);
    }

    [Fact]
    public async Task A_tap_that_never_asks_holds_nobody_up()
    {
        var (tap, main) = Numbers(5)
            .WireTapMaterialized(Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Right)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);

        (await main).Count.ShouldBe(5);
        (await Next(tap)).ShouldBe(1);
    }

    [Fact]
    public async Task Elements_are_broadcast_balanced_or_partitioned()
    {
        (await Total(new Broadcast<int>(2))).ShouldBe((55, 55));
        var (left, right) = await Total(new Balance<int>(2, waitForAllDownstreams: true));
        (left + right).ShouldBe(55);
        left.ShouldNotBe(55);
        (await Total(new Partition<int>(2, x => x > 5 ? 1 : 0))).ShouldBe((15, 40));
    }

    [Fact]
    public async Task A_partition_that_does_not_exist_fails_the_stream()
    {
        await Should.ThrowAsync<PartitionOutOfBoundsException>(Total(new Partition<int>(2, _ => 2)));
    }

    [Fact]
    public async Task Pairs_are_taken_apart()
    {
        var sums = Sink.Aggregate<int, int>(0, (sum, x) => sum + x);
        var (keys, values) = RunnableGraph.FromGraph(GraphDsl.Create(sums, sums, Keep.Both, (b, left, right) =>
        {
            var apart = b.Add(new UnZip<int, int>());
            b.From(b.Add(Numbers(3).Select(x => KeyValuePair.Create(x, 10 * x)))).To(apart.In);
            b.From(apart.Out0).To(left);
            b.From(apart.Out1).To(right);
            return ClosedShape.Instance;
        })).Run(Materializer);

        (await keys, await values).ShouldBe((6, 60));
    }

    [Fact]
    public async Task A_junction_of_a_circle_does_not_wait_for_itself()
    {
        var circle = Flow.FromGraph(GraphDsl.Create(Sink.First<int>(), (b, sink) =>
        {
            var concat = b.Add(Concat.Create<int>());
            var broadcast = b.Add(new Broadcast<int>(2, eagerCancel: true));
            b.From(b.Add(Source.Single(7))).To(concat.In(0));
            b.From(concat.Out).To(broadcast.In);
            b.From(broadcast.Out(0)).To(sink);
            return new FlowShape<int, int>(concat.In(1), broadcast.Out(1));
        }));

        (await circle.Join(Flow.Create<int>()).Run(Materializer)).ShouldBe(7);
    }

    [Fact]
    public async Task Sources_and_sinks_are_combined_by_a_strategy()
    {
        (await All(Source.Combine(Numbers(1), Numbers(2), n => new Merge<int>(n), Numbers(3)))).Order()
            .ShouldBe([1, 1, 1, 2, 2, 3]);
        var combined = Sink.Combine(
            n => new Broadcast<int>(n),
            Sink.ForEach<int>(x => TestActor.Tell(x, Akka.Actor.ActorRefs.NoSender))
                .MapMaterializedValue(_ => Akka.NotUsed.Instance),
            Sink.ForEach<int>(x => TestActor.Tell(-x, Akka.Actor.ActorRefs.NoSender))
                .MapMaterializedValue(_ => Akka.NotUsed.Instance));
        Source.Single(7).RunWith(combined, Materializer);
        ExpectMsgAllOf(7, -7);
    }

    private async Task<(int, int)> Total(IGraph<UniformFanOutShape<int, int>, Akka.NotUsed> junction)
    {
        var sums = Sink.Aggregate<int, int>(0, (sum, x) => sum + x);
        var (left, right) = RunnableGraph.FromGraph(GraphDsl.Create(sums, sums, Keep.Both, (b, first, second) =>
        {
            var fan = b.Add(junction);
            b.From(b.Add(Numbers(10))).To(fan.In);
            b.From(fan.Out(0)).To(first);
            b.From(fan.Out(1)).To(second);
            return ClosedShape.Instance;
        })).Run(Materializer);
        return (await left, await right);
    }

    private async Task ShouldFetch(Func<Source<int, Akka.NotUsed>, Source<int, Akka.NotUsed>> follow)
    {
        var fetched = new TaskCompletionSource();
        var next = Numbers(2).Select(x =>
        {
            fetched.TrySetResult();
            return x;
        });

        _ = follow(next).RunWith(Sink.Ignore<int>(), Materializer);

        await fetched.Task.WaitAsync(TimeSpan.FromSeconds(5));
    }
}
