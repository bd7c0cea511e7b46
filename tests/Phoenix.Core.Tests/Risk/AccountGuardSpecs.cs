using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Risk;

/// <summary>
/// Goal: the account as a whole is judged by one, who forgets no stop and takes no transfer for a loss.
/// </summary>
public sealed class AccountGuardSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly Symbol Btc = new("BTCUSDC");
    private static readonly VenueTime Noon = VenueTime.From(new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero));
    private static readonly LossVerdict.Stop EthStop =
        new(LossCause.StopLoss, new LossFigures(0.06m, 0.05m, -6, 100));

    private readonly List<GuardEffect> _effects = [];
    private readonly GuardSettings _settings = new();
    private RiskBook _book = new(new StopReading(LossStops.None, null), new LossSettings());
    private AccountGuard _guard;
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));
    private VenueTime _venue = Noon;

    public AccountGuardSpecs() => _guard = new AccountGuard(_settings, _book);

    private IEnumerable<GuardEvent> Events => _effects.OfType<GuardEffect.Announce>().Select(said => said.Occurrence);

    [Fact]
    public void Nobody_may_quote_before_the_equity_is_known()
    {
        Report(Eth, 0);
        _effects.ShouldHaveSingleItem().ShouldBeOfType<GuardEffect.ReadEquity>();
        _guard.OnTick(_now, _effects);
        _effects.OfType<GuardEffect.Rule>().ShouldBeEmpty();

        Read(1_000);

        RulingOf(Eth).ShouldSatisfyAllConditions(
            ruling => ruling.Account.ShouldBe(LossVerdict.Fine.Instance),
            ruling => ruling.Stop.ShouldBeNull(),
            ruling => ruling.Pardon.ShouldBe(0));
    }

    [Fact]
    public void Equity_is_what_the_venue_said_and_what_our_books_add_to_it()
    {
        Report(Eth, 5);
        Report(Btc, -2);
        Read(1_000);

        Report(Eth, 15);
        Report(Btc, -4);

        _guard.Standing!.Equity.ShouldBe(1_008);
        _guard.Standing.RunPeak.ShouldBe(1_010);
    }

    [Fact]
    public void A_desk_that_begins_anew_changes_nothing()
    {
        Report(Eth, 5);
        Read(1_000);
        Report(Eth, 20);

        Report(Eth, 0, run: 2);
        _guard.Standing!.Equity.ShouldBe(1_015);
        Report(Eth, -3, run: 2);
        _guard.Standing!.Equity.ShouldBe(1_012);
    }

    [Theory]
    [InlineData(-29.99, LossLevel.Fine)]
    [InlineData(-30, LossLevel.Warn)]
    [InlineData(-50, LossLevel.ReduceOnly)]
    [InlineData(-79.99, LossLevel.ReduceOnly)]
    public void A_drawdown_asks_for_what_its_threshold_says(double change, LossLevel level)
    {
        Report(Eth, 0);
        Read(1_000);

        Report(Eth, (decimal)change);
        _guard.OnTick(_now, _effects);

        RulingOf(Eth).Account.Level.ShouldBe(level);
        Events.OfType<GuardEvent.Judged>().Count().ShouldBe(level == LossLevel.Fine ? 0 : 1);
    }

    [Fact]
    public void A_level_is_told_once_as_it_is_entered()
    {
        Report(Eth, 0);
        Read(1_000);

        Report(Eth, -31);
        Report(Eth, -35);
        Report(Eth, -40);

        Events.OfType<GuardEvent.Judged>().ShouldHaveSingleItem().Verdict.Level.ShouldBe(LossLevel.Warn);
    }

    [Fact]
    public void Beyond_the_last_threshold_every_symbol_stops_and_that_is_kept()
    {
        Report(Eth, 0);
        Report(Btc, 0);
        Read(1_000);

        Report(Btc, -80);

        foreach (var symbol in new[] { Eth, Btc })
        {
            RulingOf(symbol).Stop!.Cause.ShouldBe(LossCause.RunDrawdown);
        }

        _effects.OfType<GuardEffect.Keep>().ShouldHaveSingleItem().Stops.Account.ShouldNotBeNull();
        Events.OfType<GuardEvent.Stopped>().ShouldHaveSingleItem().Symbol.ShouldBeNull();
    }

    [Fact]
    public void A_stop_of_one_symbol_is_kept_and_leaves_the_others_alone()
    {
        Report(Eth, 0);
        Report(Btc, 0);
        Read(1_000);

        Report(Eth, -6, stop: EthStop);
        Report(Eth, -6, stop: EthStop);
        _guard.OnTick(_now, _effects);

        _effects.OfType<GuardEffect.Keep>().ShouldHaveSingleItem().Stops.Symbols[Eth].ShouldBe(EthStop);
        RulingOf(Eth).Stop.ShouldBe(EthStop);
        RulingOf(Btc).Stop.ShouldBeNull();
    }

    [Fact]
    public void What_a_desk_said_before_it_heard_of_a_pardon_does_not_stop_it_again()
    {
        Report(Eth, 0);
        Read(1_000);
        Report(Eth, -6, stop: EthStop);

        _guard.OnPardon(Eth, _effects);
        Report(Eth, -6, stop: EthStop, pardon: 0);
        _guard.OnTick(_now, _effects);

        RulingOf(Eth).ShouldSatisfyAllConditions(
            ruling => ruling.Stop.ShouldBeNull(),
            ruling => ruling.Pardon.ShouldBe(1));
        _effects.OfType<GuardEffect.Keep>().Last().Stops.IsEmpty.ShouldBeTrue();

        Report(Eth, -6, stop: EthStop, pardon: 1);
        _guard.OnTick(_now, _effects);
        RulingOf(Eth).Stop.ShouldBe(EthStop);
    }

    [Fact]
    public void After_a_pardon_of_all_the_drawdown_counts_from_there()
    {
        Report(Eth, 0);
        Read(1_000);
        Report(Eth, -80);

        _guard.OnPardon(null, _effects);
        Report(Eth, -85);

        _guard.Standing!.RunPeak.ShouldBe(915);
        RulingOf(Eth).Stop.ShouldBeNull();
    }

    [Fact]
    public void A_guard_that_begins_anew_remembers_stops_pardons_and_the_peak()
    {
        Report(Eth, 0);
        Read(1_000);
        _guard.OnPardon(null, _effects);
        Report(Eth, 0, stop: EthStop, pardon: 1);
        Report(Eth, 10, stop: EthStop, pardon: 1);

        _guard = new AccountGuard(_settings, _book);
        Report(Eth, 10, stop: EthStop, pardon: 1);
        Read(960);

        RulingOf(Eth).ShouldSatisfyAllConditions(
            ruling => ruling.Stop.ShouldBe(EthStop),
            ruling => ruling.Pardon.ShouldBe(1),
            ruling => ruling.Account.Level.ShouldBe(LossLevel.Warn)); // 50 of 1010
    }

    [Fact]
    public void A_stop_of_an_earlier_run_is_in_force_from_the_first_word()
    {
        _book = new RiskBook(
            new StopReading(LossStops.None with { Account = EthStop }, null), new LossSettings());
        _guard = new AccountGuard(_settings, _book);

        Report(Btc, 0);
        Read(1_000);

        RulingOf(Btc).Stop.ShouldBe(EthStop);
    }

    [Fact]
    public void Money_that_is_taken_out_is_no_loss()
    {
        Report(Eth, 0);
        Read(1_000);

        _guard.OnTransfer(_now, _effects);
        Read(700);

        _guard.Standing!.Verdict.ShouldBe(LossVerdict.Fine.Instance);
        _guard.Standing.RunPeak.ShouldBe(700);
        Events.OfType<GuardEvent.Transferred>().ShouldHaveSingleItem().Amount.ShouldBe(-300);
    }

    [Fact]
    public void An_answer_to_a_question_of_before_the_transfer_does_not_count()
    {
        Report(Eth, 0);
        Read(1_000);
        var askedAt = _now;
        _now += TimeSpan.FromSeconds(1);
        _guard.OnTransfer(_now, _effects);

        Read(700, askedAt);

        _guard.Standing!.Equity.ShouldBe(1_000);
    }

    [Fact]
    public void A_reading_that_differs_much_is_taken_once_more_before_it_counts()
    {
        Report(Eth, 0);
        Read(1_000);

        Read(900);
        _guard.Standing!.Equity.ShouldBe(1_000);
        Read(900);

        _guard.Standing!.Equity.ShouldBe(900);
        RulingOf(Eth).Stop!.Cause.ShouldBe(LossCause.RunDrawdown);
    }

    [Fact]
    public void A_reading_that_fails_is_asked_for_again_and_our_own_books_do_meanwhile()
    {
        Report(Eth, 0);
        Read(1_000);
        _now += _settings.ReadInterval;
        _guard.OnTick(_now, _effects);
        _effects.Clear();

        _guard.OnRead(
            new VenueReply<ImmutableArray<EquityReport>>.Failed(new VenueError(VenueFailure.Unavailable, 0, "test")),
            _now,
            _now,
            _effects);
        Report(Eth, -40);
        RulingAfterTick(Eth).Account.Level.ShouldBe(LossLevel.Warn);
        _effects.OfType<GuardEffect.ReadEquity>().ShouldBeEmpty();

        _now += TimeSpan.FromSeconds(1);
        _guard.OnTick(_now, _effects);
        _effects.OfType<GuardEffect.ReadEquity>().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_new_day_ends_a_symbols_stop_when_the_settings_say_so(bool ends, bool isStopped)
    {
        _book = new RiskBook(
            new StopReading(LossStops.None, null),
            new LossSettings
            {
                DayRollEndsStop = ends,
                Run = new DrawdownThresholds { Stop = 0.2m },
            });
        _guard = new AccountGuard(_settings, _book);
        Report(Eth, 0);
        Read(1_000);
        Report(Eth, -6, stop: EthStop);

        _venue += TimeSpan.FromHours(12);
        Report(Eth, -6, stop: EthStop);

        (RulingAfterTick(Eth).Stop is not null).ShouldBe(isStopped);
    }

    private void Report(
        Symbol symbol, decimal profit, long run = 1, LossVerdict.Stop? stop = null, long pardon = 0) =>
        _guard.OnExposure(
            new DeskExposure(symbol, run, "USDC", profit, stop, pardon, Notional: 0, 450, Grant: 0, _venue),
            _now,
            _effects);

    private void Read(decimal equity, Instant? askedAt = null) => _guard.OnRead(
        new VenueReply<ImmutableArray<EquityReport>>.Ok([new EquityReport("USDC", equity), new EquityReport("BNB", 7)]),
        askedAt ?? _now,
        _now,
        _effects);

    private RiskRuling RulingOf(Symbol symbol) =>
        _effects.OfType<GuardEffect.Rule>().Last(rule => rule.Symbol == symbol).Ruling;

    private RiskRuling RulingAfterTick(Symbol symbol)
    {
        _guard.OnTick(_now, _effects);
        return RulingOf(symbol);
    }
}
