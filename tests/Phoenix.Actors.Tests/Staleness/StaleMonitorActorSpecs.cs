using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Actors.Tests.Staleness;

/// <summary>Goal: whoever listens hears of each stream's staleness, death and return, once each and in time.</summary>
public sealed class StaleMonitorActorSpecs : TimedSpec
{
    private static readonly StreamId Depth = new(FakeVenue.Eth, StreamKind.Depth);
    private static readonly StreamId Mark = new(FakeVenue.Eth, StreamKind.MarkPrice);
    private static readonly SlotId Public = new(StreamRoute.Public, 'A');
    private static readonly SlotId Market = new(StreamRoute.Market, 'A');
    private static readonly Epoch First = new(1);

    private readonly StreamSettings _settings = new();
    private long _position;

    public StaleMonitorActorSpecs()
    {
        Start(StaleMonitorActor.Create(_settings, new FakeVenue(() => At).Ports));
        Sys.EventStream.Subscribe<StaleMonitorProtocol.Judged>(TestActor);
        Subject.Tell(new StaleMonitorProtocol.Expect(Public, First, [Depth]));
    }

    [Fact]
    public void A_silent_stream_is_stale_after_three_seconds_and_dead_after_five()
    {
        See(Depth);
        ExpectVerdict().Freshness.ShouldBe(Freshness.Live);

        Watch(_settings.HaltAfter - _settings.CheckInterval);
        Elapse(_settings.CheckInterval);
        var stale = ExpectVerdict();
        (stale.Freshness, stale.Age, stale.CountsAsDeath).ShouldBe((Freshness.Stale, _settings.HaltAfter, false));

        Settle();
        Watch(_settings.DeadAfter - _settings.HaltAfter - _settings.CheckInterval);
        Elapse(_settings.CheckInterval);
        var dead = ExpectVerdict();
        (dead.Freshness, dead.Age, dead.CountsAsDeath).ShouldBe((Freshness.Dead, _settings.DeadAfter, true));
    }

    [Fact]
    public void A_stream_that_delivers_is_never_judged_again()
    {
        See(Depth);
        ExpectVerdict();

        for (var second = 0; second < 20; second++)
        {
            Watch(TimeSpan.FromSeconds(1));
            See(Depth);
            Settle();
        }
    }

    [Fact]
    public void A_stale_stream_that_delivers_again_is_live()
    {
        See(Depth);
        ExpectVerdict();
        Watch(_settings.HaltAfter - _settings.CheckInterval);
        Elapse(_settings.CheckInterval);
        ExpectVerdict().Freshness.ShouldBe(Freshness.Stale);

        See(Depth);
        ExpectVerdict().Freshness.ShouldBe(Freshness.Live);
    }

    [Fact]
    public void Data_of_one_stream_does_not_keep_another_alive()
    {
        Subject.Tell(new StaleMonitorProtocol.Expect(Market, First.Next, [Mark]));
        See(Depth);
        ExpectVerdict();
        Subject.Tell(new StaleMonitorProtocol.Seen(Mark, First.Next, ++_position, At));
        ExpectVerdict();

        for (var step = 1; step < _settings.HaltAfter / _settings.CheckInterval; step++)
        {
            Pass(_settings.CheckInterval);
            Subject.Tell(new StaleMonitorProtocol.Seen(Mark, First.Next, ++_position, At));
        }

        Elapse(_settings.CheckInterval);
        ExpectVerdict().Stream.ShouldBe(Depth);
    }

    [Fact]
    public void A_stream_that_is_forgotten_is_not_judged()
    {
        See(Depth);
        ExpectVerdict();
        Subject.Tell(new StaleMonitorProtocol.Forget(Public, First));

        Watch(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Data_of_an_older_connection_does_not_count()
    {
        Subject.Tell(new StaleMonitorProtocol.Expect(Public, First.Next, [Depth]));

        See(Depth);

        Settle();
    }

    private void See(StreamId stream) => Subject.Tell(new StaleMonitorProtocol.Seen(stream, First, ++_position, At));

    private FreshnessVerdict ExpectVerdict() => ExpectMsg<StaleMonitorProtocol.Judged>().Verdict;

    /// <summary>Time passes check by check, and nothing is said.</summary>
    private void Watch(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += _settings.CheckInterval)
        {
            Pass(_settings.CheckInterval);
        }
    }
}
