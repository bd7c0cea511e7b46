using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Accounting;

/// <summary>What quoting one symbol brought until now; money in quote currency.</summary>
/// <param name="Profit">The change of equity by its parts.</param>
/// <param name="GrindingCost">What taking positions off at once cost; part of the profit.</param>
/// <param name="Sharpe">Of the profit's changes per interval; null before there are any.</param>
/// <param name="Drawdown">The deepest fall of the profit from its peak; not negative.</param>
/// <param name="MaxInventory">The greatest position, either way.</param>
/// <param name="Uptime">Share of time with a quote on each side; null before there was any time.</param>
/// <param name="Markouts">Average markouts at <see cref="BooksReport.Horizons"/>, both sides together, in bps.</param>
public sealed record BooksReport(
    ProfitLine Profit,
    decimal GrindingCost,
    double? Sharpe,
    decimal Drawdown,
    Quantity MaxInventory,
    double? Uptime,
    long Placed,
    long Canceled,
    long Fills,
    ImmutableArray<double?> Markouts)
{
    /// <summary>1 s, 10 s and 60 s.</summary>
    public static ImmutableArray<TimeSpan> Horizons { get; } =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)];

    /// <summary>Nothing was traded.</summary>
    public static BooksReport Empty { get; } = new(default, 0, null, 0, default, null, 0, 0, 0, [null, null, null]);

    internal static BooksReport Of(SymbolBooks books, Instant now) => new(
        books.Profit.Total,
        books.Profit.GrindingCost,
        books.Statistics?.Sharpe,
        books.Statistics?.Drawdown ?? 0,
        books.Statistics?.MaxInventory ?? default,
        books.Statistics?.Uptime(now),
        books.Statistics?.Placed ?? 0,
        books.Statistics?.Canceled ?? 0,
        books.Statistics?.Fills ?? 0,
        [.. Horizons.Select(horizon => MarkoutOf(books.Markouts, horizon))]);

    /// <summary>The averages of the two sides, weighted by their fills.</summary>
    private static double? MarkoutOf(Markouts markouts, TimeSpan horizon)
    {
        var index = Accounting.Markouts.Horizons.IndexOf(horizon);
        var (buys, sells) = (markouts.OfSide(Side.Buy, index), markouts.OfSide(Side.Sell, index));
        var count = buys.Count + sells.Count;
        return count == 0
            ? null
            : (((buys.MarkoutBps ?? 0) * buys.Count) + ((sells.MarkoutBps ?? 0) * sells.Count)) / count;
    }
}
