using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Risk;

/// <summary>
/// Goal: the last question before sending refuses what must not be, by name, and never an honest way out. The market is
/// 2999.99 / 3000.01, the mark price 3000.
/// </summary>
public sealed class RiskCheckSpecs
{
    private static readonly RiskView View = new()
    {
        Instrument = Eth.Instrument,
        Risk = new RiskSettings(),
        Position = Position.Flat,
        BestBid = new Price(299_999),
        BestAsk = new Price(300_001),
        Mark = 3_000m,
    };

    [Fact]
    public void A_quote_within_all_limits_is_sent()
    {
        var outcome = RiskCheck.Admit([Buy(299_880)], View);

        outcome.Admitted.ShouldBe([Buy(299_880)]);
        outcome.Refused.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(240_000, true)]
    [InlineData(239_999, false)]
    public void A_price_too_far_from_the_mark_is_refused(long ticks, bool isSent) =>
        Sends(Buy(ticks), View, RiskRefusal.FarFromMark).ShouldBe(isSent);

    [Theory]
    [InlineData(315_000, true)]
    [InlineData(315_001, false)]
    public void So_is_one_that_the_venues_band_forbids(long ticks, bool isSent) =>
        Sends(Buy(ticks, kind: QuoteKind.Slice), View, RiskRefusal.PriceFilter).ShouldBe(isSent);

    [Theory]
    [InlineData(300_000, QuoteKind.Layer, true)]
    [InlineData(300_001, QuoteKind.Layer, false)]
    [InlineData(300_001, QuoteKind.Slice, true)]
    public void What_is_to_rest_does_not_reach_the_other_side(long ticks, QuoteKind kind, bool isSent) =>
        Sends(Buy(ticks, kind: kind), View, RiskRefusal.ThroughTouch).ShouldBe(isSent);

    [Theory]
    [InlineData(150, false, true)]
    [InlineData(151, false, false)]
    [InlineData(151, true, true)]
    public void One_order_has_no_more_than_its_share_unless_it_reduces(long lots, bool reduces, bool isSent) =>
        Sends(
            Buy(299_880, lots, reduces),
            Holding(reduces ? -200 : 0) with { Risk = new RiskSettings { WorstCaseFraction = 1 } },
            RiskRefusal.TooLarge).ShouldBe(isSent);

    [Theory]
    [InlineData(10, false, true)]
    [InlineData(11, false, false)]
    [InlineData(11, true, true)]
    public void One_order_is_worth_no_more_than_allowed_unless_it_reduces(long lots, bool reduces, bool isSent) =>
        Sends(
            Buy(300_000, lots, reduces),
            Holding(reduces ? -200 : 0) with { Risk = new RiskSettings { OrderNotionalMax = 30 } },
            RiskRefusal.TooDear).ShouldBe(isSent);

    [Theory]
    [InlineData(299_900, true)]
    [InlineData(299_901, false)]
    public void A_buy_that_would_meet_our_own_sell_is_refused(long ticks, bool isSent) =>
        Sends(Buy(ticks), View with { LowestSell = new Price(299_901) }, RiskRefusal.SelfCross).ShouldBe(isSent);

    [Fact]
    public void Two_of_the_same_batch_do_not_meet_either()
    {
        var sell = new DesiredQuote(1, Side.Sell, new Price(300_000), new Quantity(10), ReduceOnly: false);

        var outcome = RiskCheck.Admit([Buy(300_000), sell], View);

        outcome.Admitted.ShouldBe([Buy(300_000)]);
        outcome.Refused.ShouldBe([new RefusedQuote(sell, RiskRefusal.SelfCross)]);
    }

    [Theory]
    [InlineData(60, false, true)]
    [InlineData(61, false, false)]
    [InlineData(61, true, true)]
    public void Notional_is_bounded_unless_the_order_reduces(long lots, bool reduces, bool isSent) =>
        Sends(
            Buy(299_880, lots, reduces),
            Holding(reduces ? -200 : 0) with { NotionalMax = 181m },
            RiskRefusal.WorstCase).ShouldBe(isSent);

    [Fact]
    public void Whoever_waits_behind_one_that_does_not_fit_is_refused_as_well()
    {
        var (first, second) = (Buy(299_880, 100), Buy(299_700, 60) with { Layer = 2 });

        var outcome = RiskCheck.Admit([first, second], View);

        outcome.Admitted.ShouldBe([first]);
        outcome.Refused.ShouldBe([new RefusedQuote(second, RiskRefusal.WorstCase)]);
    }

    private static RiskView Holding(long lots) => View with { Position = new Position(lots) };

    private static DesiredQuote Buy(
        long ticks, long lots = 10, bool reduces = false, QuoteKind kind = QuoteKind.Layer) =>
        new(1, Side.Buy, new Price(ticks), new Quantity(lots), reduces, kind);

    private static bool Sends(DesiredQuote quote, RiskView view, RiskRefusal otherwise)
    {
        var outcome = RiskCheck.Admit(ImmutableArray.Create(quote), view);
        if (outcome.Admitted.IsEmpty)
        {
            outcome.Refused.ShouldHaveSingleItem().Why.ShouldBe(otherwise);
        }

        return !outcome.Admitted.IsEmpty;
    }
}
