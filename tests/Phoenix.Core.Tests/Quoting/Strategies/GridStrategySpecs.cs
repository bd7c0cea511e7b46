using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;

namespace Phoenix.Core.Tests.Quoting.Strategies;

public class GridStrategySpecs
{
    [Fact]
    public void Half_a_tick_of_mid_rounds_bids_down_and_asks_up()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0, 2999.99m, 3000.00m));

        Eth.Prices(decision.Bids)[0].ShouldBe(2998.79m);
        Eth.Prices(decision.Asks)[0].ShouldBe(3001.20m);
        decision.Reasons.MidTicksTimesTwo.ShouldBe(599_999);
    }

    [Theory]
    [InlineData("0.021", "-0.42", "2999.58")]
    [InlineData("0.15", "-3.00", "2997.00")]
    [InlineData("-0.09", "1.80", "3001.80")]
    [InlineData("0.30", "-6.00", "2994.00")]
    public void The_skew_leans_against_the_position(string position, string skew, string reservation)
    {
        var reasons = QuotePipeline.Decide(Eth.Inputs(Number(position))).Reasons;

        reasons.Terms.Skew.ShouldBe(Number(skew));
        reasons.Terms.Reservation.ShouldBe(Number(reservation));
    }

    [Fact]
    public void The_skew_never_exceeds_its_cap()
    {
        var inputs = Eth.Inputs(0.30m);
        var reasons = QuotePipeline.Decide(inputs with { Grid = inputs.Grid with { MaxSkewBps = 5 } }).Reasons;

        reasons.Terms.Skew.ShouldBe(-1.50m);
    }

    [Fact]
    public void The_dead_band_keeps_the_skew_still_while_small_fills_come_in()
    {
        decimal[] positions = [0.021m, 0.030m, 0.035m, 0.037m, 0.020m, 0.012m, 0, -0.003m, -0.020m];
        decimal[] expected = [-0.42m, -0.42m, -0.42m, -0.74m, -0.40m, -0.40m, 0, 0, 0.40m];

        Skews(positions).ShouldBe(expected);
    }

    [Fact]
    public void A_flat_book_is_not_skewed_by_a_remembered_position() =>
        Skews([0.012m, 0]).ShouldBe([-0.24m, 0]);

    [Theory]
    [InlineData("0.0449", "-0.60")]
    [InlineData("0.045", "-0.90")]
    public void The_dead_band_ends_exactly_at_its_width(string position, string skew)
    {
        var instrument = Eth.Instrument with { LotSize = 0.0001m };
        var first = QuotePipeline.Decide(Eth.Inputs() with { Instrument = instrument, Position = new Position(300) });
        instrument.TryPosition(Number(position), out var moved).ShouldBeTrue();

        var second = QuotePipeline.Decide(
            Eth.Inputs() with { Instrument = instrument, Position = moved, Memory = first.Memory });

        second.Reasons.Terms.Skew.ShouldBe(Number(skew));
    }

    [Theory]
    [InlineData("0.021", 17)]
    [InlineData("0.075", 15)]
    [InlineData("0.105", 14)]
    [InlineData("0.15", 12)]
    [InlineData("0.25", 9)]
    public void The_adding_side_loses_layers_with_the_position(string position, int layers)
    {
        var reasons = QuotePipeline.Decide(Eth.Inputs(Number(position))).Reasons;

        reasons.Bids.Wanted.ShouldBe(layers);
        reasons.Asks.Wanted.ShouldBe(18);
        QuotePipeline.Decide(Eth.Inputs(-Number(position))).Reasons.Asks.Wanted.ShouldBe(layers);
    }

    [Theory]
    [InlineData("0.14", 5)]
    [InlineData("0.245", 4)]
    public void The_adding_side_of_the_live_profile_loses_layers_too(string position, int layers) =>
        QuotePipeline.Decide(Eth.LiveInputs(Number(position))).Reasons.Bids.Wanted.ShouldBe(layers);

    [Fact]
    public void One_layer_is_left_of_the_adding_side()
    {
        var inputs = Eth.Inputs(0.30m);
        var reasons = QuotePipeline.Decide(inputs with { Grid = inputs.Grid with { LayerReduction = 1 } }).Reasons;

        reasons.Bids.Wanted.ShouldBe(1);
    }

    [Theory]
    [InlineData("0", 18, "0.007", "0.126", "0.126", "-0.126")]
    [InlineData("0.021", 17, "0.007", "0.119", "0.140", "-0.105")]
    [InlineData("0.075", 11, "0.005", "0.075", "0.150", "-0.051")]
    [InlineData("0.105", 7, "0.003", "0.045", "0.150", "-0.021")]
    [InlineData("0.140", 2, "0.003", "0.010", "0.150", "0.014")]
    [InlineData("0.150", 0, "0", "0", "0.150", "0.024")]
    [InlineData("0.200", 0, "0", "0", "0.200", "0.074")]
    public void The_adding_side_is_trimmed_to_the_worst_case(
        string position, int kept, string last, string sum, string worstLong, string worstShort)
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(Number(position)));

        decision.Bids.Length.ShouldBe(kept);
        Eth.Sizes(decision.Bids).LastOrDefault().ShouldBe(Number(last));
        Eth.Sum(decision.Bids).ShouldBe(Number(sum));
        (Number(position) + Eth.Sum(decision.Bids)).ShouldBe(Number(worstLong));
        Eth.Sum(decision.Asks).ShouldBe(0.126m);
        (Number(position) - Eth.Sum(decision.Asks)).ShouldBe(Number(worstShort));
    }

    [Theory]
    [InlineData("0", 7, "0.035", "0.245")]
    [InlineData("0.07", 6, "0.005", "0.180")]
    [InlineData("0.14", 4, "0.005", "0.110")]
    [InlineData("0.21", 2, "0.005", "0.040")]
    [InlineData("0.245", 1, "0.005", "0.005")]
    public void The_live_profile_is_trimmed_to_the_worst_case(string position, int kept, string last, string sum)
    {
        var bids = QuotePipeline.Decide(Eth.LiveInputs(Number(position))).Bids;

        bids.Length.ShouldBe(kept);
        Eth.Sizes(bids)[^1].ShouldBe(Number(last));
        Eth.Sum(bids).ShouldBe(Number(sum));
    }

    [Fact]
    public void Exposure_that_is_not_replaced_takes_its_share_of_the_capacity()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs() with
        {
            OpenBuys = Eth.Quantity(0.140m),
            OpenSells = Eth.Quantity(0.150m),
        });

        Eth.Sizes(decision.Bids).ShouldBe([0.007m, 0.003m]);
        decision.Asks.ShouldBeEmpty();
        decision.Reasons.Bids.Trimmed.ShouldBe(17);
    }

    [Fact]
    public void Behind_a_cut_layer_nothing_is_quoted_even_if_its_higher_price_made_it_large_enough()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs() with
        {
            Instrument = Eth.Instrument with { MinNotional = 9.1m },
            OpenSells = Eth.Quantity(0.147m),
        });

        decision.Reasons.Asks.Capacity.ShouldBe(Eth.Quantity(0.003m));
        decision.Asks.ShouldBeEmpty();
    }

    [Fact]
    public void Reduce_only_quotes_the_reducing_side_up_to_the_position()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(0.040m) with { Mode = QuoteMode.ReduceOnly });

        decision.Bids.ShouldBeEmpty();
        Eth.Sizes(decision.Asks).ShouldBe([0.023m, 0.007m, 0.007m, 0.003m]);
        decision.Asks.ShouldAllBe(quote => quote.ReduceOnly);
    }

    [Fact]
    public void Reduce_only_is_exempt_from_the_minimum_notional()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs(-0.003m) with
        {
            Instrument = Eth.Instrument with { MinNotional = 20 },
            Mode = QuoteMode.ReduceOnly,
        });

        Eth.Sizes(decision.Bids).ShouldBe([0.003m]);
    }

    [Fact]
    public void Reduce_only_quotes_nothing_when_flat()
    {
        var decision = QuotePipeline.Decide(Eth.Inputs() with { Mode = QuoteMode.ReduceOnly });

        decision.Bids.ShouldBeEmpty();
        decision.Asks.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0.300", QuoteMode.Normal)]
    [InlineData("0.301", QuoteMode.ReduceOnly)]
    [InlineData("-0.301", QuoteMode.ReduceOnly)]
    public void A_position_beyond_the_hard_limit_may_only_shrink(string position, QuoteMode mode) =>
        QuotePipeline.Decide(Eth.Inputs(Number(position))).Reasons.Mode.ShouldBe(mode);

    [Fact]
    public void Layers_beyond_the_largest_deviation_are_dropped()
    {
        var inputs = Eth.Inputs();
        var atLayerFive = QuotePipeline.Decide(inputs with { Risk = inputs.Risk with { MaxDeviation = 0.0024m } });
        var justBelow = QuotePipeline.Decide(inputs with { Risk = inputs.Risk with { MaxDeviation = 0.002399m } });

        atLayerFive.Bids.Length.ShouldBe(5);
        atLayerFive.Asks.Length.ShouldBe(5);
        justBelow.Bids.Length.ShouldBe(4);
        justBelow.Asks.Length.ShouldBe(4);
        justBelow.Reasons.Asks.OutOfBand.ShouldBe(14);
    }

    [Fact]
    public void Quotes_stay_within_the_venues_band_around_the_mark()
    {
        var high = QuotePipeline.Decide(Eth.Inputs() with { Mark = 2850m });
        var low = QuotePipeline.Decide(Eth.Inputs() with { Mark = 3165m });

        Eth.Prices(high.Bids)[0].ShouldBe(2992.50m);
        Eth.Prices(high.Asks)[0].ShouldBe(3001.20m);
        Eth.Prices(low.Asks)[0].ShouldBe(3006.75m);
        Eth.Prices(low.Bids)[0].ShouldBe(2998.80m);
    }

    [Fact]
    public void A_crossed_or_empty_book_or_no_limit_gives_a_reason_and_no_quotes()
    {
        Refused(Eth.Inputs(0, 3000.00m, 3000.00m)).ShouldBe(QuoteRefusal.CrossedBook);
        Refused(Eth.Inputs() with { BestBid = default }).ShouldBe(QuoteRefusal.NoTouch);
        Refused(Eth.Inputs() with { BestAsk = default(BookLevel) }).ShouldBe(QuoteRefusal.NoTouch);
        Refused(Eth.Inputs() with { Risk = Eth.Risk with { NetMax = 0 } }).ShouldBe(QuoteRefusal.NoLimit);
    }

    private static QuoteRefusal Refused(QuoteInputs inputs)
    {
        var decision = QuotePipeline.Decide(inputs);
        decision.Bids.ShouldBeEmpty();
        decision.Asks.ShouldBeEmpty();
        return decision.Reasons.Refusal;
    }

    private static decimal[] Skews(decimal[] positions)
    {
        var memory = QuoteMemory.Initial;
        return [.. positions.Select(position =>
        {
            var decision = QuotePipeline.Decide(Eth.Inputs(position) with { Memory = memory });
            memory = decision.Memory;
            return decision.Reasons.Terms.Skew;
        })];
    }

    private static decimal Number(string text) => decimal.Parse(text);
}
