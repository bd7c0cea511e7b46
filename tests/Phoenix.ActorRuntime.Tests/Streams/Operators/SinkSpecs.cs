using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Where elements go to.</summary>
public sealed class SinkSpecs : StreamSpecs
{
    [Fact]
    public async Task A_stream_comes_to_one_element()
    {
        (await Numbers(3).RunWith(Sink.First<int>(), Materializer)).ShouldBe(1);
        (await Numbers(3).RunWith(Sink.Last<int>(), Materializer)).ShouldBe(3);
        (await Source.Empty<int>().RunWith(Sink.FirstOrDefault<int>(), Materializer)).ShouldBe(0);
        (await Source.Empty<int>().RunWith(Sink.LastOrDefault<int>(), Materializer)).ShouldBe(0);
        await Should.ThrowAsync<NoSuchElementException>(Source.Empty<int>().RunWith(Sink.First<int>(), Materializer));
        await Should.ThrowAsync<NoSuchElementException>(Source.Empty<int>().RunWith(Sink.Last<int>(), Materializer));
    }

    [Fact]
    public async Task A_stream_is_aggregated()
    {
        (await Numbers(4).RunAggregate("", (text, x) => text + x, Materializer)).ShouldBe("1234");
        (await Numbers(4).RunSum((sum, x) => sum + x, Materializer)).ShouldBe(10);
        (await Numbers(4).RunAggregateAsync(0, (sum, x) => Task.FromResult(sum + x), Materializer)).ShouldBe(10);
    }

    [Fact]
    public async Task Something_is_done_with_each_element()
    {
        var seen = new List<int>();
        await Numbers(3).RunForeach(seen.Add, Materializer);
        seen.ShouldBe([1, 2, 3]);

        var sum = 0;
        await Numbers(10).RunWith(
            Sink.ForEachAsync<int>(4, async x =>
            {
                await Task.Yield();
                Interlocked.Add(ref sum, x);
            }),
            Materializer);
        sum.ShouldBe(55);
    }

    [Fact]
    public async Task A_cancelled_sink_ends_the_stream()
    {
        var done = Source.Never<int>().WatchTermination(Keep.Right).To(Sink.Cancelled<int>()).Run(Materializer);

        (await done).ShouldBe(Akka.Done.Instance);
    }

    [Fact]
    public void The_end_is_told()
    {
        Numbers(2).RunWith(Sink.OnComplete<int>(() => TestActor.Tell("done"), _ => { }), Materializer);
        ExpectMsg("done");
        Source.Failed<int>(new ArithmeticException())
            .RunWith(Sink.OnComplete<int>(() => { }, cause => TestActor.Tell(cause)), Materializer);
        ExpectMsg<ArithmeticException>();
    }

    [Fact]
    public void An_actor_gets_the_elements_and_the_end()
    {
        Numbers(2).RunWith(Sink.ActorRef<int>(TestActor, "done", cause => cause), Materializer);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg("done");
    }

    [Fact]
    public void An_actor_sets_the_pace_by_acknowledging()
    {
        Numbers(2).RunWith(Sink.ActorRefWithAck<int>(TestActor, "init", "ack", "done"), Materializer);
        ExpectMsg("init");
        var stream = LastSender;
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        stream.Tell("ack");
        ExpectMsg(1);
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        stream.Tell("ack");
        ExpectMsg(2);
        ExpectMsg("done");
    }

    [Fact]
    public async Task The_end_of_the_actor_cancels_the_stream()
    {
        var probe = CreateTestProbe();
        var done = Source.Never<int>().WatchTermination(Keep.Right)
            .To(Sink.ActorRefWithAck<int>(probe.Ref, "init", "ack", "done"))
            .Run(Materializer);
        probe.ExpectMsg("init");
        probe.Ref.Tell(PoisonPill.Instance);

        (await done).ShouldBe(Akka.Done.Instance);
    }

    [Fact]
    public async Task A_channel_is_written_as_fast_as_it_is_read()
    {
        var reader = Numbers(5).RunWith(ChannelSink.AsReader<int>(1), Materializer);
        var seen = new List<int>();
        await foreach (var x in reader.ReadAllAsync()) seen.Add(x);

        seen.ShouldBe([1, 2, 3, 4, 5]);
    }
}
