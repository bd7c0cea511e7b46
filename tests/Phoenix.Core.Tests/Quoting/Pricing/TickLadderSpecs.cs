using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Pricing;

namespace Phoenix.Core.Tests.Quoting.Pricing;

public class TickLadderSpecs
{
    private static readonly QuoteTicks First = QuoteDistances.Of(12.7, 12.7).Given().Around(300_000).Given();

    [Fact]
    public void Layers_follow_the_first_one_by_the_gaps_of_the_grid()
    {
        var ladder = TickLadder.ByGaps(First, [120, 138, 159]).Given();

        ladder.Bids.ShouldBe([299_987, 299_867, 299_729, 299_570]);
        ladder.Asks.ShouldBe([300_013, 300_133, 300_271, 300_430]);
    }

    [Fact]
    public void Layers_lie_on_the_multiples_of_the_spacing()
    {
        var ladder = TickLadder.BySpacing(First, 13, 3).Given();

        ladder.Bids.ShouldBe([299_975, 299_962, 299_949]);
        ladder.Asks.ShouldBe([300_014, 300_027, 300_040]);
    }

    [Theory]
    [InlineData("300000")]
    [InlineData("300003")]
    [InlineData("299998.5")]
    public void A_coarse_grid_holds_still_while_the_fair_price_moves_a_little(string fair)
    {
        var first = QuoteDistances.Of(12.7, 12.7).Given().Around(decimal.Parse(fair)).Given();
        var ladder = TickLadder.BySpacing(first, 100, 2).Given();

        ladder.Bids.ShouldBe([299_900, 299_800]);
        ladder.Asks.ShouldBe([300_100, 300_200]);
    }

    [Fact]
    public void A_first_layer_that_joined_the_touch_goes_outwards_to_the_grid()
    {
        var through = QuoteDistances.Of(80, -20).Given().Around(300_000).Given();
        var joined = through.Join(new Price(299_999), new Price(300_001)).Given();

        TickLadder.BySpacing(joined, 13, 1).Given().Asks.ShouldBe([300_001]);
        TickLadder.BySpacing(joined, 7, 2).Given().Asks.ShouldBe([300_006, 300_013]);
    }

    [Fact]
    public void A_side_without_a_first_quote_is_empty()
    {
        var first = QuoteDistances.Of(null, 5).Given().Around(1000).Given();

        TickLadder.ByGaps(first, []).Given().Bids.ShouldBeEmpty();
        TickLadder.ByGaps(first, []).Given().Asks.ShouldBe([1005]);
        TickLadder.BySpacing(first, 4, 2).Given().Bids.ShouldBeEmpty();
        TickLadder.BySpacing(first, 4, 2).Given().Asks.ShouldBe([1008, 1012]);
    }

    [Fact]
    public void Layers_below_zero_are_floored_like_any_other() =>
        TickLadder.BySpacing(QuoteDistances.Of(15, 15).Given().Around(10).Given(), 10, 2).Given()
            .Bids.ShouldBe([-10, -20]);

    [Theory]
    [InlineData(12.7020954299, 13)]
    [InlineData(2.4, 2)]
    [InlineData(2.5, 3)]
    [InlineData(0.2, 1)]
    public void The_spacing_is_the_half_spread_in_whole_ticks_but_never_nothing(double half, long spacing) =>
        TickLadder.SpacingOf(half).Given().ShouldBe(spacing);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_no_half_spread_has_no_spacing(double half) =>
        TickLadder.SpacingOf(half).Refusal.ShouldBe(ModelRefusal.OutOfRange);

    [Fact]
    public void Forty_layers_fit_and_one_more_does_not()
    {
        TickLadder.BySpacing(First, 1, 40).Given().Bids.Length.ShouldBe(40);
        TickLadder.BySpacing(First, 1, 41).Refusal.ShouldBe(ModelRefusal.LadderShape);
        TickLadder.ByGaps(First, [.. Enumerable.Repeat(1L, 39)]).Given().Asks.Length.ShouldBe(40);
        TickLadder.ByGaps(First, [.. Enumerable.Repeat(1L, 40)]).Refusal.ShouldBe(ModelRefusal.LadderShape);
    }

    [Fact]
    public void A_ladder_without_layers_or_with_layers_on_one_price_is_refused()
    {
        TickLadder.BySpacing(First, 1, 0).Refusal.ShouldBe(ModelRefusal.LadderShape);
        TickLadder.BySpacing(First, 0, 1).Refusal.ShouldBe(ModelRefusal.LadderShape);
        TickLadder.ByGaps(First, [5, 0]).Refusal.ShouldBe(ModelRefusal.LadderShape);
        TickLadder.ByGaps(First, [5, long.MaxValue]).Refusal.ShouldBe(ModelRefusal.LadderShape);
        TickLadder.ByGaps(First, default(ImmutableArray<long>)).Refusal.ShouldBe(ModelRefusal.LadderShape);
    }
}
