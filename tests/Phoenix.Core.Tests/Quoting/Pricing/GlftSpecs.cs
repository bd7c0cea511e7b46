using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Pricing;

public class GlftSpecs
{
    private const double Tolerance = 1e-10;

    /// <summary>The first set: γ = 0.05, A = 1, k = 0.1, σ = 10.</summary>
    private static readonly MarketEstimate Market = Estimate(1, 0.10, 10);

    [Theory]
    [InlineData(0.05, 1.0, 0.10, 10, 8.1093021622, 0.9185586535, 12.7020954299, 9.1855865354)]
    [InlineData(0.05, 0.8, 0.05, 10.69, 13.8629436112, 1.5811388301, 22.3141306580, 16.9023740936)]
    [InlineData(0.01, 1.0, 0.10, 10, 9.5310179804, 0.3776980743, 11.4195083518, 3.7769807427)]
    [InlineData(0.05, 1.0, 0.10, 20, 8.1093021622, 0.9185586535, 17.2948886976, 18.3711730709)]
    [InlineData(0.05, 0.6341361595, 0.6357236174, 5, 1.5142150280, 0.4185195213, 2.5605138312, 2.0925976063)]
    public void The_closed_form_comes_out(
        double gamma, double a, double k, double sigma, double c1, double c2, double half, double skew) =>
        Check(new GlftSettings { RiskAversion = gamma }, Estimate(a, k, sigma), c1, c2, half, skew);

    [Fact]
    public void Indifference_to_the_uncertainty_of_fills_is_a_limit_like_any_other()
    {
        var settings = new GlftSettings { FillRiskAversion = 0 };

        Check(settings, Market, 10, 0.8243606354, 14.1218031768, 8.2436063535);
        Check(settings with { FillRiskAversion = 1e-15 }, Market, 10, 0.8243606354, 14.1218031768, 8.2436063535);
    }

    [Theory]
    [InlineData(0, 1, 299_987, 300_013, 299_987, 300_013)]
    [InlineData(4, 1, 299_950, 299_976, 299_950, 300_001)]
    [InlineData(-10, 1, 300_079, 300_105, 299_999, 300_105)]
    [InlineData(4, 0.05, 299_985, 300_011, 299_985, 300_011)]
    [InlineData(-10, 0.05, 299_991, 300_018, 299_991, 300_018)]
    public void Quotes_are_rounded_outwards_and_join_the_touch(
        double inventory, double skewScale, long rawBid, long rawAsk, long bid, long ask)
    {
        var settings = new GlftSettings { SkewScale = skewScale };
        var raw = Glft.Price(Market, settings).Given().At(inventory).Given().Around(300_000).Given();
        var joined = raw.Join(new Price(299_999), new Price(300_001)).Given();

        (raw.Bid, raw.Ask).ShouldBe((rawBid, rawAsk));
        (joined.Bid, joined.Ask).ShouldBe((bid, ask));
    }

    [Fact]
    public void Spread_and_skew_are_scaled_apart()
    {
        var scaled = Glft.Price(Market, new GlftSettings { SpreadScale = 2, SkewScale = 0.05 }).Given();

        scaled.Half.ShouldBe(2 * 12.7020954299, Tolerance);
        scaled.Skew.ShouldBe(0.05 * 9.1855865354, Tolerance);
        Glft.Price(Market, new GlftSettings { SkewScale = 0 }).Given().Skew.ShouldBe(0);
    }

    [Fact]
    public void Counting_in_half_orders_changes_the_unit_and_nothing_else()
    {
        // Risk aversion is per unit of inventory, so it halves with the unit.
        var halves = new GlftSettings { OrderSize = 2, RiskAversion = 0.025 };
        var priced = Glft.Price(Market, halves).Given();
        var exact = ExactGlft.Create(Market, halves).Given().At(6).Given();
        var inOrders = ExactGlft.Create(Market, new GlftSettings()).Given().At(3).Given();

        priced.Half.ShouldBe(12.7020954299, Tolerance);
        priced.Skew.ShouldBe(9.1855865354 / 2, Tolerance);
        exact.Bid!.Value.ShouldBe(inOrders.Bid!.Value, Tolerance);
        exact.Ask!.Value.ShouldBe(inOrders.Ask!.Value, Tolerance);
    }

    [Theory]
    [InlineData(0, 1, 0.1, 0.05, ModelRefusal.Volatility)]
    [InlineData(double.NaN, 1, 0.1, 0.05, ModelRefusal.Volatility)]
    [InlineData(-10, 1, 0.1, 0.05, ModelRefusal.Volatility)]
    [InlineData(10, 0, 0.1, 0.05, ModelRefusal.FillLevel)]
    [InlineData(10, double.PositiveInfinity, 0.1, 0.05, ModelRefusal.FillLevel)]
    [InlineData(10, 1, 0, 0.05, ModelRefusal.FillDecay)]
    [InlineData(10, 1, double.NaN, 0.05, ModelRefusal.FillDecay)]
    [InlineData(10, 1, 0.1, 0, ModelRefusal.RiskAversion)]
    [InlineData(10, 1, 0.1, -1, ModelRefusal.RiskAversion)]
    [InlineData(10, 1, 1e-320, 0.05, ModelRefusal.OutOfRange)]
    [InlineData(1e200, 1, 0.1, 0.05, ModelRefusal.OutOfRange)]
    public void What_is_no_parameter_is_refused_by_name(
        double sigma, double a, double k, double gamma, ModelRefusal refusal)
    {
        var settings = new GlftSettings { RiskAversion = gamma };

        Glft.Price(Estimate(a, k, sigma), settings).Refusal.ShouldBe(refusal);
        ExactGlft.Create(Estimate(a, k, sigma), settings).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void Settings_out_of_range_are_refused_by_name()
    {
        Refusal(new GlftSettings { FillRiskAversion = -1 }).ShouldBe(ModelRefusal.FillRiskAversion);
        Refusal(new GlftSettings { FillRiskAversion = double.NaN }).ShouldBe(ModelRefusal.FillRiskAversion);
        Refusal(new GlftSettings { OrderSize = 0 }).ShouldBe(ModelRefusal.OrderSize);
        Refusal(new GlftSettings { SpreadScale = 0 }).ShouldBe(ModelRefusal.Scale);
        Refusal(new GlftSettings { SkewScale = -0.01 }).ShouldBe(ModelRefusal.Scale);
        Refusal(new GlftSettings { SkewScale = double.NaN }).ShouldBe(ModelRefusal.Scale);

        static ModelRefusal? Refusal(GlftSettings settings) => Glft.Price(Market, settings).Refusal;
    }

    [Theory]
    [InlineData(0.01, 0.10, 2, true)]
    [InlineData(0.05, 0.10, 10, false)]
    [InlineData(0.05, 0.10, 1, true)]
    public void The_closed_form_is_good_while_inventory_hurts_slowly(double gamma, double k, double sigma, bool good)
    {
        var settings = new GlftSettings { RiskAversion = gamma };
        var found = GlftCoefficients.Of(Estimate(1, k, sigma), settings).Given();

        found.IsClosedFormGood(settings).ShouldBe(good);
    }

    [Fact]
    public void The_rule_is_sharp_at_its_limit()
    {
        var found = GlftCoefficients.Of(Market, new GlftSettings()).Given();
        var ratio = found.Alpha / found.Eta;

        found.IsClosedFormGood(new GlftSettings { ClosedFormLimit = ratio * 1.000001 }).ShouldBeTrue();
        found.IsClosedFormGood(new GlftSettings { ClosedFormLimit = ratio * 0.999999 }).ShouldBeFalse();
        found.IsClosedFormGood(new GlftSettings { ClosedFormLimit = double.NaN }).ShouldBeFalse();
    }

    private static MarketEstimate Estimate(double a, double k, double sigma) =>
        new() { Volatility = sigma, FillLevel = a, FillDecay = k };

    private static void Check(
        GlftSettings settings, MarketEstimate market, double c1, double c2, double half, double skew)
    {
        var found = GlftCoefficients.Of(market, settings).Given();
        var priced = Glft.Price(market, settings).Given();

        found.C1.ShouldBe(c1, Tolerance);
        found.C2.ShouldBe(c2, Tolerance);
        (found.Half, found.Skew).ShouldBe((priced.Half, priced.Skew));
        priced.Half.ShouldBe(half, Tolerance);
        priced.Skew.ShouldBe(skew, Tolerance);
    }
}
