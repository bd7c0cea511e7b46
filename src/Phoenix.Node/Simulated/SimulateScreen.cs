using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Accounting;
using Phoenix.Node.Screens;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Simulated;

/// <summary>What simulated markets brought, as a screen.</summary>
internal static class SimulateScreen
{
    private static readonly ImmutableArray<string> Columns =
    [
        "seed", "symbol", "profit", "spread", "inventory", "fees", "funding", "worst fall", "position", "uptime",
        "fills", "of placed", "10 s markout", "cancels/min",
    ];

    public static ScreenView Of(ImmutableArray<SimulatedMarket> markets, TimeSpan worked)
    {
        var rows = markets.Where(market => market.Result is not null)
            .SelectMany(market => market.Result!.Status.Symbols
                .Where(symbol => symbol.Sample is not null)
                .Select(symbol => (market.Seed, Hours: market.Traded.TotalHours, Sample: symbol.Sample!)))
            .ToList();
        return new ScreenView(
            [.. Head(markets, worked)],
            rows.Count == 0
                ? []
                : [new Listing(Columns, [.. rows.Select(row => Row(row.Seed, row.Sample, row.Hours)), .. Means(rows)])],
            [.. markets.SelectMany(Remarks), "Profit in the margin asset. No market here is a promise of a real one."]);
    }

    private static IEnumerable<Piece> Head(ImmutableArray<SimulatedMarket> markets, TimeSpan worked)
    {
        var traded = markets.Aggregate(TimeSpan.Zero, (sum, market) => sum + market.Traded);
        var noun = markets.Length == 1 ? "market" : "markets";
        yield return Invariant($"{DurationText.Format(traded)} of trading on {markets.Length} simulated {noun}, ")
            + Invariant($"in {worked.TotalSeconds:0.0} s: {traded / worked:0} times as fast as the clock");
    }

    private static ImmutableArray<Piece> Row(long seed, DeskSample sample, double hours)
    {
        var (books, profit) = (sample.Books, sample.Books.Profit);
        return
        [
            Invariant($"{seed}"),
            sample.Symbol.Name,
            Profit(profit.Sum),
            Invariant($"{profit.Spread:0.00}"),
            Invariant($"{profit.Inventory:0.00}"),
            Invariant($"{profit.Fees:0.00}"),
            Invariant($"{profit.Funding:0.00}"),
            Invariant($"{books.Drawdown:0.00}"),
            Invariant($"{sample.Position}"),
            books.Uptime is { } uptime ? Invariant($"{100 * uptime:0.0} %") : "",
            Invariant($"{books.Fills}"),
            books.Placed > 0 ? Invariant($"{100.0 * books.Fills / books.Placed:0.0} %") : "",
            books.Markouts[1] is { } bps ? Invariant($"{bps:0.00} bps") : "",
            hours > 0 ? Invariant($"{books.Canceled / (60 * hours):0.0}") : "",
        ];
    }

    /// <summary>Of each symbol over all seeds, where there are several.</summary>
    private static IEnumerable<ImmutableArray<Piece>> Means(List<(long Seed, double Hours, DeskSample Sample)> rows) =>
        rows.GroupBy(row => row.Sample.Symbol).Where(group => group.Count() > 1).Select(group =>
        {
            var lines = group.Select(row => row.Sample.Books.Profit).ToList();
            return (ImmutableArray<Piece>)
            [
                "mean",
                group.Key.Name,
                Profit(lines.Average(line => line.Sum)),
                Mean(lines, line => line.Spread),
                Mean(lines, line => line.Inventory),
                Mean(lines, line => line.Fees),
                Mean(lines, line => line.Funding),
                .. Enumerable.Repeat<Piece>("", Columns.Length - 7),
            ];
        });

    private static Piece Profit(decimal sum) => new(Invariant($"{sum:0.00}"), sum < 0 ? Tone.Bad : Tone.Good);

    private static Piece Mean(List<ProfitLine> lines, Func<ProfitLine, decimal> part) =>
        Invariant($"{lines.Average(part):0.00}");

    private static IEnumerable<Piece> Remarks(SimulatedMarket market)
    {
        if (market.Result is not { } result)
        {
            yield return new Piece(Invariant($"seed {market.Seed}: it could not be stopped in order"), Tone.Bad);
            yield break;
        }

        foreach (var left in result.Status.LeftOut)
        {
            yield return new Piece(Invariant($"seed {market.Seed}: {left.Symbol} not quoted: {left.Reason}"), Tone.Bad);
        }

        if (!result.Status.Recoveries.IsEmpty)
        {
            yield return Invariant($"seed {market.Seed}: connections lost: {result.Status.Recoveries.Length}");
        }

        if (!result.Comparison.Agrees)
        {
            yield return new Piece(
                Invariant($"seed {market.Seed}: the exchange disagrees: {result.Comparison.Difference()}"), Tone.Bad);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
