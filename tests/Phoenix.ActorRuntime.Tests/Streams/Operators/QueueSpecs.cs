using Akka.Pattern;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>The ends of a stream in the hands of somebody else.</summary>
public sealed class QueueSpecs : StreamSpecs
{
    [Fact]
    public async Task What_is_offered_can_be_pulled()
    {
        var (offered, pulled) = Between(Flow.Create<int>());
        (await offered.OfferAsync(1)).ShouldBe(QueueOfferResult.Enqueued.Instance);
        offered.Complete();

        (await Next(pulled)).ShouldBe(1);
        await ShouldEnd(pulled);
        await offered.WatchCompletionAsync();
    }

    [Fact]
    public async Task With_back_pressure_the_offer_waits_and_a_second_one_is_refused()
    {
        var (offered, pulled) = Source.Queue<int>(1, OverflowStrategy.Backpressure)
            .ToMaterialized(Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both)
            .Run(Materializer);
        await offered.OfferAsync(1);
        await offered.OfferAsync(2);
        var waiting = offered.OfferAsync(3);

        await Should.ThrowAsync<IllegalStateException>(offered.OfferAsync(4));
        waiting.IsCompleted.ShouldBeFalse();
        (await Next(pulled)).ShouldBe(1);
        (await waiting).ShouldBe(QueueOfferResult.Enqueued.Instance);
        (await Next(pulled)).ShouldBe(2);
        (await Next(pulled)).ShouldBe(3);
    }

    [Theory]
    [InlineData(OverflowStrategy.DropHead, "1,3")]
    [InlineData(OverflowStrategy.DropNew, "1,2")]
    public async Task A_full_queue_drops_as_its_strategy_says(OverflowStrategy strategy, string left)
    {
        var (offered, pulled) = Source.Queue<int>(1, strategy)
            .ToMaterialized(Sink.Queue<int>().WithAttributes(Attributes.CreateInputBuffer(1, 1)), Keep.Both)
            .Run(Materializer);
        await offered.OfferAsync(1);
        await offered.OfferAsync(2);
        var last = await offered.OfferAsync(3);
        offered.Complete();

        last.ShouldBe(strategy == OverflowStrategy.DropNew
            ? QueueOfferResult.Dropped.Instance
            : QueueOfferResult.Enqueued.Instance);
        foreach (var x in left.Split(',').Select(int.Parse)) (await Next(pulled)).ShouldBe(x);
        await ShouldEnd(pulled);
    }

    [Fact]
    public async Task A_queue_that_may_not_drop_fails_the_stream()
    {
        var (offered, done) = Source.Queue<int>(1, OverflowStrategy.Fail)
            .SelectAsync(1, _ => new TaskCompletionSource<int>().Task)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);
        await offered.OfferAsync(1);
        await offered.OfferAsync(2);

        (await offered.OfferAsync(3)).ShouldBeOfType<QueueOfferResult.Failure>();
        await Should.ThrowAsync<BufferOverflowException>(done);
        await Should.ThrowAsync<BufferOverflowException>(offered.WatchCompletionAsync());
    }

    [Fact]
    public async Task Failing_the_queue_fails_the_stream()
    {
        var (offered, pulled) = Between(Flow.Create<int>());
        offered.Fail(new ArithmeticException());

        await Should.ThrowAsync<ArithmeticException>(pulled.PullAsync());
    }

    [Fact]
    public async Task After_the_end_the_queues_are_detached()
    {
        var (offered, pulled) = Between(Flow.Create<int>());
        offered.Complete();
        await ShouldEnd(pulled);
        await offered.WatchCompletionAsync();

        await Should.ThrowAsync<StreamDetachedException>(async () =>
        {
            while (await offered.OfferAsync(1) is QueueOfferResult.QueueClosed) await Task.Yield();
        });
        await Should.ThrowAsync<StreamDetachedException>(async () =>
        {
            while (await pulled.PullAsync() == Option<int>.None) await Task.Yield();
        });
    }

    [Fact]
    public async Task One_pull_at_a_time()
    {
        var (offered, pulled) = Between(Flow.Create<int>());
        var first = pulled.PullAsync();

        await Should.ThrowAsync<IllegalStateException>(pulled.PullAsync());
        await offered.OfferAsync(1);
        (await first).ShouldBe(Option<int>.Create(1));
    }
}
