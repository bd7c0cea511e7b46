using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>A duration has a number and a unit.</summary>
public sealed class DurationTextSpecs
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("1.5s", 1_500)]
    [InlineData("0s", 0)]
    [InlineData("30 m", 1_800_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("-1s", -1_000)]
    public void A_number_with_its_unit_is_understood(string text, long milliseconds)
    {
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("s")]
    [InlineData("3 parsecs")]
    [InlineData("1e3s")]
    [InlineData("3,5s")]
    [InlineData("999999999999999999h")]
    public void Anything_else_is_not(string text) => DurationText.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(250, "250ms")]
    [InlineData(1_500, "1500ms")]
    [InlineData(30_000, "30s")]
    [InlineData(60_000, "1m")]
    [InlineData(7_200_000, "2h")]
    public void It_is_written_so_that_it_can_be_read_back(long milliseconds, string text)
    {
        DurationText.Format(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);
        DurationText.TryParse(text, out var duration).ShouldBeTrue();
        duration.TotalMilliseconds.ShouldBe(milliseconds);
    }
}
