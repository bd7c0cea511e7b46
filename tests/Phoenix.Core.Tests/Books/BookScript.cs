using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Tests.Books;

/// <summary>Frames and snapshots in as few words as possible; levels are (ticks, lots).</summary>
internal static class BookScript
{
    public static DepthDiff Diff(
        long first, long final, long previous, (long, long)[]? bids = null, (long, long)[]? asks = null) => new()
        {
            Symbol = new Symbol("ETHUSDC"),
            FirstUpdateId = first,
            FinalUpdateId = final,
            PreviousUpdateId = previous,
            EventTime = default,
            TransactionTime = default,
            Bids = Levels(bids ?? []),
            Asks = Levels(asks ?? []),
        };

    public static BookSnapshot Snapshot(long id, (long, long)[]? bids = null, (long, long)[]? asks = null) =>
        new(id, default, Levels(bids ?? [(100, 1)]), Levels(asks ?? [(101, 1)]));

    public static BookLevel Level(long ticks, long lots) => new(new Price(ticks), new Quantity(lots));

    public static ImmutableArray<BookLevel> Levels((long Ticks, long Lots)[] levels) =>
        [.. levels.Select(level => Level(level.Ticks, level.Lots))];
}
