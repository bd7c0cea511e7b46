using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Pricing;

/// <summary>
/// What holds for every model, market and inventory: negating the inventory mirrors the quotes, a longer one never
/// raises them, and what is no parameter never becomes a quote.
/// </summary>
public class PricingProperties
{
    private const int Bound = 40;

    private static readonly double[] Nasty =
    [
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, -1, double.Epsilon, 1e-300, 1e-20,
        1, 1e20, 1e300, double.MaxValue,
    ];

    private static readonly Gen<MarketEstimate> Markets =
        from sigma in Between(-2, 2)
        from level in Between(-3, 1)
        from decay in Between(-3, 0.5)
        select new MarketEstimate { Volatility = sigma, FillLevel = level, FillDecay = decay };

    private static readonly Gen<GlftSettings> Settings =
        from gamma in Between(-3, 0)
        from xi in Gen.OneOf(Between(-4, 0).Select(xi => (double?)xi), Gen.Elements<double?>(null, 0))
        from skewScale in Gen.Choose(0, 20)
        select new GlftSettings
        {
            RiskAversion = gamma,
            FillRiskAversion = xi,
            SkewScale = skewScale / 20.0,
            InventoryBound = Bound,
        };

    private static readonly Gen<Model> Models =
        from market in Markets
        from settings in Settings
        from which in Gen.Choose(0, 3)
        select ModelOf(which, market, settings);

    /// <summary>In hundredths of an order, so that whole orders and the bound itself come up.</summary>
    private static readonly Gen<double> Inventories = Gen.OneOf(
        Gen.Choose(-Bound * 100, Bound * 100).Select(hundredths => hundredths / 100.0),
        Gen.Choose(-Bound, Bound).Select(orders => (double)orders));

    private static readonly Gen<decimal> FairPrices = Gen.Choose(1, 2_000_000).Select(halves => halves / 2m);

    [Fact]
    public void Negating_the_inventory_mirrors_the_quotes_to_the_tick() =>
        Seeded.ForAll(Models.Zip(Inventories.Zip(FairPrices)), drawn =>
        {
            var (model, (inventory, fair)) = drawn;
            var (quotes, mirrored) = (Quotes(inventory), Quotes(-inventory));

            mirrored.Refusal.ShouldBe(quotes.Refusal);
            if (quotes.TryGet(out var here, out _))
            {
                (mirrored.Given().Bid, mirrored.Given().Ask).ShouldBe((Reflect(here.Ask), Reflect(here.Bid)));
            }

            Modeled<QuoteTicks> Quotes(double q) => model.At(q).Then(distances => distances.Around(fair));

            long? Reflect(long? ticks) => (long)(2 * fair) - ticks;
        });

    [Fact]
    public void A_longer_inventory_never_raises_a_quote() =>
        Seeded.ForAll(Models.Zip(Inventories.Zip(Inventories)), drawn =>
        {
            var (model, (one, other)) = drawn;
            if (model.At(Math.Min(one, other)).TryGet(out var less, out _)
                && model.At(Math.Max(one, other)).TryGet(out var more, out _))
            {
                // No bid counts as infinitely far below, no ask as infinitely far above.
                Slack(more.Bid).ShouldBeGreaterThanOrEqualTo(Below(less.Bid));
                Slack(less.Ask).ShouldBeGreaterThanOrEqualTo(Below(more.Ask));
            }

            static double Below(double? distance) => distance ?? double.PositiveInfinity;

            static double Slack(double? distance) => distance is { } d ? d + (1e-9 * (1 + Math.Abs(d))) : Below(null);
        });

    [Fact]
    public void Quotes_never_cross_and_never_improve_the_touch() =>
        Seeded.ForAll(Models.Zip(Inventories.Zip(FairPrices.Zip(Gen.Choose(1, 50)))), drawn =>
        {
            var (model, (inventory, (fair, spread))) = drawn;
            var (bestBid, bestAsk) = (new Price((long)decimal.Ceiling(fair)), new Price((long)fair + 1 + spread));
            var quotes = model.At(inventory)
                .Then(distances => distances.Around(fair))
                .Then(ticks => ticks.Join(bestBid, bestAsk));

            if (quotes.TryGet(out var joined, out _))
            {
                (joined.Bid ?? bestBid.Ticks).ShouldBeLessThanOrEqualTo(bestBid.Ticks);
                (joined.Ask ?? bestAsk.Ticks).ShouldBeGreaterThanOrEqualTo(bestAsk.Ticks);
                (joined.Bid >= joined.Ask).ShouldBeFalse();
            }
        });

    [Fact]
    public void Layers_run_strictly_outwards_on_their_spacing_and_mirror() =>
        Seeded.ForAll(Models.Zip(Inventories.Zip(Gen.Choose(1, 500).Zip(Gen.Choose(1, 40)))), drawn =>
        {
            var (model, (inventory, (spacing, layers))) = drawn;
            var fair = 10_000m * spacing; // reflecting about a price of the grid
            if (!Ladder(inventory).TryGet(out var ladder, out _))
            {
                return;
            }

            ladder.Bids.Concat(ladder.Asks).ShouldAllBe(price => price % spacing == 0);
            ladder.Bids.ShouldBe(ladder.Bids.Distinct().OrderDescending());
            ladder.Asks.ShouldBe(ladder.Asks.Distinct().Order());
            (ladder.Bids.IsEmpty || ladder.Asks.IsEmpty || ladder.Bids[0] < ladder.Asks[0]).ShouldBeTrue();
            Ladder(-inventory).Given().Asks.ShouldBe(ladder.Bids.Select(price => (long)(2 * fair) - price));

            Modeled<TickLadder> Ladder(double q) => model.At(q)
                .Then(distances => distances.Around(fair))
                .Then(first => TickLadder.BySpacing(first, spacing, layers));
        });

    [Fact]
    public void The_table_solves_the_equation_it_stands_for() =>
        Seeded.ForAll(Markets.Zip(Settings), drawn =>
        {
            var (market, settings) = (drawn.Item1, drawn.Item2 with { SkewScale = 1, InventoryBound = 8 });
            var made = ExactGlft.Create(market, settings);
            if (!made.TryGet(out var table, out var refusal))
            {
                refusal.ShouldBe(ModelRefusal.OutOfRange);
                return;
            }

            // αq²·f(q) − η·(f(q−1) + f(q+1)) = λ·f(q) for one λ; the vector is positive, so λ is the smallest one.
            var (alpha, eta) = (table.Coefficients.Alpha, table.Coefficients.Eta);
            var lambda = Lambda(0);
            for (var q = -7; q <= 7; q++)
            {
                Lambda(q).ShouldBe(lambda, 1e-8 * (eta + (alpha * q * q) + Math.Abs(lambda)));
            }

            double Lambda(int q) => (alpha * q * q) - (eta * (Ratio(q - 1) + (1 / Ratio(q))));

            double Ratio(int q) =>
                Math.Exp(market.FillDecay * (table.At(q).Given().Bid!.Value - table.Coefficients.C1));
        });

    [Fact]
    public void Where_the_closed_form_is_called_good_the_exact_one_is_near() =>
        Seeded.ForAll(Markets.Zip(Settings.Zip(Between(-3, -1.302))), drawn =>
        {
            var (some, (anySettings, ratio)) = drawn;
            var settings = anySettings with { SkewScale = 1 };
            var unit = GlftCoefficients.Of(some with { Volatility = 1 }, settings).Given();
            var market = some with { Volatility = Math.Sqrt(ratio * unit.Eta / unit.Alpha) };
            var (closed, exact) = (Glft.Price(market, settings).Given(), ExactGlft.Create(market, settings).Given());

            exact.Coefficients.IsClosedFormGood(settings).ShouldBeTrue();
            for (var q = -10; q <= 10; q++)
            {
                var apart = Math.Abs(closed.At(q).Given().Bid!.Value - exact.At(q).Given().Bid!.Value);
                (apart * market.FillDecay).ShouldBeLessThan(Math.Abs(q) <= 5 ? 0.03 : 0.31);
            }
        });

    [Fact]
    public void What_is_no_parameter_never_becomes_a_quote()
    {
        var any = Gen.Elements(Nasty);
        var markets =
            from sigma in any
            from level in any
            from decay in any
            select new MarketEstimate { Volatility = sigma, FillLevel = level, FillDecay = decay };
        var settings =
            from gamma in any
            from xi in any
            from scale in any
            select new GlftSettings { RiskAversion = gamma, FillRiskAversion = xi, SkewScale = scale };
        Seeded.ForAll(markets.Zip(settings.Zip(any.Zip(Gen.Choose(0, 3)))), times: 5000, holds: drawn =>
        {
            var (market, (glft, (inventory, which))) = drawn;
            var distances = ModelOf(which, market, glft).At(inventory);
            var usesLevel = which is 0 or 1;
            var isUsable = IsPositive(market.Volatility) && IsPositive(market.FillDecay) && double.IsFinite(inventory)
                && IsPositive(glft.RiskAversion) && (!usesLevel || IsPositive(market.FillLevel));

            (isUsable || distances.Refusal is not null).ShouldBeTrue();
            if (distances.TryGet(out var given, out var refusal))
            {
                (given.Bid is null || double.IsFinite(given.Bid.Value)).ShouldBeTrue();
                (given.Ask is null || double.IsFinite(given.Ask.Value)).ShouldBeTrue();
                given.Around(300_000).Refusal.ShouldBeOneOf(null, ModelRefusal.Crossing);
            }
            else
            {
                refusal.ShouldNotBe(ModelRefusal.NotComputed);
            }
        });

        static bool IsPositive(double value) => double.IsFinite(value) && value > 0;
    }

    private static Gen<double> Between(double leastExponent, double greatestExponent) =>
        Gen.Choose((int)(leastExponent * 1000), (int)(greatestExponent * 1000))
            .Select(thousandths => Math.Pow(10, thousandths / 1000.0));

    private static Model ModelOf(int which, MarketEstimate market, GlftSettings glft)
    {
        var stoikov = new AvellanedaStoikovSettings { RiskAversion = glft.RiskAversion, InventoryBound = Bound };
        var (sigma, k) = (market.Volatility, market.FillDecay);
        return which switch
        {
            0 => new Model("GLFT", q => Glft.Price(market, glft).Then(priced => priced.At(q))),
            1 => new Model("exact GLFT", q => ExactGlft.Create(market, glft).Then(table => table.At(q))),
            2 => new Model(
                "rolling horizon",
                q => AvellanedaStoikov.RollingHorizon(sigma, k, stoikov).Then(priced => priced.At(q))),
            _ => new Model("no horizon", q => AvellanedaStoikov.InfiniteHorizon(q, sigma, k, stoikov)),
        };
    }

    private sealed record Model(string Name, Func<double, Modeled<QuoteDistances>> At);
}
