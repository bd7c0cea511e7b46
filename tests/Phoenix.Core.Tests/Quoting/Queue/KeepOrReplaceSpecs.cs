using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Tests.Quoting.Pricing;

namespace Phoenix.Core.Tests.Quoting.Queue;

public class KeepOrReplaceSpecs
{
    private static readonly Standing Live = new(Ahead: 4, Edge: 0.90, ExpectedMove: 0);
    private static readonly Standing New = new(Ahead: 20, Edge: 1.20, ExpectedMove: 0);

    [Fact]
    public void A_good_place_is_worth_more_than_a_better_price()
    {
        var verdict = KeepOrReplace.Judge(Live, New, meanTradedLots: 10, cost: 0).Given();

        verdict.Keep.ShouldBeTrue();
        verdict.LiveValue.ShouldBe(0.603288, 5e-7);
        verdict.NewValue.ShouldBe(0.162402, 5e-7);
    }

    [Fact]
    public void With_enough_volume_the_place_hardly_counts()
    {
        KeepOrReplace.Judge(Live, New, meanTradedLots: 1000, cost: 0).Given().Keep.ShouldBeFalse();
        KeepOrReplace.Judge(Live, New, meanTradedLots: 1000, cost: 0.5).Given().Keep.ShouldBeTrue();
    }

    [Fact]
    public void Orders_of_the_same_value_are_kept() =>
        KeepOrReplace.Judge(Live, Live, meanTradedLots: 10, cost: 0).Given().Keep.ShouldBeTrue();

    [Fact]
    public void An_expected_move_against_us_takes_from_the_edge()
    {
        var verdict = KeepOrReplace.Judge(Live with { ExpectedMove = -0.90 }, New, 10, cost: 0).Given();

        verdict.LiveValue.ShouldBe(0);
        verdict.Keep.ShouldBeFalse();
    }

    [Theory]
    [InlineData(double.NaN, 0.9, 0, 10, 0, ModelRefusal.QueueAhead)]
    [InlineData(-1, 0.9, 0, 10, 0, ModelRefusal.QueueAhead)]
    [InlineData(4, double.NaN, 0, 10, 0, ModelRefusal.Edge)]
    [InlineData(4, 0.9, double.PositiveInfinity, 10, 0, ModelRefusal.Edge)]
    [InlineData(4, 0.9, 0, 0, 0, ModelRefusal.TradedVolume)]
    [InlineData(4, 0.9, 0, double.NaN, 0, ModelRefusal.TradedVolume)]
    [InlineData(4, 0.9, 0, 10, -0.1, ModelRefusal.Cost)]
    [InlineData(4, 0.9, 0, 10, double.NaN, ModelRefusal.Cost)]
    public void What_cannot_be_compared_is_refused_by_name(
        double ahead, double edge, double move, double volume, double cost, ModelRefusal refusal)
    {
        KeepOrReplace.Judge(new Standing(ahead, edge, move), New, volume, cost).Refusal.ShouldBe(refusal);
        KeepOrReplace.Judge(Live, new Standing(ahead, edge, move), volume, cost).Refusal.ShouldBe(refusal);
    }
}
