using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads the reply to a depth request. The reply does not name its symbol: who asked must say.</summary>
public static class SnapshotDecoder
{
    public static Decoded<BookSnapshot> Decode(ReadOnlySpan<byte> body, InstrumentGrid grid)
    {
        var json = new JsonScanner(body);
        long update = 0;
        VenueTime eventTime = default;
        ImmutableArray<BookLevel> bids = default, asks = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("lastUpdateId"u8))
            {
                json.ReadInteger(out update);
            }
            else if (name.SequenceEqual("E"u8))
            {
                json.ReadTime(out eventTime);
            }
            else if (name.SequenceEqual("bids"u8))
            {
                bids = ReadLevels(ref json, grid);
            }
            else if (name.SequenceEqual("asks"u8))
            {
                asks = ReadLevels(ref json, grid);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (json.Fault is null && (update == 0 || bids.IsDefault || asks.IsDefault))
        {
            json.Fail("a depth reply lacks lastUpdateId, bids or asks");
        }

        return json.Fault is { } fault ? new(null, fault) : new(new BookSnapshot(update, eventTime, bids, asks), null);
    }

    private static ImmutableArray<BookLevel> ReadLevels(ref JsonScanner json, InstrumentGrid grid)
    {
        var levels = new List<BookLevel>(1000);
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (!json.ReadLevel(grid, out var ticks, out var lots))
            {
                return default;
            }

            levels.Add(new BookLevel(new Price(ticks), new Quantity(lots)));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(levels.ToArray());
    }
}
