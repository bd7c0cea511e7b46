using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Tests.Quoting;
using static Phoenix.Core.Tests.Accounting.Executions;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>The example that the quoting mathematics are computed for, and each rule of the split.</summary>
public sealed class ProfitAttributionSpecs
{
    private static readonly QuoteOrigin Inner = new(QuoteMode.Normal, 1);
    private static readonly QuoteOrigin Outer = new(QuoteMode.Normal, 3);
    private static readonly QuoteOrigin Slice = new(QuoteMode.Grinding, 0);
    private readonly ProfitAttribution _profit = new(Eth.Instrument);

    [Fact]
    public void The_example_is_explained_to_the_last_digit()
    {
        Example();

        _profit.Total.ShouldBe(new ProfitLine(0.06200m, -0.05000m, 0.071952m, -0.0179916m));
        _profit.Total.Sum.ShouldBe(-0.0779436m);
        _profit.EquityChange.ShouldBe(-0.0779436m);
    }

    [Fact]
    public void Grinding_is_a_line_of_its_own()
    {
        Example();

        _profit.OfMode(QuoteMode.Grinding).Spread.ShouldBe(-0.0300m);
        _profit.GrindingCost.ShouldBe(0.0300m + 0.071952m);
        _profit.OfMode(QuoteMode.Normal).Spread.ShouldBe(0.0920m);
        _profit.OfMode(QuoteMode.Normal).Fees.ShouldBe(0);
        _profit.OfMode(QuoteMode.Pinning).ShouldBe(default);
    }

    [Fact]
    public void Layers_and_modes_both_add_up_to_the_whole()
    {
        Example();

        var layers = Enumerable.Range(0, QuoteOrigin.MaxLayer + 1).Select(_profit.OfLayer);
        layers.Aggregate((left, right) => left + right).ShouldBe(_profit.Total);
        (_profit.OfMode(QuoteMode.Normal) + _profit.OfMode(QuoteMode.Grinding)).ShouldBe(_profit.Total);
        _profit.Of(Inner).Spread.ShouldBe(0.0600m);
        _profit.OfLayer(3).Spread.ShouldBe(0.0320m);
        _profit.Of(QuoteOrigin.Unknown).ShouldBe(default);
    }

    [Fact]
    public void The_quantity_a_line_left_open_is_its_inventory()
    {
        Example();

        _profit.Of(Inner).Inventory.ShouldBe(0.100m * (2999.00m - 3000.00m));
        _profit.Of(Outer).Inventory.ShouldBe(-0.040m * (2999.00m - 3001.00m));
        _profit.Of(Slice).Inventory.ShouldBe(-0.060m * (2999.00m - 2998.50m));
        _profit.Of(Inner).Funding.ShouldBe(-0.100m * 2998.60m * 0.0001m);
        _profit.Of(Outer).Funding.ShouldBe(0.040m * 2998.60m * 0.0001m);
    }

    [Fact]
    public void Inventory_is_live_between_fills()
    {
        _profit.Filled(Buy(0.100m, 2999.40m), Inner, Mid(3000.00m));
        _profit.MidMoved(Mid(3000.005m));

        _profit.Total.Inventory.ShouldBe(0.0005m);
        _profit.UnrealizedPnl.ShouldBe(0.0605m);
    }

    [Fact]
    public void A_fill_that_is_told_late_is_held_against_the_mid_it_met()
    {
        _profit.MidMoved(Mid(3005.00m));
        _profit.Filled(Buy(0.100m, 2999.40m), Inner, Mid(3000.00m));

        _profit.Mid.ShouldBe(Mid(3005.00m));
        _profit.Total.ShouldBe(new ProfitLine(0.0600m, 0.5000m, 0, 0));
    }

    [Fact]
    public void Realized_profit_is_at_average_cost()
    {
        Example();

        _profit.Position.IsFlat.ShouldBeTrue();
        _profit.RealizedPnl.ShouldBe((0.040m * (3001.80m - 2999.40m)) + (0.060m * (2998.00m - 2999.40m)));
        _profit.UnrealizedPnl.ShouldBe(0);
    }

    [Fact]
    public void A_rebate_is_a_negative_fee()
    {
        _profit.Filled(Buy(0.100m, 3000.00m) with { Commission = -0.015m }, Inner, Mid(3000.00m));

        _profit.Total.Fees.ShouldBe(-0.015m);
        _profit.EquityChange.ShouldBe(0.015m);
    }

    [Fact]
    public void Commission_in_another_asset_is_beside_the_sum()
    {
        var fill = Buy(0.100m, 3000.00m) with { Commission = 0.0002m, CommissionAsset = "BNB" };
        _profit.Filled(fill, Inner, Mid(3000.00m));
        _profit.Filled(fill with { Commission = 0.01m, CommissionAsset = "USDC" }, Inner, Mid(3000.00m));

        _profit.Total.Fees.ShouldBe(0.01m);
        _profit.FeesIn("BNB").ShouldBe(0.0002m);
        _profit.FeesIn("USDC").ShouldBe(0.01m);
        _profit.FeesIn("ETH").ShouldBe(0);
    }

    [Fact]
    public void Funding_as_it_was_booked_is_the_truth_and_what_the_rate_does_not_explain_is_unknown()
    {
        _profit.Filled(Buy(0.100m, 3000.00m), Inner, Mid(3000.00m));

        _profit.FundingBooked(-0.0300m, mark: 2999.00m, rate: 0.0001m);
        _profit.Of(Inner).Funding.ShouldBe(-0.02999m);
        _profit.Of(QuoteOrigin.Unknown).Funding.ShouldBe(-0.00001m);

        _profit.FundingBooked(0.5m);
        _profit.Of(QuoteOrigin.Unknown).Funding.ShouldBe(0.49999m);
        _profit.EquityChange.ShouldBe(0.47m);
    }

    [Fact]
    public void An_adopted_position_is_worth_nothing_until_the_mid_moves()
    {
        _profit.Adopt(Eth.Position(0.200m), 2950.00m, Mid(3000.00m));
        _profit.EquityChange.ShouldBe(0);
        _profit.CarriedPnl.ShouldBe(10.00m);
        _profit.UnrealizedPnl.ShouldBe(10.00m);

        _profit.MidMoved(Mid(3001.00m));
        _profit.EquityChange.ShouldBe(0.200m);
        _profit.Of(QuoteOrigin.Unknown).Inventory.ShouldBe(0.200m);

        _profit.Adopt(Eth.Position(-0.100m), 3001.00m, Mid(3001.00m));
        _profit.Position.ShouldBe(Eth.Position(-0.100m));
        _profit.EquityChange.ShouldBe(0.200m);
        _profit.MidMoved(Mid(3000.00m));
        _profit.EquityChange.ShouldBe(0.300m);
    }

    [Fact]
    public void Nothing_is_attributed_without_a_mid_or_to_another_symbol()
    {
        Should.Throw<ArgumentException>(() => _profit.MidMoved(default));
        Should.Throw<ArgumentException>(() => _profit.Filled(Buy(0.1m, 3000m), Inner, default));
        Should.Throw<ArgumentException>(() => _profit.Adopt(default, 0, default));
        var foreign = Buy(0.1m, 3000m) with { Symbol = new Symbol("BTCUSDC") };
        Should.Throw<ArgumentException>(() => _profit.Filled(foreign, Inner, Mid(3000m)));
        _profit.Total.ShouldBe(default);
    }

    [Fact]
    public void An_origin_names_a_mode_and_a_layer_of_the_grid()
    {
        QuoteOrigin.Unknown.IsKnown.ShouldBeFalse();
        new QuoteOrigin(QuoteMode.Pinning, 0).IsKnown.ShouldBeTrue();
        new QuoteOrigin(QuoteMode.ReduceOnly, QuoteOrigin.MaxLayer).Layer.ShouldBe(QuoteOrigin.MaxLayer);
        Should.Throw<ArgumentOutOfRangeException>(() => new QuoteOrigin(QuoteMode.Normal, QuoteOrigin.MaxLayer + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new QuoteOrigin(QuoteMode.Normal, -1));
        Should.Throw<ArgumentOutOfRangeException>(() => new QuoteOrigin(default, 1));
    }

    private void Example()
    {
        _profit.MidMoved(Mid(3000.00m));
        _profit.Filled(Buy(0.100m, 2999.40m), Inner, Mid(3000.00m));
        _profit.MidMoved(Mid(3001.00m));
        _profit.Filled(Sell(0.040m, 3001.80m), Outer, Mid(3001.00m));
        _profit.MidMoved(Mid(2998.50m));
        _profit.FundingSettled(mark: 2998.60m, rate: 0.0001m).ShouldBe(-0.0179916m);
        var taken = Sell(0.060m, 2998.00m) with { Commission = 0.060m * 2998.00m * 0.0004m, IsMaker = false };
        _profit.Filled(taken, Slice, Mid(2998.50m));
        _profit.MidMoved(Mid(2999.00m));
    }
}
