using System.Threading.Channels;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Phoenix.ActorRuntime.Tests.Streams.Operators;

/// <summary>Streams that are begun again: as often as allowed, and with both halves of a flow.</summary>
public sealed class RestartSpecs : StreamSpecs
{
    private static readonly RestartSettings Quickly = RestartSettings.Create(
        TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20), randomFactor: 0);

    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    [Fact]
    public async Task A_flow_whose_beginning_cancels_is_ended_whole_and_begun_again()
    {
        var (@in, @out, inner) = Run(RestartFlow.WithBackoff<string, string, Akka.NotUsed>);

        await @in.OfferAsync("a");
        await ShouldSee("begun", "a");
        await @in.OfferAsync("end");
        await ShouldSee("in ended", "out ended", "begun");

        await @in.OfferAsync("b");
        await ShouldSee("b");
        await inner.OfferAsync("c");
        (await Next(@out)).ShouldBe("c");
    }

    [Fact]
    public async Task A_flow_whose_end_completes_is_ended_whole_and_begun_again()
    {
        var (@in, @out, inner) = Run(RestartFlow.WithBackoff<string, string, Akka.NotUsed>);

        await @in.OfferAsync("a");
        await ShouldSee("begun", "a");
        var pull = Next(@out);
        await inner.OfferAsync("end");
        await ShouldSee("out ended", "in ended", "begun");

        await @in.OfferAsync("b");
        await ShouldSee("b");
        await inner.OfferAsync("c");
        (await pull).ShouldBe("c");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_flow_whose_end_fails_is_ended_whole_and_begun_again(bool onlyOnFailures)
    {
        var (@in, @out, inner) = Run(onlyOnFailures
            ? RestartFlow.OnFailuresWithBackoff<string, string, Akka.NotUsed>
            : RestartFlow.WithBackoff<string, string, Akka.NotUsed>);

        await @in.OfferAsync("a");
        await ShouldSee("begun", "a");
        var pull = Next(@out);
        await inner.OfferAsync("fail");
        await ShouldSee("out failed", "in ended", "begun");

        await @in.OfferAsync("b");
        await ShouldSee("b");
        await inner.OfferAsync("c");
        (await pull).ShouldBe("c");
    }

    [Fact]
    public async Task A_limit_below_zero_is_none_and_a_limit_of_zero_allows_no_restart()
    {
        var begun = 0;
        var source = (int limit) => RestartSource.WithBackoff(
            () => Source.Single(++begun), Quickly.WithMaxRestarts(limit, TimeSpan.FromMinutes(1)));

        (await All(source(-1).Take(4))).ShouldBe([1, 2, 3, 4]);
        begun = 0;
        (await All(source(0).Take(4))).ShouldBe([1]);
    }

    [Fact]
    public async Task A_flow_and_a_sink_without_limit_are_begun_again()
    {
        var endless = Quickly.WithMaxRestarts(-1, TimeSpan.FromMinutes(1));
        (await All(Numbers(4).Via(RestartFlow.WithBackoff(() => Flow.Create<int>().Take(1), endless)).Take(3)))
            .ShouldBe([1, 2, 3]);

        Numbers(3).RunWith(
            RestartSink.WithBackoff(() => Flow.Create<int>().Take(1).To(Sink.ForEach<int>(x => Saw($"{x}"))), endless),
            Materializer);
        await ShouldSee("1", "2", "3");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_source_gave_before_it_failed_arrives(bool onlyOnFailures)
    {
        var twice = Quickly.WithMaxRestarts(2, TimeSpan.FromMinutes(1));
        var failing = () => Source.From([10, 20, 30]).Concat(Source.Failed<int>(new ArithmeticException("late")));
        var source = onlyOnFailures
            ? RestartSource.OnFailuresWithBackoff(failing, twice)
            : RestartSource.WithBackoff(failing, twice);
        var seen = new List<int>();

        await Should.ThrowAsync<ArithmeticException>(source.RunForeach(seen.Add, Materializer));

        seen.ShouldBe([10, 20, 30, 10, 20, 30, 10, 20, 30]);
    }

    [Fact]
    public async Task What_a_flow_gave_before_it_failed_arrives()
    {
        var failing = () => Flow.Create<int>().Concat(Source.Failed<int>(new ArithmeticException("late")));
        var seen = new List<int>();

        await Should.ThrowAsync<ArithmeticException>(Numbers(3)
            .Via(RestartFlow.WithBackoff(failing, Quickly.WithMaxRestarts(2, TimeSpan.FromMinutes(1))))
            .RunForeach(seen.Add, Materializer));

        seen.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_source_without_end_leaves_room_for_what_comes_from_outside()
    {
        var (killSwitch, done) = RestartSource.WithBackoff(() => Source.Repeat(1), Quickly)
            .ViaMaterialized(KillSwitches.Single<int>(), Keep.Right)
            .ToMaterialized(Sink.Ignore<int>(), Keep.Both)
            .Run(Materializer);

        killSwitch.Shutdown();

        await done.WaitAsync(TimeSpan.FromSeconds(3));
    }

    // A queue feeds the ends of all runs through a hub, as the halves of one run must not end it.
    private (ISourceQueueWithComplete<string> In, ISinkQueue<string> Out, ISourceQueueWithComplete<string> Inner) Run(
        Func<Func<Flow<string, string, Akka.NotUsed>>, RestartSettings, Flow<string, string, Akka.NotUsed>> restart)
    {
        var (inner, hub) = Source.Queue<string>(16, OverflowStrategy.Backpressure)
            .ToMaterialized(BroadcastHub.Sink<string>(1), Keep.Both)
            .Run(Materializer);
        var (@in, @out) = Between(restart(
            () =>
            {
                Saw("begun");
                return Flow.FromSinkAndSource(Beginning(), End(hub));
            },
            Quickly));
        return (@in, @out, inner);
    }

    private Sink<string, Akka.NotUsed> Beginning() => Flow.Create<string>()
        .TakeWhile(x => !string.Equals(x, "end", StringComparison.Ordinal))
        .To(Sink.ForEach<string>(Saw).MapMaterializedValue(ended =>
        {
            _ = Tell(ended, "in");
            return Akka.NotUsed.Instance;
        }));

    private Source<string, Akka.NotUsed> End(Source<string, Akka.NotUsed> hub) => hub
        .TakeWhile(x => !string.Equals(x, "end", StringComparison.Ordinal))
        .Select(x => string.Equals(x, "fail", StringComparison.Ordinal) ? throw new ArithmeticException(x) : x)
        .WatchTermination((from, ended) =>
        {
            _ = Tell(ended, "out");
            return from;
        });

    private async Task Tell(Task ended, string half)
    {
        try
        {
            await ended;
            Saw($"{half} ended");
        }
        catch (ArithmeticException)
        {
            Saw($"{half} failed");
        }
    }

    private void Saw(string what) => _seen.Writer.TryWrite(what).ShouldBeTrue();

    // The halves tell their ends on threads of their own, in any order.
    private async Task ShouldSee(params string[] all)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var seen = new List<string>();
        while (seen.Count < all.Length) seen.Add(await _seen.Reader.ReadAsync(patience.Token));
        seen.ShouldBe(all, ignoreOrder: true);
    }
}
