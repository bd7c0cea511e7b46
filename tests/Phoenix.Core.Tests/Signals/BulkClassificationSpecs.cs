using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>Who traded, from the price change of a bar alone.</summary>
public class BulkClassificationSpecs
{
    [Theory]
    [InlineData(1.5, 0.77337265, 0.5467452953)]
    [InlineData(-3.0, 0.0668072013, 0.8663855975)]
    [InlineData(0.0, 0.5, 0.0)]
    [InlineData(100.0, 1.0, 1.0)]
    [InlineData(-100.0, 0.0, 1.0)]
    public void The_share_bought_is_normal_in_the_change(double change, double share, double imbalance)
    {
        BulkClassification.BuyShare(change, 2)!.Value.ShouldBe(share, 5e-9);
        BulkClassification.Imbalance(change, 2)!.Value.ShouldBe(imbalance, 1e-10);
    }

    [Fact]
    public void The_series_is_as_exact_as_the_table_of_the_normal_distribution()
    {
        (100 * BulkClassification.BuyShare(1.5, 2)!.Value).ShouldBe(77.337265, 1e-6);
        BulkClassification.BuyShare(1.959963984540054, 1)!.Value.ShouldBe(0.975, 1e-15);
        BulkClassification.BuyShare(-8.4, 1)!.Value.ShouldBeInRange(0, 1e-15);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, -1)]
    [InlineData(1, double.NaN)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Without_a_deviation_or_a_change_nothing_is_guessed(double change, double deviation)
    {
        BulkClassification.BuyShare(change, deviation).ShouldBeNull();
        BulkClassification.Imbalance(change, deviation).ShouldBeNull();
    }
}
