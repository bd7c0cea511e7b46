using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Strategies;

public class GridShapeSpecs
{
    [Fact]
    public void Distances_become_whole_ticks_outwards() =>
        GridShape.Create(Eth.Grid, Eth.Instrument).DistancesTicks.ShouldBe(
        [
            120, 240, 378, 537, 720, 930, 1171, 1449, 1768, 2135, 2557, 3042, 3601, 4243, 4981, 5830, 6807, 7930,
        ]);

    [Fact]
    public void The_cap_binds_from_the_23rd_gap()
    {
        var shape = GridShape.Create(Eth.Grid with { Layers = 24 }, Eth.Instrument);

        shape.DistancesTicks[22].ShouldBe(16_636);
        shape.DistancesTicks[23].ShouldBe(19_136);
    }

    [Fact]
    public void The_least_gap_is_a_quarter_of_the_first_spacing_unless_set()
    {
        GridShape.Create(Eth.Grid, Eth.Instrument).MinGapTicks.ShouldBe(30);
        GridShape.Create(Eth.Grid with { MinLayerGap = 0.125m }, Eth.Instrument).MinGapTicks.ShouldBe(13);
    }

    [Fact]
    public void The_layer_size_is_rounded_down_to_the_lot() =>
        GridShape.Create(Eth.Grid with { LayerSize = 0.0079m }, Eth.Instrument).LayerQuantity.Lots.ShouldBe(7);

    [Fact]
    public void Layers_may_shrink_outwards_each_rounded_down_to_the_lot()
    {
        var shape = GridShape.Create(
            Eth.Grid with { Layers = 7, LayerSize = 0.035m, SizeDecay = 0.90m }, Eth.Instrument);

        shape.Quantities.Select(quantity => quantity.Lots).ShouldBe([35, 31, 28, 25, 22, 20, 18]);
        Enumerable.Range(0, 7).Sum(i => 0.035m * Pow(0.90m, i)).ShouldBe(0.182596085m); // before rounding
    }

    [Fact]
    public void A_layer_that_shrinks_below_the_least_quantity_is_refused() =>
        Refusal(Eth.Grid with { Layers = 18, SizeDecay = 0.5m }).ShouldContain("0.000875 in layer 4");

    [Fact]
    public void Forty_layers_fit_and_one_more_does_not()
    {
        GridShape.Create(Eth.Grid with { Layers = 40 }, Eth.Instrument).Layers.ShouldBe(40);
        Refusal(Eth.Grid with { Layers = 41 }).ShouldContain("layers is 41");
    }

    [Fact]
    public void Both_sides_must_fit_the_venues_open_orders()
    {
        GridShape.Create(Eth.Grid, Eth.Instrument with { MaxOpenOrders = 36 }).Layers.ShouldBe(18);
        Refusal(Eth.Grid, Eth.Instrument with { MaxOpenOrders = 35 }).ShouldContain("allows 35 open orders");
    }

    [Fact]
    public void A_layer_must_lie_within_the_venues_quantities()
    {
        Refusal(Eth.LiveGrid with { LayerSize = 0.004m }, Eth.LiveInstrument).ShouldContain("layer-size is 0.004");
        Refusal(Eth.Grid, Eth.Instrument with { MaxQuantity = new Quantity(6) }).ShouldContain("to 0.006");
    }

    [Fact]
    public void Layers_that_fall_on_one_tick_are_refused() =>
        Refusal(Eth.Grid with { FirstSpacing = 0.004m }).ShouldContain("fall on one tick");

    [Fact]
    public void Every_setting_has_its_range()
    {
        Refusal(Eth.Grid with { StartOffset = 0 }).ShouldContain("start-offset");
        Refusal(Eth.Grid with { FirstSpacing = 0 }).ShouldContain("first-spacing");
        Refusal(Eth.Grid with { MaxSpacing = 0 }).ShouldContain("max-spacing");
        Refusal(Eth.Grid with { SizeDecay = 0 }).ShouldContain("size-decay");
        Refusal(Eth.Grid with { SizeDecay = 1.01m }).ShouldContain("size-decay");
        Refusal(Eth.Grid with { SpacingMultiplier = 0.99m }).ShouldContain("spacing-multiplier");
        Refusal(Eth.Grid with { MinSpread = -0.1m }).ShouldContain("min-spread");
        Refusal(Eth.Grid with { LayerReduction = 1.1m }).ShouldContain("layer-reduction");
        Refusal(Eth.Grid with { SkewCoefficient = -0.1m }).ShouldContain("skew-coefficient");
        Refusal(Eth.Grid with { MaxSkewBps = -1 }).ShouldContain("max-skew-bps");
        Refusal(Eth.Grid with { SkewDeadBand = -0.1m }).ShouldContain("skew-dead-band");
        Refusal(Eth.Grid with { MinLayerGap = -0.1m }).ShouldContain("min-layer-gap");
        Refusal(Eth.Grid with { NearTolerance = 1 }).ShouldContain("near-tolerance");
        Refusal(Eth.Grid with { FarTolerance = 1 }).ShouldContain("far-tolerance");
    }

    private static decimal Pow(decimal factor, int times) =>
        Enumerable.Repeat(factor, times).Aggregate(1m, (product, f) => product * f);

    private static string Refusal(GridSettings settings, Instrument? instrument = null) =>
        Should.Throw<ArgumentException>(() => GridShape.Create(settings, instrument ?? Eth.Instrument)).Message;
}
