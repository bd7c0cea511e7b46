using Phoenix.Node.Summary;

namespace Phoenix.Node.Tests.Summary;

/// <summary>The summary says what happened, and whether the exchange agrees.</summary>
public sealed class RunSummarySpecs
{
    private static readonly SymbolComparison Eth = new("ETHUSDC", new(0, 0), new(0.010m, 0.01m));
    private static readonly AccountComparison Account = new(new(3L, 3L), new(0m, 0m), new(-1.5m, -1.50m));

    [Fact]
    public void Equal_numbers_agree_however_they_are_written() =>
        new VenueComparison([Eth], Account).Agrees.ShouldBeTrue();

    [Fact]
    public void An_exchange_that_does_not_tell_its_totals_is_compared_without_them() =>
        new VenueComparison([Eth], null).Agrees.ShouldBeTrue();

    [Fact]
    public void An_order_that_rests_is_a_disagreement_even_when_both_know_it() =>
        new VenueComparison([Eth with { OpenOrders = new(1, 1) }], Account).Agrees.ShouldBeFalse();

    [Fact]
    public void What_differs_is_named()
    {
        var comparison = new VenueComparison(
            [Eth with { Position = new(0.01m, 0.02m) }],
            new AccountComparison(new(3L, 4L), new(0.1m, 0.2m), new(1m, 2m)));

        comparison.Agrees.ShouldBeFalse();
        comparison.Difference().ShouldBe(
            "ETHUSDC position (ours 0.01, venue 0.02), fills (ours 3, venue 4), fees (ours 0.1, venue 0.2), "
            + "realized (ours 1, venue 2)");
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
            StoppedInOrder = true,
            StartUp = [new("Quoting", 900)],
            QuotesPlaced = 14,
            Fills = 3,
            Symbols = [new("ETHUSDC", 14, 7, 0, 3, 0.010m, 0.012m, -0.5m)],
            Halts = [new("ETHUSDC", "StaleBook", 3_000, null)],
            Recoveries = [new("ethusdc@depth@100ms", "SilentStream", 5_000, 700)],
            Venue = new([Eth], Account),
        };

        var json = SummaryFile.ToJson(summary);

        json.ShouldContain("\"step\": \"Quoting\"");
        json.ShouldContain("\"agrees\": true");
        SummaryFile.ToJson(SummaryFile.FromJson(json)).ShouldBe(json);
    }
}
