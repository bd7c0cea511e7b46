using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Freshness;

namespace Phoenix.Core.Tests.Streams;

/// <summary>
/// Ages, and what they mean: stale at three seconds, dead at five, one replacement per connection in thirty.
/// </summary>
public sealed class FreshnessJudgeSpecs
{
    private static readonly StreamSettings Settings = new();
    private static readonly SlotId Slot = new(StreamRoute.Public, 'A');
    private static readonly StreamId Eth = new(new Symbol("ETHUSDC"), StreamKind.Depth);
    private static readonly StreamId Btc = new(new Symbol("BTCUSDC"), StreamKind.Depth);
    private static readonly Instant Start = new(1_000_000_000);
    private readonly FreshnessJudge _judge = new(Settings);
    private Instant _now = Start;
    private long _position;

    [Fact]
    public void A_stream_is_stale_at_the_halt_threshold_and_not_a_tick_before()
    {
        Live(Eth, 1);
        CheckAt(Settings.HaltAfter - TimeSpan.FromTicks(1)).ShouldBeEmpty();
        var verdict = CheckAt(Settings.HaltAfter).ShouldHaveSingleItem();
        (verdict.Freshness, verdict.CountsAsDeath).ShouldBe((Freshness.Stale, false));
    }

    [Fact]
    public void A_stream_is_dead_at_the_dead_threshold()
    {
        Live(Eth, 1);
        CheckAt(Settings.DeadAfter - Settings.CheckInterval);
        var verdict = CheckAt(Settings.DeadAfter).ShouldHaveSingleItem();
        (verdict.Freshness, verdict.CountsAsDeath, verdict.Epoch).ShouldBe((Freshness.Dead, true, new Epoch(1)));
    }

    [Fact]
    public void Good_data_makes_a_stale_stream_live_again()
    {
        Live(Eth, 1);
        CheckAt(Settings.HaltAfter);
        _judge.Seen(Eth, new Epoch(1), ++_position, _now).ShouldNotBeNull().Freshness.ShouldBe(Freshness.Live);
    }

    [Fact]
    public void Data_of_an_older_incarnation_or_of_another_stream_earns_nothing()
    {
        Live(Eth, 2);
        Live(Btc, 2);
        WalkTo(Settings.HaltAfter - Settings.CheckInterval);
        _judge.Seen(Eth, new Epoch(1), ++_position, _now).ShouldBeNull();
        _judge.Seen(Btc, new Epoch(2), ++_position, _now);
        CheckAt(Settings.HaltAfter).ShouldHaveSingleItem().Stream.ShouldBe(Eth);
    }

    [Fact]
    public void A_second_death_on_the_same_connection_waits_for_the_debounce_and_then_counts()
    {
        Live(Eth, 1);
        WalkTo(Settings.DeadAfter).Count(v => v.CountsAsDeath).ShouldBe(1);

        Live(Eth, 2);
        var reborn = _now;
        var verdicts = WalkTo(reborn - Start + Settings.DeathDebounce - TimeSpan.FromSeconds(1));
        verdicts.Count(v => v.CountsAsDeath).ShouldBe(0);
        verdicts.Count(v => v.Freshness == Freshness.Dead).ShouldBe(1);
        verdicts.Count(v => v.Freshness == Freshness.Stale).ShouldBe(1); // the halt is never debounced

        WalkTo(reborn - Start + Settings.DeathDebounce + TimeSpan.FromSeconds(1))
            .Count(v => v.CountsAsDeath).ShouldBe(1);
    }

    [Fact]
    public void Two_streams_that_die_together_ask_for_one_replacement()
    {
        Live(Eth, 1);
        Live(Btc, 1);
        var verdicts = WalkTo(Settings.DeadAfter + TimeSpan.FromSeconds(1));
        verdicts.Count(v => v.Freshness == Freshness.Dead).ShouldBe(2);
        verdicts.Count(v => v.CountsAsDeath).ShouldBe(1);
    }

    [Fact]
    public void After_a_pause_of_our_own_nothing_is_dead_before_the_queued_frames_were_read()
    {
        Live(Eth, 1);
        CheckAt(Settings.CheckInterval);
        var verdict = CheckAt(TimeSpan.FromSeconds(8)).ShouldHaveSingleItem();
        verdict.Freshness.ShouldBe(Freshness.Stale);
        CheckAt(TimeSpan.FromSeconds(8.1)).ShouldHaveSingleItem().Freshness.ShouldBe(Freshness.Dead);
    }

    [Fact]
    public void A_stream_that_never_delivered_is_its_connections_business()
    {
        _judge.Expect(Eth, Slot, new Epoch(1), Start);
        WalkTo(TimeSpan.FromMinutes(1)).ShouldBeEmpty();
    }

    [Fact]
    public void A_forgotten_incarnation_is_not_judged()
    {
        Live(Eth, 1);
        _judge.Forget(new Epoch(1));
        WalkTo(TimeSpan.FromMinutes(1)).ShouldBeEmpty();
    }

    [Fact]
    public void A_confirmed_stream_is_quiet_as_long_as_it_is_confirmed_and_then_stale_and_dead()
    {
        Live(Eth, 1);
        WalkTo(TimeSpan.FromSeconds(2));
        _judge.Confirm(Eth, _now);
        WalkTo(TimeSpan.FromSeconds(4.9)).ShouldHaveSingleItem().Freshness.ShouldBe(Freshness.Quiet);
        WalkTo(TimeSpan.FromSeconds(6.9)).ShouldHaveSingleItem().Freshness.ShouldBe(Freshness.Stale);
        WalkTo(TimeSpan.FromSeconds(7)).ShouldHaveSingleItem().Freshness.ShouldBe(Freshness.Dead);
    }

    [Fact]
    public void An_hour_of_confirmed_silence_is_no_death()
    {
        Live(Eth, 1);
        for (var second = 2; second < 3_600; second += 2)
        {
            WalkTo(TimeSpan.FromSeconds(second)).ShouldAllBe(verdict => verdict.Freshness == Freshness.Quiet);
            _judge.Confirm(Eth, _now);
        }

        _judge.Seen(Eth, new Epoch(1), ++_position, _now).ShouldNotBeNull().Freshness.ShouldBe(Freshness.Live);
    }

    [Fact]
    public void A_stream_that_never_delivered_owes_nothing_once_it_is_confirmed_later_than_it_was_expected()
    {
        _judge.Expect(Eth, Slot, new Epoch(1), Start);
        _judge.Confirm(Eth, Start);
        WalkTo(TimeSpan.FromSeconds(1)).ShouldBeEmpty();
        _judge.Confirm(Eth, _now);
        WalkTo(TimeSpan.FromSeconds(2)).ShouldHaveSingleItem().Freshness.ShouldBe(Freshness.Quiet);
    }

    [Fact]
    public void Of_an_accused_stream_one_connection_at_a_time_is_replaced_and_none_twice_within_the_debounce()
    {
        var sibling = new SlotId(StreamRoute.Public, 'B');
        Live(Eth, 1);
        _judge.Expect(Eth, sibling, new Epoch(2), _now);
        _judge.Seen(Eth, new Epoch(2), _position, _now);

        var first = Accuse().ShouldNotBeNull();
        (first.Slot, first.Cause, first.CountsAsDeath, first.Evidence).ShouldBe(
            (Slot, DeathCause.FrozenBook, true, "test"));
        Accuse().ShouldBeNull();

        Live(Eth, 3);
        Accuse().ShouldNotBeNull().Slot.ShouldBe(sibling);
        _judge.Forget(new Epoch(2));
        _now += Settings.DeathDebounce - TimeSpan.FromTicks(1);
        Accuse().ShouldBeNull();
        _now += TimeSpan.FromTicks(1);
        Accuse().ShouldNotBeNull().Epoch.ShouldBe(new Epoch(3));
    }

    private FreshnessVerdict? Accuse() => _judge.Accuse(Eth, DeathCause.FrozenBook, "test", _now);

    private void Live(StreamId stream, int epoch)
    {
        _judge.Expect(stream, Slot, new Epoch(epoch), _now);
        _judge.Seen(stream, new Epoch(epoch), ++_position, _now);
    }

    private List<FreshnessVerdict> CheckAt(TimeSpan sinceStart)
    {
        _now = Start + sinceStart;
        var verdicts = new List<FreshnessVerdict>();
        _judge.Check(_now, verdicts);
        return verdicts;
    }

    private List<FreshnessVerdict> WalkTo(TimeSpan sinceStart)
    {
        var all = new List<FreshnessVerdict>();
        while (_now + Settings.CheckInterval <= Start + sinceStart)
        {
            all.AddRange(CheckAt(_now - Start + Settings.CheckInterval));
        }

        return all;
    }
}
