using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Tests.Streams;

/// <summary>The same stream over two connections: a sibling that moves on is evidence.</summary>
public sealed class FeedRaceSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly SlotId A = new(StreamRoute.Public, 'A');
    private static readonly SlotId B = new(StreamRoute.Public, 'B');
    private static readonly StreamId Eth = new(new Symbol("ETHUSDC"), StreamKind.Depth);
    private static readonly StreamId Btc = new(new Symbol("BTCUSDC"), StreamKind.Depth);
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly Instant Start = new(1_000_000_000);

    private readonly FreshnessJudge _judge = new(Settings);
    private readonly List<(TimeSpan At, FreshnessVerdict Verdict)> _verdicts = [];
    private Instant _now = Start;
    private long _position;
    private int _epochOfA = 1;

    public FeedRaceSpecs()
    {
        foreach (var stream in (StreamId[])[Eth, Btc])
        {
            _judge.Expect(stream, A, new Epoch(1), Start);
            _judge.Expect(stream, B, new Epoch(2), Start);
        }
    }

    [Fact]
    public void A_punctual_feed_that_falls_silent_is_suspect_within_150_ms_and_dead_within_350_ms_of_evidence()
    {
        Flow(frames: 50);
        var silentSince = _now;

        Flow(frames: 10, silent: [2]);

        var suspect = _verdicts.First(v => v.Verdict.Freshness == Freshness.Suspect);
        var dead = _verdicts.Single(v => v.Verdict.Stream == Eth && v.Verdict.Freshness == Freshness.Dead);
        dead.Verdict.ShouldBe(dead.Verdict with { Slot = B, Cause = DeathCause.BehindSibling, CountsAsDeath = true });
        var evidence = silentSince - Start + Frame;
        (suspect.At - evidence).ShouldBeLessThanOrEqualTo(Settings.BehindSuspectAfter + Settings.CheckInterval);
        (dead.At - evidence).ShouldBeLessThanOrEqualTo(Settings.BehindDeadAfter + Settings.CheckInterval);
    }

    [Fact]
    public void A_feed_that_always_lags_a_little_is_left_alone()
    {
        Flow(frames: 100, lag: TimeSpan.FromMilliseconds(45));

        _verdicts.ShouldNotContain(v => v.Verdict.Freshness == Freshness.Dead);
    }

    [Fact]
    public void A_feed_that_usually_lags_is_given_more_patience_than_a_punctual_one()
    {
        var race = new FeedRace();
        for (var i = 1; i <= 200; i++)
        {
            race.Arrived(A, i, Start + (i * Frame));
            race.Arrived(B, i, Start + (i * Frame) + TimeSpan.FromMilliseconds(i % 2 == 0 ? 20 : 60));
        }

        race.PatienceWith(A).ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        race.PatienceWith(B).TotalMilliseconds.ShouldBeInRange(80, 150);
        race.OwesSince(B).ShouldBeNull();
    }

    [Fact]
    public void A_stream_that_dies_on_both_connections_takes_one_of_them_along_and_not_the_other_streams()
    {
        Flow(frames: 50);
        FlowWithout(Eth, Settings.DeadAfter + TimeSpan.FromSeconds(1));

        var dead = Deaths().ShouldHaveSingleItem();
        (dead.Stream, dead.Slot, dead.Cause).ShouldBe((Eth, A, DeathCause.SilentStream));
        _verdicts.ShouldContain(v => v.Verdict.Freshness == Freshness.Dead && v.Verdict.Slot == B); // and says so

        _judge.Forget(new Epoch(1)); // it is replaced, and the venue is not to be reached
        FlowWithout(Eth, Settings.DeathDebounce - TimeSpan.FromSeconds(2));
        Deaths().Count().ShouldBe(1, "the other one carries the other stream");
        FlowWithout(Eth, TimeSpan.FromSeconds(3));
        Deaths().Count().ShouldBe(2, "but not for ever");
    }

    [Fact]
    public void The_other_connection_is_left_alone_while_the_first_may_bring_the_stream_back()
    {
        Flow(frames: 50);
        FlowWithout(Eth, Settings.DeadAfter + TimeSpan.FromSeconds(1));
        _judge.Forget(new Epoch(1));
        _epochOfA = 3;
        _judge.Expect(Eth, A, new Epoch(3), _now);
        _judge.Expect(Btc, A, new Epoch(3), _now);

        FlowWithout(Eth, TimeSpan.FromSeconds(4));
        Deaths().Select(death => death.Slot).ShouldBe([A]);

        Flow(frames: 20, silent: [2]); // it does
        Deaths().Where(death => death.Stream == Eth).Select(death => death.Slot).ShouldBe([A, B]);
    }

    [Fact]
    public void A_new_connection_that_does_not_bring_the_stream_is_not_waited_for_for_ever()
    {
        Flow(frames: 50);
        FlowWithout(Eth, Settings.DeadAfter + TimeSpan.FromSeconds(1));
        _judge.Forget(new Epoch(1));
        _epochOfA = 3;
        _judge.Expect(Eth, A, new Epoch(3), _now);
        _judge.Expect(Btc, A, new Epoch(3), _now);

        FlowWithout(Eth, TimeSpan.FromSeconds(9.8));
        _judge.Accuse(Eth, DeathCause.FrozenBook, "test", _now).ShouldBeNull();
        FlowWithout(Eth, TimeSpan.FromSeconds(0.3));

        Deaths().Select(death => death.Slot).ShouldBe([A, B]);
    }

    [Fact]
    public void An_accused_stream_takes_the_last_connection_along_only_where_it_carries_nothing_else()
    {
        Flow(frames: 50);
        _judge.Accuse(Eth, DeathCause.FrozenBook, "test", _now).ShouldNotBeNull().Slot.ShouldBe(A);
        _judge.Forget(new Epoch(1)); // it is replaced, and the venue is not to be reached
        Flow(frames: 10);

        _judge.Accuse(Eth, DeathCause.FrozenBook, "test", _now).ShouldBeNull();

        _judge.Release(Btc, B, new Epoch(2));
        _judge.Accuse(Eth, DeathCause.FrozenBook, "test", _now).ShouldNotBeNull().Slot.ShouldBe(B);
    }

    [Fact]
    public void A_quiet_neighbour_keeps_one_of_its_connections_too()
    {
        Flow(frames: 50);
        for (var end = _now + Settings.DeadAfter + TimeSpan.FromSeconds(1); _now < end; Pass(Frame))
        {
            _judge.Confirm(Btc, _now); // the exchange says that nothing happens there
        }

        Deaths().Count().ShouldBe(1);
    }

    [Fact]
    public void The_last_connection_goes_too_when_it_has_been_accused_in_vain_for_long()
    {
        Flow(frames: 50);
        _judge.Forget(new Epoch(1)); // its host is gone for good
        var accusedFor = TimeSpan.Zero;
        var step = TimeSpan.FromSeconds(1);
        for (; accusedFor < Settings.DeadAfter + Settings.DeathDebounce; accusedFor += step)
        {
            _judge.Accuse(Eth, DeathCause.Lagging, "test", _now).ShouldBeNull();
            Flow(frames: 10);
        }

        _judge.Accuse(Eth, DeathCause.Lagging, "test", _now).ShouldNotBeNull().Slot.ShouldBe(B);
    }

    [Fact]
    public void Connections_over_which_nothing_comes_are_replaced_together()
    {
        Flow(frames: 50);
        Pass(Settings.DeadAfter + TimeSpan.FromSeconds(1));

        Deaths().Select(death => death.Slot).ShouldBe([A, B], ignoreOrder: true);
    }

    [Fact]
    public void Ids_that_go_back_begin_the_race_anew_for_a_feed_that_connects_after_it_too()
    {
        Flow(frames: 50);
        _position = 0; // both feeds go on by the new count
        Flow(frames: 10);

        _judge.Forget(new Epoch(1));
        _epochOfA = 3;
        foreach (var stream in (StreamId[])[Eth, Btc])
        {
            _judge.Expect(stream, A, new Epoch(3), _now);
        }

        Flow(frames: 600);

        _verdicts.ShouldNotContain(v => v.Verdict.Freshness == Freshness.Dead);
    }

    [Fact]
    public void A_feed_that_does_not_follow_the_new_count_owes_it()
    {
        Flow(frames: 50);
        _position = 0;
        Flow(frames: 20, silent: [2]);

        _verdicts.Single(v => v.Verdict.Freshness == Freshness.Dead && v.Verdict.Stream == Eth)
            .Verdict.ShouldBe(_verdicts[^1].Verdict with { Slot = B, Cause = DeathCause.BehindSibling });
    }

    [Fact]
    public void A_frame_that_is_repeated_leaves_the_race_as_it_is()
    {
        var race = new FeedRace();
        for (var i = 1; i <= 20; i++)
        {
            race.Arrived(A, i, Start + (i * Frame));
            race.Arrived(A, i - 3, Start + (i * Frame));
            if (i <= 10)
            {
                race.Arrived(B, i, Start + (i * Frame));
            }
        }

        race.OwesSince(B).ShouldBe(Start + (11 * Frame));
        race.PatienceWith(A).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void What_a_feed_owes_counts_from_the_first_event_that_it_has_not_brought()
    {
        var race = new FeedRace();
        race.Arrived(B, 1, Start);
        race.Arrived(A, 1, Start);
        race.Arrived(A, 2, Start + Frame);
        race.Arrived(A, 3, Start + (2 * Frame));

        race.OwesSince(B).ShouldBe(Start + Frame);
        race.Arrived(B, 2, Start + (3 * Frame));
        race.OwesSince(B).ShouldBe(Start + (2 * Frame));
        race.Arrived(B, 3, Start + (3 * Frame));
        race.OwesSince(B).ShouldBeNull();
    }

    [Fact]
    public void Nobody_owes_what_only_a_feed_that_is_gone_had()
    {
        var race = new FeedRace();
        race.Arrived(B, 1_000, Start);
        race.Arrived(A, 7, Start + Frame);
        race.OwesSince(A).ShouldBe(Start);

        race.Leave(B);
        race.OwesSince(A).ShouldBeNull();
        race.Arrived(B, 8, Start + (2 * Frame));
        race.OwesSince(A).ShouldBe(Start + (2 * Frame));
    }

    [Fact]
    public void When_both_are_silent_neither_is_behind()
    {
        Flow(frames: 50);
        Flow(frames: 20, silent: [1, 2]);

        _verdicts.ShouldNotContain(v => v.Verdict.Freshness == Freshness.Dead);
    }

    [Fact]
    public void Of_two_connections_that_each_lost_a_stream_only_one_is_replaced_at_a_time()
    {
        Flow(frames: 50);

        for (var i = 0; i < 10; i++)
        {
            _position++;
            _judge.Seen(Eth, new Epoch(1), _position, _now);
            _judge.Seen(Btc, new Epoch(2), _position, _now);
            Pass(Frame);
        }

        _verdicts.Count(v => v.Verdict.CountsAsDeath).ShouldBe(1);
    }

    [Fact]
    public void After_a_pause_of_our_own_no_feed_is_condemned_for_what_waits_in_our_queues()
    {
        Flow(frames: 50);
        var slept = TimeSpan.FromSeconds(2);
        _position += 20;
        _judge.Seen(Eth, new Epoch(1), _position, _now + slept); // the sibling's frames come next
        _now += slept;
        Judge();
        _judge.Seen(Eth, new Epoch(2), _position, _now);
        Pass(Frame);

        _verdicts.ShouldNotContain(v => v.Verdict.Freshness == Freshness.Dead);
    }

    /// <summary>Both connections deliver each frame, B later by the lag, except those that are silent.</summary>
    private void Flow(int frames, TimeSpan lag = default, int[]? silent = null)
    {
        for (var i = 0; i < frames; i++)
        {
            _position++;
            foreach (var stream in (StreamId[])[Eth, Btc])
            {
                Deliver(stream, _epochOfA, _now, silent);
                Deliver(stream, 2, _now + lag, silent);
            }

            Pass(Frame);
        }
    }

    private IEnumerable<FreshnessVerdict> Deaths() => _verdicts.Select(v => v.Verdict).Where(v => v.CountsAsDeath);

    private void FlowWithout(StreamId dead, TimeSpan time)
    {
        for (var end = _now + time; _now < end; Pass(Frame))
        {
            _position++;
            foreach (var stream in ((StreamId[])[Eth, Btc]).Where(stream => stream != dead))
            {
                Deliver(stream, _epochOfA, _now, silent: null);
                Deliver(stream, 2, _now, silent: null);
            }
        }
    }

    private void Deliver(StreamId stream, int epoch, Instant at, int[]? silent)
    {
        if (silent?.Contains(epoch) != true)
        {
            _judge.Seen(stream, new Epoch(epoch), _position, at);
        }
    }

    private void Pass(TimeSpan time)
    {
        var end = _now + time;
        while (_now < end)
        {
            _now += Settings.CheckInterval;
            Judge();
        }
    }

    private void Judge()
    {
        var verdicts = new List<FreshnessVerdict>();
        _judge.Check(_now, verdicts);
        _verdicts.AddRange(verdicts.Select(verdict => (_now - Start, verdict)));
    }
}
