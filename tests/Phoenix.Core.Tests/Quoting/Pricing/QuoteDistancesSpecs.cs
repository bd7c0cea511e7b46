using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Pricing;

namespace Phoenix.Core.Tests.Quoting.Pricing;

public class QuoteDistancesSpecs
{
    [Fact]
    public void Bids_round_down_and_asks_round_up_once()
    {
        var quotes = QuoteDistances.Of(1.2, 1.2).Given().Around(1000.5m).Given();

        (quotes.Bid, quotes.Ask).ShouldBe((999, 1002));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.1 + 0.2)]
    public void The_last_binary_digit_does_not_move_a_quote(double distance)
    {
        var quotes = QuoteDistances.Of(distance, distance).Given().Around(1000.3m).Given();

        (quotes.Bid, quotes.Ask).ShouldBe((1000, 1001));
    }

    [Fact]
    public void A_side_without_a_distance_has_no_quote()
    {
        var quotes = QuoteDistances.Of(null, -3.5).Given().Around(1000).Given();

        (quotes.Bid, quotes.Ask).ShouldBe((null, 997));
        var joined = quotes.Join(new Price(999), new Price(1001)).Given();
        (joined.Bid, joined.Ask).ShouldBe((null, 1001));
    }

    [Theory]
    [InlineData(double.NaN, 1, ModelRefusal.OutOfRange)]
    [InlineData(1, double.PositiveInfinity, ModelRefusal.OutOfRange)]
    [InlineData(1.001e12, 1, ModelRefusal.OutOfRange)]
    [InlineData(-3, 3, ModelRefusal.Crossing)]
    [InlineData(-3, 2, ModelRefusal.Crossing)]
    [InlineData(0, 0, ModelRefusal.Crossing)]
    public void What_is_no_distance_is_refused(double bid, double ask, ModelRefusal refusal) =>
        QuoteDistances.Of(bid, ask).Refusal.ShouldBe(refusal);

    [Fact]
    public void The_greatest_distance_is_still_a_price()
    {
        var quotes = QuoteDistances.Of(1e12, 1e12).Given().Around(1_000_000_000_000m).Given();

        (quotes.Bid, quotes.Ask).ShouldBe((0, 2_000_000_000_000));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.01")]
    [InlineData("1000000000000.1")]
    public void A_fair_price_must_be_a_price(string fair) =>
        QuoteDistances.Of(1, 1).Given().Around(decimal.Parse(fair)).Refusal.ShouldBe(ModelRefusal.FairPrice);

    [Fact]
    public void Distances_too_small_to_part_the_quotes_are_refused() =>
        QuoteDistances.Of(1e-200, 1e-200).Given().Around(1000).Refusal.ShouldBe(ModelRefusal.Crossing);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1000, 1000)]
    [InlineData(1000, 999)]
    [InlineData(1000, 0)]
    public void There_is_no_joining_a_broken_touch(long bestBid, long bestAsk) =>
        QuoteDistances.Of(1, 1).Given().Around(1000).Given().Join(new Price(bestBid), new Price(bestAsk))
            .Refusal.ShouldBe(ModelRefusal.Touch);
}
