using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>The cost is a sum: a price that does not come out even costs nothing.</summary>
public sealed class AverageCostSpecs
{
    private readonly AverageCost _cost = new(Eth.Instrument);

    [Fact]
    public void A_new_position_is_flat_and_costs_nothing()
    {
        _cost.EntryPrice.ShouldBe(0);
        _cost.Cost.ShouldBe(0);
        _cost.Realized.ShouldBe(0);
    }

    [Fact]
    public void The_entry_price_is_the_average_cost()
    {
        Apply(Side.Buy, 0.100m, 3000m);
        Apply(Side.Buy, 0.300m, 3004m);
        _cost.EntryPrice.ShouldBe(3003m);

        Apply(Side.Sell, 0.200m, 3010m);
        _cost.EntryPrice.ShouldBe(3003m);
        _cost.Realized.ShouldBe(0.200m * 7);
    }

    [Fact]
    public void Going_through_flat_closes_everything_and_opens_at_the_fills_price()
    {
        Apply(Side.Buy, 0.200m, 3003m);
        Apply(Side.Sell, 0.500m, 3020m);

        _cost.Position.ShouldBe(Eth.Position(-0.300m));
        _cost.EntryPrice.ShouldBe(3020m);
        _cost.Realized.ShouldBe(0.200m * 17);

        Apply(Side.Buy, 0.300m, 3000m);
        _cost.Realized.ShouldBe((0.200m * 17) + (0.300m * 20));
        _cost.EntryPrice.ShouldBe(0);
    }

    [Fact]
    public void An_average_that_does_not_come_out_even_is_exact_again_once_flat()
    {
        Apply(Side.Buy, 0.001m, 3000.01m);
        Apply(Side.Buy, 0.002m, 3000.02m);
        Apply(Side.Sell, 0.001m, 3000.00m);
        _cost.Realized.ShouldNotBe(decimal.Round(_cost.Realized, 6));
        (_cost.Realized - _cost.Cost).ShouldBe(3.000m - 3.00001m - 6.00004m);

        Apply(Side.Sell, 0.002m, 3000.00m);
        _cost.Cost.ShouldBe(0);
        _cost.Realized.ShouldBe(9.000m - 3.00001m - 6.00004m);
    }

    [Fact]
    public void Realized_and_open_profit_are_the_cash_and_the_position_whatever_happens()
    {
        var random = new Random(7);
        var cash = 0m;
        for (var fill = 0; fill < 10_000; fill++)
        {
            var (lots, ticks) = (random.Next(1, 60), random.Next(299_000, 301_000));
            var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
            _cost.Apply(side, new Price(ticks), new Quantity(lots));
            cash -= side.Sign() * lots * 0.001m * ticks * 0.01m;
            var worth = _cost.Position.Lots * 0.001m * 3000.005m;
            (_cost.Realized + _cost.Unrealized(new Mid(600_001))).ShouldBe(cash + worth, $"fill {fill}");
        }
    }

    private void Apply(Side side, decimal quantity, decimal price) =>
        _cost.Apply(side, Eth.Price(price), Eth.Quantity(quantity));
}
