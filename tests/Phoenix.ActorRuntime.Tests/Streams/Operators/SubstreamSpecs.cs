using System.Collections.Immutable;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Streams of streams.</summary>
public sealed class SubstreamSpecs : StreamSpecs
{
    [Fact]
    public async Task Streams_made_of_elements_follow_one_another_or_are_merged()
    {
        (await All(Numbers(3).ConcatMany(x => Numbers(x)))).ShouldBe([1, 1, 2, 1, 2, 3]);
        (await All(Numbers(3).MergeMany(3, x => Numbers(x)))).Order().ShouldBe([1, 1, 1, 2, 2, 3]);
    }

    [Fact]
    public async Task No_more_streams_are_merged_at_once_than_allowed()
    {
        var open = 0;
        var most = 0;
        await All(Numbers(6).MergeMany(2, x => Source.Single(x)
            .Select(y =>
            {
                most = Math.Max(most, Interlocked.Increment(ref open));
                return y;
            })
            .SelectAsync(1, async y =>
            {
                await Task.Yield();
                Interlocked.Decrement(ref open);
                return y;
            })));

        most.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task The_beginning_is_parted_from_the_rest()
    {
        var (prefix, tail) = await Numbers(5).PrefixAndTail(2)
            .RunWith(Sink.First<(IImmutableList<int>, Source<int, Akka.NotUsed>)>(), Materializer);

        prefix.ShouldBe([1, 2]);
        (await All(tail)).ShouldBe([3, 4, 5]);
    }

    [Fact]
    public async Task Elements_are_grouped_by_key()
    {
        var sums = (Source<int, Akka.NotUsed>)Numbers(10)
            .GroupBy(3, x => x % 3)
            .Aggregate(0, (sum, x) => sum + x)
            .MergeSubstreams();

        (await All(sums)).Order().ShouldBe([15, 18, 22]);
    }

    [Fact]
    public async Task More_groups_than_allowed_fail_the_stream()
    {
        var merged = (Source<int, Akka.NotUsed>)Numbers(3).GroupBy(2, x => x).MergeSubstreams();

        await Should.ThrowAsync<TooManySubstreamsOpenException>(All(merged));
    }

    [Fact]
    public async Task An_element_of_one_key_too_many_is_skipped_under_supervision()
    {
        var resuming = ActorAttributes.CreateSupervisionStrategy(Akka.Streams.Supervision.Deciders.ResumingDecider);
        var merged = ((Source<int, Akka.NotUsed>)Numbers(3).GroupBy(2, x => x).MergeSubstreams())
            .WithAttributes(resuming);

        (await All(merged)).Order().ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_stream_is_cut_before_or_after_an_element()
    {
        var before = (Source<string, Akka.NotUsed>)Numbers(6).SplitWhen(x => x % 3 == 0)
            .Aggregate("", (text, x) => text + x).ConcatSubstream();
        var after = (Source<string, Akka.NotUsed>)Numbers(6).SplitAfter(x => x % 3 == 0)
            .Aggregate("", (text, x) => text + x).ConcatSubstream();

        (await All(before)).ShouldBe(["12", "345", "6"]);
        (await All(after)).ShouldBe(["123", "456"]);
    }

    [Fact]
    public async Task A_substream_that_is_cancelled_does_not_touch_the_next_one()
    {
        var parts = (Source<(IImmutableList<int>, Source<int, Akka.NotUsed>), Akka.NotUsed>)Numbers(50)
            .SplitWhen(_ => true).PrefixAndTail(0).ConcatSubstream();
        var firsts = parts.SelectAsync(1, part => part.Item2.RunWith(Sink.First<int>(), Materializer));

        (await All(firsts)).ShouldBe(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task Each_substream_gets_a_sink_of_its_own()
    {
        Numbers(4).GroupBy(2, x => x % 2)
            .Aggregate(0, (sum, x) => sum + x)
            .To(Sink.ForEach<int>(x => TestActor.Tell(x, Akka.Actor.ActorRefs.NoSender)))
            .Run(Materializer);

        await Task.Yield();
        ExpectMsgAllOf(4, 6);
    }
}
