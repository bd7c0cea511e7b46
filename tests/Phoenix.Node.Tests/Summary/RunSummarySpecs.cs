using Phoenix.Node.Summary;

namespace Phoenix.Node.Tests.Summary;

/// <summary>The summary says what happened, and whether the exchange agrees.</summary>
public sealed class RunSummarySpecs
{
    private static readonly SymbolComparison Same = new(
        "ETHUSDC", new(0, 0), new(0.010m, 0.01m), new(3L, 3L), new(0m, 0m), new(-1.5m, -1.50m));

    [Fact]
    public void Equal_numbers_agree_however_they_are_written() => Same.Agrees.ShouldBeTrue();

    [Fact]
    public void An_order_that_rests_is_a_disagreement_even_when_both_know_it() =>
        (Same with { OpenOrders = new(1, 1) }).Agrees.ShouldBeFalse();

    [Fact]
    public void What_differs_is_named()
    {
        var differing = Same with { Fills = new(3L, 4L), Position = new(0.01m, 0.02m) };

        differing.Agrees.ShouldBeFalse();
        differing.Difference().ShouldBe("ETHUSDC: position ours 0.01, venue 0.02, fills ours 3, venue 4");
    }

    [Fact]
    public void It_can_be_read_back()
    {
        var summary = new RunSummary
        {
            Version = "1.0.0",
            Seed = 7,
            StartedAt = DateTimeOffset.UnixEpoch,
            RanForMs = 10_000,
            StoppedBy = "10s are over",
            StartUp = [new("quoting ETHUSDC", 900)],
            QuotesPlaced = 14,
            Fills = 3,
            Halts = [new("ETHUSDC", "StaleBook", 3_000, null)],
            Recoveries = [new("ethusdc@depth@100ms", "SilentStream", 5_000, 700)],
            Venue = new([Same]),
        };

        var json = SummaryFile.ToJson(summary);

        json.ShouldContain("\"step\": \"quoting ETHUSDC\"");
        json.ShouldContain("\"agrees\": true");
        SummaryFile.ToJson(SummaryFile.FromJson(json)).ShouldBe(json);
    }
}
