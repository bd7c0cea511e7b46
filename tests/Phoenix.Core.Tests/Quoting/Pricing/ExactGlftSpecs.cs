using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Pricing;

/// <summary>The table against published numbers and against plain power iteration on the matrix itself.</summary>
public class ExactGlftSpecs
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData(0.01, 1, 0.1, 2, 20, 0.002, 0.3504938995, 0, 9.9141718004, 9.9087160547)]
    [InlineData(0.01, 1, 0.1, 2, 20, 0.002, 0.3504938995, 1, 10.6798968351, 10.6641122032)]
    [InlineData(0.01, 1, 0.1, 2, 20, 0.002, 0.3504938995, 5, 13.7142795350, 13.6856967974)]
    [InlineData(0.01, 0.9, 0.3, 1, 10, 0.0015, 0.3256783558, 0, 3.3937585406, 3.3920920032)]
    [InlineData(0.01, 0.9, 0.3, 1, 10, 0.0015, 0.3256783558, 5, 4.5420046172, 4.5231892120)]
    [InlineData(0.05, 1, 0.1, 10, 10, 0.25, 0.2962962963, 0, 13.7374996744, 12.7020954299)]
    [InlineData(0.05, 1, 0.1, 10, 10, 0.25, 0.2962962963, 5, 42.6062096945, 58.6300281067)]
    public void The_exact_distances_come_out_and_the_approximate_ones_beside_them(
        double gamma,
        double a,
        double k,
        double sigma,
        int bound,
        double alpha,
        double eta,
        int inventory,
        double exact,
        double approximate)
    {
        var settings = new GlftSettings { RiskAversion = gamma, InventoryBound = bound };
        var market = Estimate(a, k, sigma);
        var table = ExactGlft.Create(market, settings).Given();

        table.Coefficients.Alpha.ShouldBe(alpha, Tolerance);
        table.Coefficients.Eta.ShouldBe(eta, Tolerance);
        table.At(inventory).Given().Bid!.Value.ShouldBe(exact, Tolerance);
        table.At(-inventory).Given().Ask!.Value.ShouldBe(exact, Tolerance);
        Glft.Price(market, settings).Given().At(inventory).Given().Bid!.Value.ShouldBe(approximate, Tolerance);
    }

    [Theory]
    [InlineData(0.01, 2, 20)]
    [InlineData(0.05, 10, 10)]
    [InlineData(0.05, 40, 8)]
    [InlineData(0.001, 0.01, 3)]
    [InlineData(0.05, 10, 1)]
    public void Plain_power_iteration_finds_the_same_vector(double gamma, double sigma, int bound)
    {
        var table = ExactGlft.Create(
            Estimate(1, 0.1, sigma), new GlftSettings { RiskAversion = gamma, InventoryBound = bound }).Given();
        var f = PowerIteration(table.Coefficients.Alpha, table.Coefficients.Eta, bound);

        for (var q = -bound; q < bound; q++)
        {
            var expected = table.Coefficients.C1 + (Math.Log(f[q + bound] / f[q + 1 + bound]) / 0.1);
            table.At(q).Given().Bid!.Value.ShouldBe(expected, 1e-7);
        }
    }

    [Fact]
    public void At_the_bound_only_the_reducing_side_is_quoted_and_beyond_it_none()
    {
        var table = ExactGlft.Create(Estimate(1, 0.1, 2), new GlftSettings { InventoryBound = 3 }).Given();

        table.Bound.ShouldBe(3);
        table.At(2).Given().Bid.ShouldNotBeNull();
        table.At(2.001).Given().Bid.ShouldBeNull();
        table.At(3).Given().Ask.ShouldNotBeNull();
        table.At(-3).Given().Ask.ShouldBeNull();
        table.At(3.001).Refusal.ShouldBe(ModelRefusal.BeyondBound);
        table.At(double.NaN).Refusal.ShouldBe(ModelRefusal.Inventory);
        table.At(double.NegativeInfinity).Refusal.ShouldBe(ModelRefusal.Inventory);
    }

    [Fact]
    public void Between_two_orders_the_distance_lies_on_the_straight_line()
    {
        var table = ExactGlft.Create(Estimate(1, 0.1, 2), new GlftSettings()).Given();
        var (one, two) = (table.At(1).Given().Bid!.Value, table.At(2).Given().Bid!.Value);

        table.At(1.25).Given().Bid!.Value.ShouldBe(one + (0.25 * (two - one)), 1e-12);
        table.At(-1.25).Given().Ask!.Value.ShouldBe(one + (0.25 * (two - one)), 1e-12);
    }

    [Fact]
    public void Scales_apply_as_in_the_closed_form()
    {
        var market = Estimate(1, 0.1, 2);
        var plain = ExactGlft.Create(market, new GlftSettings()).Given();
        var scaled = ExactGlft.Create(market, new GlftSettings { SpreadScale = 2, SkewScale = 0.05 }).Given();
        var (flat, long5) = (plain.At(0).Given().Bid!.Value, plain.At(5).Given().Bid!.Value);

        scaled.At(0).Given().Bid!.Value.ShouldBe(2 * flat, Tolerance);
        scaled.At(5).Given().Bid!.Value.ShouldBe((2 * flat) + (0.05 * (long5 - flat)), Tolerance);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    [InlineData(-1)]
    public void Bounds_that_are_not_solved_for_are_refused(int bound) =>
        ExactGlft.Create(Estimate(1, 0.1, 2), new GlftSettings { InventoryBound = bound }).Refusal
            .ShouldBe(ModelRefusal.InventoryBound);

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void The_least_and_the_greatest_bound_are_solved_for(int bound) =>
        ExactGlft.Create(Estimate(1, 0.1, 2), new GlftSettings { InventoryBound = bound }).Given().Bound
            .ShouldBe(bound);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Too_few_sweeps_are_a_named_refusal(int sweeps) =>
        ExactGlft.Create(Estimate(1, 0.1, 2), new GlftSettings { MaxSweeps = sweeps }).Refusal
            .ShouldBe(ModelRefusal.NotConverged);

    [Fact]
    public void Forty_sweeps_are_enough_for_any_bound_and_ratio()
    {
        for (var bound = 1; bound <= ExactGlft.MaxBound; bound++)
        {
            for (var exponent = -12.0; exponent <= 5; exponent += 0.25)
            {
                var market = WithRatio(Math.Pow(10, exponent));
                var settings = new GlftSettings { InventoryBound = bound, MaxSweeps = 40 };
                ExactGlft.Create(market, settings).Refusal.ShouldBeNull($"bound {bound}, ratio 1e{exponent}");
            }
        }
    }

    [Fact]
    public void A_vector_that_leaves_the_numbers_is_a_named_refusal()
    {
        var settings = new GlftSettings { InventoryBound = 40 };

        ExactGlft.Create(WithRatio(1e7), settings).Refusal.ShouldBe(ModelRefusal.OutOfRange);
        ExactGlft.Create(WithRatio(1e300), settings with { InventoryBound = 2 }).Refusal
            .ShouldBe(ModelRefusal.OutOfRange);
    }

    private static MarketEstimate Estimate(double a, double k, double sigma) =>
        new() { Volatility = sigma, FillLevel = a, FillDecay = k };

    /// <summary>The volatility at which α is so many times η, at the default risk aversion.</summary>
    private static MarketEstimate WithRatio(double ratio)
    {
        var unit = GlftCoefficients.Of(Estimate(1, 0.1, 1), new GlftSettings()).Given();
        return Estimate(1, 0.1, Math.Sqrt(ratio * unit.Eta / unit.Alpha));
    }

    /// <summary>On (αQ² + 2η)·I − M, whose greatest eigenvalue belongs to the smallest one of M.</summary>
    private static double[] PowerIteration(double alpha, double eta, int bound)
    {
        var (size, f) = ((2 * bound) + 1, new double[(2 * bound) + 1]);
        Array.Fill(f, 1);
        for (var (sweep, moved) = (0, 1.0); moved > 1e-14 && sweep < 100_000; sweep++)
        {
            var next = new double[size];
            for (var i = 0; i < size; i++)
            {
                var q = i - bound;
                var neighbours = (i > 0 ? f[i - 1] : 0) + (i < size - 1 ? f[i + 1] : 0);
                next[i] = (((alpha * ((bound * bound) - (q * q))) + (2 * eta)) * f[i]) + (eta * neighbours);
            }

            var scale = next[bound];
            moved = Enumerable.Range(0, size).Max(i => Math.Abs((next[i] / scale / f[i]) - 1));
            f = [.. next.Select(component => component / scale)];
        }

        return f;
    }
}
