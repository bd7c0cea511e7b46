using FsCheck.Fluent;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>The line through the logarithms of the rates, and when it is believed.</summary>
public class IntensityRegressionSpecs
{
    private static readonly IntensitySettings Settings = new();

    /// <summary>Steps of 60 s that went beyond 0.5, 1.5, … 5.5 ticks.</summary>
    private static readonly long[] Counts = [27, 15, 8, 4, 1, 1];

    [Fact]
    public void Distances_that_were_reached_three_times_are_fitted()
    {
        var fit = IntensityRegression.Fit(Counts, 0.5, 60, 3);
        fit.Points.ShouldBe(4);
        fit.Intensity.A.ShouldBe(0.6341361595, 1e-10);
        fit.Intensity.K.ShouldBe(0.6357236174, 1e-10);
        fit.RSquared.ShouldBe(0.9986146294, 1e-10);
        fit.Judge(Settings).ShouldBe(IntensityRefusal.None);
    }

    [Fact]
    public void All_six_distances_give_another_line()
    {
        var fit = IntensityRegression.Fit(Counts, 0.5, 60, 1);
        fit.Points.ShouldBe(6);
        fit.Intensity.A.ShouldBe(0.7062371639, 1e-10);
        fit.Intensity.K.ShouldBe(0.7227566318, 1e-10);
        fit.RSquared.ShouldBe(0.9626446491, 1e-10);
    }

    [Fact]
    public void Counting_in_half_ticks_but_fitting_in_ticks_would_halve_the_decay() =>
        IntensityRegression.Fit([27, 27, 15, 15, 8, 8, 4, 4, 1, 1, 1, 1], 0.5, 60, 1).Intensity.K
            .ShouldBe(0.3537969526, 1e-10);

    [Fact]
    public void Exact_rates_give_their_parameters_back()
    {
        double[] distances = [0, 1, 2, 3, 4];
        var fit = IntensityRegression.Fit(distances, distances.Select(j => 0.9 * Math.Exp(-0.12 * j)).ToArray());
        fit.Intensity.A.ShouldBe(0.9, 1e-12);
        fit.Intensity.K.ShouldBe(0.12, 1e-12);
        fit.RSquared.ShouldBe(1, 1e-12);
        fit.LnKError.ShouldBe(0, 1e-6);
    }

    [Fact]
    public void Whole_distances_shift_the_level_and_keep_the_decay()
    {
        var (half, whole) = (IntensityRegression.Fit(Counts, 0.5, 60, 3), IntensityRegression.Fit(Counts, 0, 60, 3));
        whole.Intensity.K.ShouldBe(half.Intensity.K, 1e-12);
        whole.Intensity.A.ShouldBe(half.Intensity.At(0.5), 1e-12);
    }

    [Fact]
    public void No_error_is_less_than_that_of_as_many_arrivals()
    {
        var fit = IntensityRegression.Fit([1000, 100, 10], 0.5, 60, 1);
        fit.RSquared.ShouldBe(1, 1e-12);
        fit.LnKError.ShouldBe(1 / Math.Sqrt(1000), 1e-12);
        fit.LnAError.ShouldBe(1 / Math.Sqrt(1000), 1e-12);
    }

    [Fact]
    public void The_errors_are_those_of_least_squares()
    {
        double[] distances = [0, 1, 2, 3];
        var fit = IntensityRegression.Fit(distances, new[] { 1.0, -1.2, -1.8, -3 }.Select(Math.Exp).ToArray());

        // By hand: slope −1.26, intercept 0.64, residuals 0.36, −0.58, 0.08, 0.14; s² = 0.492/2, Sxx = 5.
        fit.Intensity.K.ShouldBe(1.26, 1e-12);
        Math.Log(fit.Intensity.A).ShouldBe(0.64, 1e-12);
        (fit.LnKError * 1.26).ShouldBe(Math.Sqrt(0.492 / 2 / 5), 1e-12);
        fit.LnAError.ShouldBe(Math.Sqrt(0.492 / 2 * (0.25 + (2.25 / 5))), 1e-12);
    }

    [Theory]
    [InlineData(4, 0.80, 1e-4, 1e-4, IntensityRefusal.None)]
    [InlineData(4, 0.80, 100, 10, IntensityRefusal.None)]
    [InlineData(3, 0.99, 1, 1, IntensityRefusal.TooFewPoints)]
    [InlineData(4, 0.7999, 1, 1, IntensityRefusal.PoorFit)]
    [InlineData(4, double.NaN, 1, 1, IntensityRefusal.PoorFit)]
    [InlineData(4, 0.99, 1, 0.99e-4, IntensityRefusal.DecayOutOfRange)]
    [InlineData(4, 0.99, 1, 10.01, IntensityRefusal.DecayOutOfRange)]
    [InlineData(4, 0.99, 1, -1, IntensityRefusal.DecayOutOfRange)]
    [InlineData(4, 0.99, 0.99e-4, 1, IntensityRefusal.LevelOutOfRange)]
    [InlineData(4, 0.99, 100.1, 1, IntensityRefusal.LevelOutOfRange)]
    public void A_fit_is_believed_within_its_ranges(
        int points, double rSquared, double level, double decay, IntensityRefusal refusal) =>
        new IntensityFit(new Intensity(level, decay), rSquared, points, 0, 0).Judge(Settings).ShouldBe(refusal);

    [Fact]
    public void Rates_that_do_not_fall_are_refused() =>
        IntensityRegression.Fit([9, 9, 9, 9], 0.5, 60, 3).Judge(Settings).ShouldBe(IntensityRefusal.DecayOutOfRange);

    [Fact]
    public void No_arrivals_are_too_few() =>
        IntensityRegression.Fit([0, 0, 0, 0], 0.5, 60, 3).Judge(Settings).ShouldBe(IntensityRefusal.TooFewPoints);

    [Fact]
    public void A_rate_that_is_no_positive_number_spoils_the_fit_and_never_passes() =>
        Seeded.ForAll(
            from bad in Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.5)
            from at in Gen.Choose(0, 4)
            select (bad, at),
            pair =>
            {
                double[] rates = [0.9, 0.8, 0.7, 0.6, 0.5];
                rates[pair.at] = pair.bad;
                IntensityRegression.Fit([0, 1, 2, 3, 4], rates).Judge(Settings).ShouldNotBe(IntensityRefusal.None);
            });

    [Fact]
    public void What_is_no_positive_number_is_always_refused() =>
        Seeded.ForAll(
            from bad in Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.5)
            from good in Gen.Choose(1, 900).Select(value => value / 100.0)
            from isLevel in Gen.Elements(true, false)
            select isLevel ? new Intensity(bad, good) : new Intensity(good, bad),
            intensity => new IntensityFit(intensity, 1, 10, 0, 0).Judge(Settings).ShouldBeOneOf(
                IntensityRefusal.DecayOutOfRange, IntensityRefusal.LevelOutOfRange));
}
