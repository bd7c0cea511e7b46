using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Settings;
using Phoenix.Core.Tests.Quoting;
using static Phoenix.Core.Tests.Accounting.Executions;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>Measured adverse selection widens the quotes, as far as there are fills to believe it.</summary>
public sealed class SpreadFloorSpecs
{
    private readonly Markouts _markouts = new(new MarkoutSettings());
    private double _now;

    [Theory]
    [InlineData("-0.90", "1.05", FloorTerm.MinSpread)]
    [InlineData("-1.50", "1.50", FloorTerm.AdverseSelection)]
    public void Two_hundred_fills_of_a_side_give_its_floor(string move, string floor, FloorTerm term)
    {
        Fill(200, Side.Buy, decimal.Parse(move));

        var moves = _markouts.RecentMovesOf(Side.Buy);
        moves.Count.ShouldBe(200);
        moves.Mean(Eth.Instrument).ShouldBe(decimal.Parse(move));
        moves.Shrunk(Eth.Instrument).ShouldBe(decimal.Parse(move) * 0.8m);
        SpreadFloors.Of(3000m, 0.0007m, moves.Shrunk(Eth.Instrument), 0, 0.30m)
            .ShouldBe(new SpreadFloor.Known(decimal.Parse(floor), term));
        _markouts.RecentMovesOf(Side.Sell).Count.ShouldBe(0);
        _markouts.RecentMovesOf(Side.Sell).Shrunk(Eth.Instrument).ShouldBe(0);
    }

    [Fact]
    public void The_term_that_does_not_bind_is_the_shrunk_move_and_the_target() =>
        SpreadFloors.Of(3000m, 0.0001m, -0.72m, 0, 0.30m)
            .ShouldBe(new SpreadFloor.Known(1.02m, FloorTerm.AdverseSelection));

    [Theory]
    [InlineData("0.0002", "1.62")]
    [InlineData("-0.0001", "1.05")]
    public void The_makers_fee_widens_and_a_rebate_narrows(string rate, string floor) =>
        SpreadFloors.Of(3000m, 0.0007m, -0.72m, decimal.Parse(rate), 0.30m)
            .ShouldBeOfType<SpreadFloor.Known>().HalfSpread.ShouldBe(decimal.Parse(floor));

    [Fact]
    public void A_favourable_move_never_goes_below_the_minimum_spread() =>
        SpreadFloors.Of(3000m, 0.0007m, 5m, 0, 0.30m)
            .ShouldBe(new SpreadFloor.Known(1.05m, FloorTerm.MinSpread));

    [Fact]
    public void Only_the_last_two_hundred_fills_are_in_the_mean()
    {
        Fill(300, Side.Sell, -9m);
        Fill(200, Side.Sell, -1m);

        _markouts.RecentMovesOf(Side.Sell).Mean(Eth.Instrument).ShouldBe(-1m);
        _markouts.RecentMovesOf(Side.Sell).Count.ShouldBe(200);
    }

    [Fact]
    public void The_mean_is_weighted_by_size_and_few_fills_are_shrunk_much()
    {
        Fill(1, Side.Buy, -1m, 0.300m);
        Fill(1, Side.Buy, +1m, 0.100m);

        _markouts.RecentMovesOf(Side.Buy).Mean(Eth.Instrument).ShouldBe(-0.5m);
        _markouts.RecentMovesOf(Side.Buy).Shrunk(Eth.Instrument).ShouldBe(-1m / 52);
    }

    [Theory]
    [InlineData("0", "0.0007", "0.3", "fairPrice")]
    [InlineData("-1", "0.0007", "0.3", "fairPrice")]
    [InlineData("3000", "0", "0.3", "minSpread")]
    [InlineData("3000", "-0.1", "0.3", "minSpread")]
    [InlineData("3000", "0.0007", "-0.1", "targetEdge")]
    public void A_parameter_that_makes_no_sense_is_refused_by_name(
        string price, string minSpread, string edge, string name) =>
        SpreadFloors.Of(decimal.Parse(price), decimal.Parse(minSpread), -1m, 0, decimal.Parse(edge))
            .ShouldBeOfType<SpreadFloor.Refused>().Parameter.ShouldBe(name);

    private void Fill(int count, Side side, decimal move, decimal quantity = 0.010m)
    {
        for (var fill = 0; fill < count; fill++, _now += 6)
        {
            _markouts.MidIs(Mid(3000m), At(_now));
            _markouts.Filled(Of(side, quantity, 3000m), new QuoteOrigin(QuoteMode.Normal, 1), Mid(3000m), At(_now));
            _markouts.MidIs(Mid(3000m + (side.Sign() * move)), At(_now + 1));
            _markouts.MidIs(Mid(3000m), At(_now + 5.5));
        }
    }
}
