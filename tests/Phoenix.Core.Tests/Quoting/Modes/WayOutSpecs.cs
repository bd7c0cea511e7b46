using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Strategies;

namespace Phoenix.Core.Tests.Quoting.Modes;

/// <summary>How a position that quoting cannot have built is brought home; limit 0.30, mid 3000.</summary>
public class WayOutSpecs
{
    private static readonly Instant Start = Instant.From(TimeSpan.FromSeconds(1000));

    [Fact]
    public void A_pinned_position_joins_the_touch_before_its_own_ladder_and_adds_nothing()
    {
        var decision = QuotePipeline.Decide(Inputs(0.16m, QuoteMode.Pinning));

        decision.Bids.ShouldBeEmpty();
        decision.Asks[0].ShouldBe(
            new DesiredQuote(1, Side.Sell, Eth.Price(3000.01m), Eth.Quantity(0.023m), true, QuoteKind.Pin));
        decision.Asks[1].Kind.ShouldBe(QuoteKind.Layer);
        decision.Asks.ShouldAllBe(quote => quote.ReduceOnly);
        Eth.Sum(decision.Asks).ShouldBe(0.16m);
    }

    [Fact]
    public void A_pinned_short_position_is_the_mirror()
    {
        var decision = QuotePipeline.Decide(Inputs(-0.16m, QuoteMode.Pinning));

        decision.Asks.ShouldBeEmpty();
        decision.Bids[0].ShouldBe(
            new DesiredQuote(1, Side.Buy, Eth.Price(2999.99m), Eth.Quantity(0.023m), true, QuoteKind.Pin));
        Eth.Sum(decision.Bids).ShouldBe(0.16m);
    }

    [Theory]
    [InlineData("0.010", "0.023")]
    [InlineData("0.007", "0.016")]
    public void The_pin_is_a_multiple_of_the_base_layer_rounded_down_to_the_lot(string layer, string pin)
    {
        var inputs = Inputs(0.16m, QuoteMode.Pinning);
        var decision = QuotePipeline.Decide(inputs with
        {
            Modes = inputs.Modes with { BaseLayerSize = decimal.Parse(layer) },
        });

        Eth.Sizes(decision.Asks)[0].ShouldBe(decimal.Parse(pin));
    }

    [Fact]
    public void The_pin_is_never_more_than_the_position() =>
        Eth.Sizes(QuotePipeline.Decide(Inputs(0.009m, QuoteMode.Pinning)).Asks).ShouldBe([0.009m]);

    [Fact]
    public void The_pin_follows_the_touch_after_two_ticks_or_half_a_second()
    {
        var first = Inputs(0.16m, QuoteMode.Pinning);
        var memory = QuotePipeline.Decide(first).Memory;

        var oneTick = At(first, memory, ask: 3000.00m, afterMs: 100);
        var stillOne = At(first, QuotePipeline.Decide(oneTick).Memory, ask: 3000.00m, afterMs: 599);
        var longEnough = At(first, QuotePipeline.Decide(oneTick).Memory, ask: 3000.00m, afterMs: 600);
        var twoTicks = At(first, memory, ask: 3000.03m, afterMs: 100);

        PinOf(oneTick).ShouldBe(3000.01m);
        PinOf(stillOne).ShouldBe(3000.01m);
        PinOf(longEnough).ShouldBe(3000.00m);
        PinOf(twoTicks).ShouldBe(3000.03m);
    }

    [Fact]
    public void The_pin_never_crosses_even_while_it_does_not_follow()
    {
        var first = Inputs(0.16m, QuoteMode.Pinning);
        var memory = QuotePipeline.Decide(first).Memory;

        PinOf(At(first, memory, ask: 3000.02m, afterMs: 100)).ShouldBe(3000.02m);
    }

    [Fact]
    public void Far_layers_run_geometrically_from_near_five_to_twelve_percent_of_the_mid()
    {
        var inputs = Inputs(0.16m, QuoteMode.Pinning);
        var asks = WayOut.FarLayers(inputs, Side.Sell).Select(rung => rung.Ticks * 0.01m).ToArray();
        var bids = WayOut.FarLayers(inputs, Side.Buy).Select(rung => rung.Ticks * 0.01m).ToArray();

        (asks.Length, bids.Length).ShouldBe((16, 16));
        (asks[0], asks[1], asks[15]).ShouldBe((3144.00m, 3153.08m, 3360.00m));
        (bids[0], bids[1], bids[15]).ShouldBe((2856.00m, 2846.92m, 2640.00m));
        asks[7].ShouldBe(decimal.Ceiling(3000 * 1.073612m * 100) / 100, 0.01m);
    }

    [Fact]
    public void Grinding_waits_with_a_maker_near_the_mid()
    {
        var inputs = Calm(0.25m, QuoteMode.Grinding);
        var decision = QuotePipeline.Decide(inputs);

        WayOut.Maker(inputs, Side.Sell).ShouldBe(new Rung(300_126, Eth.Quantity(0.021m), QuoteKind.Maker));
        WayOut.Maker(inputs, Side.Buy).ShouldBe(new Rung(299_874, Eth.Quantity(0.021m), QuoteKind.Maker));
        decision.Asks.Count(quote => quote.Kind == QuoteKind.Maker).ShouldBe(1);
        decision.Asks.Zip(decision.Asks.Skip(1)).ShouldAllBe(pair => pair.First.Price < pair.Second.Price);
        decision.Bids.ShouldBeEmpty();
    }

    [Fact]
    public void A_slice_takes_a_part_of_the_position_within_a_bound_of_slippage()
    {
        var inputs = Calm(0.35m, QuoteMode.Grinding);
        var decision = QuotePipeline.Decide(inputs with { Risk = inputs.Risk with { NetMax = 10 } });

        decision.Slice.ShouldBe(
            new DesiredQuote(1, Side.Sell, Eth.Price(2998.50m), Eth.Quantity(0.026m), true, QuoteKind.Slice));
        (Eth.Sum(decision.Asks) + 0.026m).ShouldBeLessThanOrEqualTo(0.35m);
    }

    [Fact]
    public void Slices_shrink_with_the_position()
    {
        decimal[] expected = [0.022m, 0.020m, 0.019m, 0.017m, 0.016m, 0.015m];
        var position = 0.300m;
        foreach (var slice in expected)
        {
            var inputs = Calm(position, QuoteMode.Grinding);
            var decision = QuotePipeline.Decide(inputs with { Risk = inputs.Risk with { NetMax = 10 } });
            Eth.Instrument.ToDecimal(decision.Slice!.Value.Quantity).ShouldBe(slice);
            position -= slice;
        }

        position.ShouldBe(0.191m);
    }

    [Fact]
    public void The_next_slice_waits_for_its_interval_and_its_room_is_kept()
    {
        var inputs = Calm(0.22m, QuoteMode.Grinding);
        var sent = inputs with { Memory = new QuoteMemory { LastSlice = Start } };

        var early = QuotePipeline.Decide(sent with { Now = Start + TimeSpan.FromSeconds(14.999) });
        var due = QuotePipeline.Decide(sent with { Now = Start + TimeSpan.FromSeconds(15) });

        early.Slice.ShouldBeNull();
        due.Slice.ShouldNotBeNull();
        early.Asks.ShouldBe(due.Asks);
        early.Reasons.Asks.Capacity.ShouldBe(Eth.Quantity(0.22m) - due.Slice.Value.Quantity);
    }

    [Theory]
    [InlineData("0.22", 0.006)]
    [InlineData("0.22", double.NaN)]
    [InlineData("0.22", null)]
    [InlineData("0.29", 0.001)]
    public void No_slice_is_taken_in_a_lively_market_or_at_the_very_limit(string position, double? volatility)
    {
        var inputs = Inputs(decimal.Parse(position), QuoteMode.Grinding);

        QuotePipeline.Decide(inputs with { Terms = new MarketTerms { RelativeVolatility = volatility } })
            .Slice.ShouldBeNull();
    }

    [Theory]
    [InlineData("0.6", "0", "0", "0.4")]
    [InlineData("0.6", "0.02", "0.001", "0.3456")]
    [InlineData("0.35", "0", "0.001", "0.585")]
    [InlineData("0.2", "0", "0.001", "0.72")]
    [InlineData("0.7", "0.05", "0.004", "0.162")]
    public void Safety_falls_with_the_position_the_loss_and_the_volatility(
        string ratio, string loss, string volatility, string safety) =>
        Slices.Safety(decimal.Parse(ratio), decimal.Parse(loss), decimal.Parse(volatility))
            .ShouldBe(decimal.Parse(safety));

    [Fact]
    public void A_less_safe_slice_is_smaller()
    {
        var inputs = Calm(0.24m, QuoteMode.Grinding); // safety 0.2: half of 0.018

        Eth.Instrument.ToDecimal(QuotePipeline.Decide(inputs).Slice!.Value.Quantity).ShouldBe(0.009m);
    }

    [Fact]
    public void Near_the_limit_only_the_way_out_is_left_and_it_begins_at_the_touch()
    {
        var decision = QuotePipeline.Decide(Calm(0.27m, QuoteMode.ReduceOnly));

        decision.Bids.ShouldBeEmpty();
        decision.Asks[0].Kind.ShouldBe(QuoteKind.Pin);
        decision.Slice.ShouldNotBeNull();
        (Eth.Sum(decision.Asks) + Eth.Instrument.ToDecimal(decision.Slice.Value.Quantity)).ShouldBe(0.27m);
    }

    private static QuoteInputs Inputs(decimal position, QuoteMode mode) =>
        Eth.Inputs(position) with { Mode = mode, Now = Start };

    private static QuoteInputs Calm(decimal position, QuoteMode mode) =>
        Inputs(position, mode) with { Terms = new MarketTerms { RelativeVolatility = 0 } };

    private static QuoteInputs At(QuoteInputs inputs, QuoteMemory memory, decimal ask, int afterMs) => inputs with
    {
        Memory = memory,
        BestAsk = new BookLevel(Eth.Price(ask), Eth.Quantity(5)),
        Now = Start + TimeSpan.FromMilliseconds(afterMs),
    };

    private static decimal PinOf(QuoteInputs inputs) =>
        Eth.Prices(QuotePipeline.Decide(inputs).Asks)[0];
}
