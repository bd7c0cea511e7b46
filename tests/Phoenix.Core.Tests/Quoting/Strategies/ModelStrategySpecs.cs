using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Quoting.Strategies;

/// <summary>Strategies whose prices come from a model of measured volatility and fills.</summary>
public class ModelStrategySpecs
{
    private static readonly GlftSettings ClosedForm = new() { ClosedFormLimit = 10 };

    [Theory]
    [InlineData(0, 1.0, "2999.87", "3000.13")]
    [InlineData(4, 1.0, "2999.50", "3000.01")]
    [InlineData(-10, 1.0, "2999.99", "3001.05")]
    [InlineData(4, 0.05, "2999.85", "3000.11")]
    [InlineData(-10, 0.05, "2999.91", "3000.18")]
    public void Glft_leans_against_the_position_and_joins_the_touch_at_best(
        int layers, double skewScale, string bid, string ask)
    {
        var decision = QuotePipeline.Decide(Glft(layers) with
        {
            Glft = ClosedForm with { SkewScale = skewScale },
        });

        decision.Reasons.Fallback.ShouldBeNull();
        Eth.Prices(decision.Bids)[0].ShouldBe(decimal.Parse(bid));
        Eth.Prices(decision.Asks)[0].ShouldBe(decimal.Parse(ask));
    }

    [Fact]
    public void Where_the_closed_form_is_not_good_the_exact_solution_prices()
    {
        var decision = QuotePipeline.Decide(Glft(0));

        decision.Reasons.Terms.BidDistance.ShouldBe(0.137374996744m, 1e-9m);
        Eth.Prices(decision.Bids)[0].ShouldBe(2999.86m);
        Eth.Prices(decision.Asks)[0].ShouldBe(3000.14m);
    }

    [Fact]
    public void Layers_behind_the_first_follow_the_gaps_of_the_grid()
    {
        var glft = QuotePipeline.Decide(Glft(0));
        var grid = QuotePipeline.Decide(Glft(0) with { Strategy = GridStrategy.Instance });

        Gaps(glft).ShouldBe(Gaps(grid));
    }

    [Fact]
    public void Avellaneda_stoikov_quotes_by_horizon_and_risk_aversion()
    {
        var inputs = Inputs(0, volatility: 25, new Intensity(1, 0.015)) with
        {
            Strategy = AvellanedaStoikovStrategy.Instance,
        };
        var held = inputs with { Position = new Position(5 * inputs.Shape.LayerQuantity.Lots) };

        var flat = QuotePipeline.Decide(inputs);
        var leaning = QuotePipeline.Decide(held);

        (Eth.Prices(flat.Bids)[0], Eth.Prices(flat.Asks)[0]).ShouldBe((2999.30m, 3000.70m));
        leaning.Reasons.Terms.Reservation.ShouldBe(2999.625m, 1e-9m);
        (Eth.Prices(leaning.Bids)[0], Eth.Prices(leaning.Asks)[0]).ShouldBe((2998.92m, 3000.33m));
    }

    [Fact]
    public void Widths_and_floors_count_beside_the_model()
    {
        var inputs = Glft(0) with { Glft = ClosedForm };
        var wide = QuotePipeline.Decide(inputs with
        {
            Terms = inputs.Terms with { Bids = new SideTerms(2, 0), Asks = new SideTerms(1, 0.50m) },
        });

        Eth.Prices(wide.Bids)[0].ShouldBe(2999.74m);
        Eth.Prices(wide.Asks)[0].ShouldBe(3000.50m);
        wide.Reasons.Terms.AskShift.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData(null, 1, 0.1)]
    [InlineData(0.0, 1, 0.1)]
    [InlineData(-1.0, 1, 0.1)]
    [InlineData(double.NaN, 1, 0.1)]
    [InlineData(double.PositiveInfinity, 1, 0.1)]
    [InlineData(10.0, double.NaN, 0.1)]
    [InlineData(10.0, 1, 0)]
    [InlineData(10.0, 1, double.NaN)]
    [InlineData(10.0, 1, double.PositiveInfinity)]
    [InlineData(1e300, 1, 0.1)]
    public void What_is_no_number_quotes_the_grid_and_names_the_reason(double? volatility, double level, double decay)
    {
        foreach (var kind in (StrategyKind[])[StrategyKind.AvellanedaStoikov, StrategyKind.Glft])
        {
            if (kind == StrategyKind.AvellanedaStoikov && double.IsNaN(level))
            {
                continue; // it has no use for the level
            }

            var strategy = QuotingStrategies.Of(kind);
            var inputs = Inputs(0, volatility, new Intensity(level, decay)) with { Strategy = strategy };
            var decision = QuotePipeline.Decide(inputs);

            decision.Reasons.Fallback.ShouldNotBeNullOrEmpty();
            decision.Bids.ShouldBe(QuotePipeline.Decide(inputs with { Strategy = GridStrategy.Instance }).Bids);
        }
    }

    [Fact]
    public void A_side_without_a_measured_intensity_quotes_the_grid_and_names_the_reason()
    {
        var inputs = Glft(0);
        var decision = QuotePipeline.Decide(inputs with
        {
            Terms = inputs.Terms with { AskFills = IntensityEstimate.Refused(IntensityRefusal.TooOld) },
        });

        decision.Reasons.Fallback.ShouldBe("no fill intensity of asks: TooOld");
    }

    [Fact]
    public void Negating_the_position_and_swapping_the_sides_mirrors_the_quotes() => Seeded.ForAll(
        from lots in Gen.Choose(-300, 300)
        from volatility in Gen.Choose(1, 300)
        from bidDecay in Gen.Choose(1, 300)
        from askDecay in Gen.Choose(1, 300)
        from isGlft in Gen.Elements(true, false)
        select (lots, volatility, bidDecay, askDecay, isGlft),
        given =>
        {
            var (lots, volatility, bidDecay, askDecay, isGlft) = given;
            var inputs = Inputs(0, volatility / 10.0, new Intensity(1, bidDecay / 1000.0)) with
            {
                Strategy = isGlft ? GlftStrategy.Instance : AvellanedaStoikovStrategy.Instance,
                Position = new Position(lots),
            };
            inputs = inputs with
            {
                Terms = inputs.Terms with { AskFills = Measured(new Intensity(1, askDecay / 1000.0)) },
            };
            var mirrored = inputs with
            {
                Position = new Position(-lots),
                Terms = inputs.Terms with { BidFills = inputs.Terms.AskFills, AskFills = inputs.Terms.BidFills },
            };

            var (decision, mirror) = (QuotePipeline.Decide(inputs), QuotePipeline.Decide(mirrored));

            mirror.Asks.Select(quote => 600_000 - quote.Price.Ticks)
                .ShouldBe(decision.Bids.Select(quote => quote.Price.Ticks));
            mirror.Bids.Select(quote => 600_000 - quote.Price.Ticks)
                .ShouldBe(decision.Asks.Select(quote => quote.Price.Ticks));
        });

    private static QuoteInputs Glft(int layers) =>
        Inputs(layers, volatility: 10, new Intensity(1, 0.1)) with { Strategy = GlftStrategy.Instance };

    /// <summary>A wide limit and no least spread, so that nothing but the model speaks.</summary>
    private static QuoteInputs Inputs(int layers, double? volatility, Intensity fills)
    {
        var grid = Eth.Grid with { MinSpread = 0 };
        return Eth.Inputs() with
        {
            Grid = grid,
            Shape = GridShape.Create(grid, Eth.Instrument),
            Risk = Eth.Risk with { NetMax = 3 },
            Position = new Position(layers * 7),
            Terms = new MarketTerms
            {
                Volatility = volatility,
                BidFills = Measured(fills),
                AskFills = Measured(fills),
            },
        };
    }

    private static IntensityEstimate Measured(Intensity intensity) => new(intensity, 0.1, 0.1, IntensityRefusal.None);

    private static long[] Gaps(QuoteDecision decision) =>
        [.. decision.Bids.Zip(decision.Bids.Skip(1)).Select(pair => pair.First.Price - pair.Second.Price)];
}
