using System.Threading.Channels;
using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.Util;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Where elements come from.</summary>
public sealed class SourceSpecs : StreamSpecs
{
    [Fact]
    public async Task Simple_sources_give_what_they_say()
    {
        (await All(Source.Single(1))).ShouldBe([1]);
        (await All(Source.Empty<int>())).ShouldBeEmpty();
        (await All(Source.Repeat(7).Take(3))).ShouldBe([7, 7, 7]);
        (await All(Source.Cycle(() => Enumerable.Range(1, 2).GetEnumerator()).Take(5))).ShouldBe([1, 2, 1, 2, 1]);
        (await All(Source.FromTask(Task.FromResult(3)))).ShouldBe([3]);
        (await All(Source.From(Counting))).ShouldBe([1, 2, 3]);
        await Should.ThrowAsync<ArithmeticException>(All(Source.Failed<int>(new ArithmeticException())));
    }

    [Fact]
    public async Task A_failed_source_does_not_overtake_what_comes_before_it()
    {
        var failed = Source.Failed<int>(new ArithmeticException());

        (await All(Numbers(2).Concat(failed).Recover(_ => -1))).ShouldBe([1, 2, -1]);
    }

    [Fact]
    public async Task A_cycle_of_nothing_fails()
    {
        var failure = await Should.ThrowAsync<Exception>(
            All(Source.Cycle(() => Enumerable.Empty<int>().GetEnumerator())));
        failure.GetBaseException().ShouldBeOfType<ArgumentException>();
    }

    [Fact]
    public async Task Elements_are_unfolded_from_a_state()
    {
        (await All(Source.Unfold(1, x =>
            x > 20 ? Option<(int, int)>.None : Option<(int, int)>.Create((2 * x, x))))).ShouldBe([1, 2, 4, 8, 16]);
        (await All(Source.UnfoldAsync(1, async x =>
        {
            await Task.Yield();
            return x > 3 ? Option<(int, int)>.None : Option<(int, int)>.Create((x + 1, x));
        }))).ShouldBe([1, 2, 3]);
        (await All(Source.UnfoldInfinite(1, x => (2 * x, x)).Take(4))).ShouldBe([1, 2, 4, 8]);
    }

    [Fact]
    public async Task A_resource_is_closed_with_the_stream()
    {
        var closed = 0;
        var source = Source.UnfoldResource(
            () => Enumerable.Range(1, 3).GetEnumerator(),
            rest => rest.MoveNext() ? Option<int>.Create(rest.Current) : Option<int>.None,
            _ => closed++);

        (await All(source)).ShouldBe([1, 2, 3]);
        closed.ShouldBe(1);
        (await All(source.Take(1))).ShouldBe([1]);
        AwaitCondition(() => closed == 2);
    }

    [Fact]
    public async Task A_resource_that_works_by_tasks_is_closed_with_the_stream()
    {
        var closed = new TaskCompletionSource();
        var source = Source.UnfoldResourceAsync(
            () => Task.FromResult(Enumerable.Range(1, 3).GetEnumerator()),
            async rest =>
            {
                await Task.Yield();
                return rest.MoveNext() ? Option<int>.Create(rest.Current) : Option<int>.None;
            },
            _ =>
            {
                closed.TrySetResult();
                return Task.FromResult(Akka.Done.Instance);
            });

        (await All(source.Take(2))).ShouldBe([1, 2]);
        await closed.Task;
    }

    [Fact]
    public async Task A_maybe_is_decided_later()
    {
        var (some, first) = Source.Maybe<int>().ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        var (none, second) = Source.Maybe<int>().ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        some.SetResult(5);
        none.SetResult(0);

        (await first).ShouldBe([5]);
        (await second).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lazy_source_is_made_when_it_is_wanted()
    {
        var made = 0;
        var (value, elements) = Source.Lazily(() =>
        {
            made++;
            return Numbers(2).MapMaterializedValue(_ => "value");
        }).ToMaterialized(Sink.Queue<int>(), Keep.Both).Run(Materializer);

        (await Next(elements)).ShouldBe(1);
        (await value).ShouldBe("value");
        made.ShouldBe(1);
    }

    [Fact]
    public async Task Messages_of_an_actor_reference_are_elements()
    {
        var (actor, elements) = Source.ActorRef<int>(8, OverflowStrategy.Fail)
            .ToMaterialized(Sink.Seq<int>(), Keep.Both).Run(Materializer);
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(new Status.Success("done"));

        (await elements).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_channel_is_read_until_it_is_complete()
    {
        var channel = Channel.CreateBounded<int>(2);
        var elements = All(ChannelSource.FromReader(channel.Reader));
        for (var i = 1; i <= 5; i++) await channel.Writer.WriteAsync(i);
        channel.Writer.Complete();

        (await elements).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task A_channel_of_the_streams_own_is_written()
    {
        var (writer, elements) = ChannelSource.Create<int>(2).ToMaterialized(Sink.Seq<int>(), Keep.Both)
            .Run(Materializer);
        for (var i = 1; i <= 5; i++) await writer.WriteAsync(i);
        writer.Complete();

        (await elements).ShouldBe([1, 2, 3, 4, 5]);
    }

    private static async IAsyncEnumerable<int> Counting()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
