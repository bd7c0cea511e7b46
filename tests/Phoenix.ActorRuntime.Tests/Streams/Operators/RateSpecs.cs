using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>What operators do while downstream does not ask. The elements come from one queue and are pulled one at a
/// time from another; a task that ends shows that an element has been taken.</summary>
public sealed class RateSpecs : StreamSpecs
{
    [Theory]
    [InlineData(OverflowStrategy.DropHead, "1,5,6,7")]
    [InlineData(OverflowStrategy.DropTail, "1,3,4,7")]
    [InlineData(OverflowStrategy.DropBuffer, "1,6,7")]
    [InlineData(OverflowStrategy.DropNew, "1,3,4,5")]
    public async Task A_full_buffer_drops_as_its_strategy_says(OverflowStrategy strategy, string left)
    {
        (await Survivors(strategy)).ShouldBe(left.Split(',').Select(int.Parse));
    }

    [Fact]
    public async Task A_full_buffer_that_may_not_drop_fails_the_stream()
    {
        await Should.ThrowAsync<BufferOverflowException>(All(Numbers(10)
            .Buffer(3, OverflowStrategy.Fail)
            .SelectAsync(1, _ => new TaskCompletionSource<int>().Task)));
    }

    [Fact]
    public async Task A_full_buffer_with_back_pressure_loses_nothing()
    {
        (await All(Numbers(100).Buffer(3, OverflowStrategy.Backpressure))).ShouldBe(Enumerable.Range(1, 100));
    }

    [Fact]
    public async Task Elements_are_conflated_while_nobody_asks()
    {
        var (queue, gate, sums) = Gated(Flow.Create<int>().Conflate((sum, x) => sum + x));
        foreach (var x in (int[])[1, 2, 3, 4]) await queue.OfferAsync(x);
        queue.Complete();
        gate.SetResult();

        (await sums).Sum().ShouldBe(10);
        (await sums).Count.ShouldBeLessThan(4);
    }

    [Fact]
    public async Task A_batch_ends_at_its_weight()
    {
        var (queue, gate, batches) = Gated(Flow.Create<int>().BatchWeighted(
            5, x => x, x => $"{x}", (text, x) => $"{text}+{x}"));
        foreach (var x in (int[])[9, 1, 2, 2, 3, 3]) await queue.OfferAsync(x);
        queue.Complete();
        gate.SetResult();

        (await batches).ShouldBe(["9", "1+2+2", "3", "3"]);
    }

    [Fact]
    public async Task An_element_is_expanded_until_the_next_one_comes()
    {
        var (queue, expanded) = Between(Flow.Create<int>().Expand(x => Enumerable.Repeat(x, 3).GetEnumerator()));
        await queue.OfferAsync(7);

        (await Next(expanded)).ShouldBe(7);
        (await Next(expanded)).ShouldBe(7);
        (await Next(expanded)).ShouldBe(7);
        await queue.OfferAsync(8);
        (await Next(expanded)).ShouldBe(8);
        queue.Complete();
    }

    [Fact]
    public async Task A_detached_stream_loses_nothing()
    {
        (await All(Numbers(10).Detach())).ShouldBe(Enumerable.Range(1, 10));
    }

    // The first element passes the buffer and waits behind the gate; the second one waits for it there.
    private async Task<IReadOnlyList<int>> Survivors(OverflowStrategy strategy)
    {
        var (queue, gate, seen) = Gated(Flow.Create<int>().Buffer(3, strategy));
        foreach (var x in (int[])[1, 3, 4, 5, 6, 7]) await queue.OfferAsync(x);
        queue.Complete();
        gate.SetResult();
        return await seen;
    }

    private (ISourceQueueWithComplete<TIn> In, TaskCompletionSource Gate, Task<IReadOnlyList<TOut>> Seen)
        Gated<TIn, TOut>(Flow<TIn, TOut, Akka.NotUsed> flow)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (queue, seen) = Source.Queue<TIn>(1, OverflowStrategy.Backpressure)
            .Via(flow)
            .SelectAsync(1, async x =>
            {
                await gate.Task;
                return x;
            })
            .ToMaterialized(Sink.Seq<TOut>(), Keep.Both)
            .Run(Materializer);
        return (queue, gate, Listed(seen));
    }

    private static async Task<IReadOnlyList<T>> Listed<T>(Task<System.Collections.Immutable.IImmutableList<T>> seen) =>
        await seen;
}
