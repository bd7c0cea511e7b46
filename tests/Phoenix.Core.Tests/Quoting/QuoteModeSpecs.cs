using Phoenix.Core.Quoting;

namespace Phoenix.Core.Tests.Quoting;

public class QuoteModeSpecs
{
    [Theory]
    [InlineData(QuoteMode.Normal, "0.80", QuoteMode.Normal)]
    [InlineData(QuoteMode.Normal, "0.801", QuoteMode.ReduceOnly)]
    [InlineData(QuoteMode.Normal, "-0.801", QuoteMode.ReduceOnly)]
    [InlineData(QuoteMode.ReduceOnly, "0.75", QuoteMode.ReduceOnly)]
    [InlineData(QuoteMode.ReduceOnly, "0.749", QuoteMode.Normal)]
    [InlineData(QuoteMode.ReduceOnly, "-0.749", QuoteMode.Normal)]
    [InlineData(QuoteMode.Normal, "0.77", QuoteMode.Normal)]
    public void The_mode_changes_with_hysteresis(QuoteMode mode, string ratio, QuoteMode next) =>
        QuoteModes.Next(mode, decimal.Parse(ratio), Eth.Risk).ShouldBe(next);
}
