using System.Runtime.InteropServices;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>
/// The levels of one book that changed since the last frame of one depth stream, and the update ids the next frame
/// covers.
/// </summary>
internal sealed class BookChanges
{
    private readonly HashSet<long> _touched = [];
    private readonly List<long> _sorted = [];

    /// <summary>Distinct levels changed.</summary>
    internal int Count => _touched.Count;

    internal long FirstId { get; private set; }

    internal long FinalId { get; private set; }

    /// <summary>The final id of the frame before.</summary>
    internal long PreviousId { get; private set; }

    internal VenueTime ChangedAt { get; private set; }

    internal void Touch(Side side, Price price, long updateId, VenueTime at)
    {
        _touched.Add(price.Ticks << 1 | (side == Side.Sell ? 1L : 0L));
        if (FirstId == 0) FirstId = updateId;
        (FinalId, ChangedAt) = (updateId, at);
    }

    /// <summary>Adds what <paramref name="faster"/> is about to publish.</summary>
    internal void Absorb(BookChanges faster)
    {
        if (faster.Count == 0) return;
        _touched.UnionWith(faster._touched);
        if (FirstId == 0) FirstId = faster.FirstId;
        (FinalId, ChangedAt) = (faster.FinalId, faster.ChangedAt);
    }

    /// <summary>The changed levels of both sides with their present quantities, ascending by price.</summary>
    internal void Read(OrderBook book, List<BookLevel> bids, List<BookLevel> asks)
    {
        bids.Clear();
        asks.Clear();
        _sorted.Clear();
        _sorted.AddRange(_touched);
        _sorted.Sort();
        foreach (var key in CollectionsMarshal.AsSpan(_sorted))
        {
            var price = new Price(key >> 1);
            var side = (key & 1) == 0 ? book.Bids : book.Asks;
            (side.Side == Side.Buy ? bids : asks).Add(new BookLevel(price, side.QuantityAt(price)));
        }
    }

    /// <summary>The frame is out: the next one starts empty and is chained to it.</summary>
    internal void Restart()
    {
        _touched.Clear();
        (PreviousId, FirstId) = (FinalId, 0);
    }

    /// <summary>Nobody listened so far: the next frame is chained to the last change.</summary>
    internal void RestartAfter(long updateId)
    {
        _touched.Clear();
        (PreviousId, FinalId, FirstId) = (updateId, updateId, 0);
    }
}

/// <summary>The update ids of all books of the venue: one sequence that also counts books nobody sees here.</summary>
internal sealed class UpdateIds(long last)
{
    internal long Last { get; private set; } = last;

    internal long Next() => ++Last;

    internal void Skip(long count) => Last += count;
}

/// <summary>
/// The order ids of one contract. Those of ETHUSDT are beyond 2^53, where doubles lose them, as on the mainnet; those
/// of others are numbers that every client can keep. No two contracts share one.
/// </summary>
/// <remarks>Seen on the mainnet: ETHUSDT 8389765739703625592, ETHUSDC 58846581664 (2025).</remarks>
internal sealed class OrderIds(string symbol, int index)
{
    private long _last = symbol == "ETHUSDT" ? 8_389_765_700_000_000_000 : 58_846_000_000 + (index * 1_000_000_000_000);

    internal long Next() => ++_last;
}
