using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Quoting.Modes;

public class QuoteModeSpecs
{
    private const double Calm = 0.004;
    private const double Lively = 0.011;
    private const double Wild = 0.013;

    [Theory]
    [InlineData(QuoteMode.Normal, "0.50", Calm, QuoteMode.Normal)]
    [InlineData(QuoteMode.Normal, "0.501", Calm, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Normal, "-0.501", Calm, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Pinning, "0.45", Calm, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Pinning, "-0.449", Calm, QuoteMode.Normal)]
    [InlineData(QuoteMode.Pinning, "0.699", Calm, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Pinning, "0.70", Calm, QuoteMode.Grinding)]
    [InlineData(QuoteMode.Normal, "0.75", Calm, QuoteMode.Grinding)]
    [InlineData(QuoteMode.Grinding, "0.65", Calm, QuoteMode.Grinding)]
    [InlineData(QuoteMode.Grinding, "0.649", Calm, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, "0.80", Calm, QuoteMode.Grinding)]
    [InlineData(QuoteMode.Grinding, "0.801", Calm, QuoteMode.ReduceOnly)]
    [InlineData(QuoteMode.Normal, "-0.801", Calm, QuoteMode.ReduceOnly)]
    [InlineData(QuoteMode.ReduceOnly, "0.75", Calm, QuoteMode.ReduceOnly)]
    [InlineData(QuoteMode.ReduceOnly, "0.749", Calm, QuoteMode.Grinding)]
    [InlineData(QuoteMode.ReduceOnly, "0.749", Wild, QuoteMode.Pinning)]
    [InlineData(QuoteMode.ReduceOnly, "0.10", Calm, QuoteMode.Normal)]
    public void The_mode_changes_with_hysteresis(QuoteMode mode, string ratio, double volatility, QuoteMode next) =>
        QuoteModes.Next(mode, decimal.Parse(ratio), volatility, Eth.Risk, new ModeSettings()).ShouldBe(next);

    [Theory]
    [InlineData(QuoteMode.Pinning, Lively, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, Lively, QuoteMode.Grinding)]
    [InlineData(QuoteMode.Grinding, 0.012, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, Wild, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Pinning, null, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, null, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, double.NaN, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, -0.001, QuoteMode.Pinning)]
    [InlineData(QuoteMode.Grinding, double.PositiveInfinity, QuoteMode.Pinning)]
    public void Grinding_wants_a_market_that_is_known_to_be_calm(QuoteMode mode, double? volatility, QuoteMode next) =>
        QuoteModes.Next(mode, 0.72m, volatility, Eth.Risk, new ModeSettings()).ShouldBe(next);
}
