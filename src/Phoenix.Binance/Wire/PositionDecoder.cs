using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Reads the position of one symbol from a <c>positionRisk</c> reply; flat when the reply does not list it.
/// </summary>
/// <remarks>
/// The third version of the call leaves out symbols without position and orders. A hedge-mode position is a fault
/// and not a number: what one-way trading would do on top of it cannot be foreseen.
/// </remarks>
public static class PositionDecoder
{
    public static Decoded<PositionReport> Decode(ReadOnlySpan<byte> body, InstrumentGrid grid)
    {
        var json = new JsonScanner(body);
        var report = new PositionReport(grid.Symbol, Position.Flat, EntryPrice: 0, default);
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            report = Read(ref json, grid) ?? report;
        }

        return json.Fault is { } fault ? new(null, fault) : new(report, null);
    }

    private static PositionReport? Read(ref JsonScanner json, InstrumentGrid grid)
    {
        if (!IsOf(grid, json))
        {
            json.SkipValue();
            return null;
        }

        long? lots = null;
        decimal entry = 0;
        VenueTime time = default;
        var oneWay = true;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("positionAmt"u8))
            {
                lots = json.ReadUnits(grid.Quantities, out var value) ? value : null;
            }
            else if (name.SequenceEqual("entryPrice"u8))
            {
                json.ReadDecimal(out entry);
            }
            else if (name.SequenceEqual("updateTime"u8))
            {
                json.ReadTime(out time);
            }
            else if (name.SequenceEqual("positionSide"u8))
            {
                oneWay = json.ReadText(out var side) && side.SequenceEqual("BOTH"u8);
            }
            else
            {
                json.SkipValue();
            }
        }

        if (json.Fault is not null || lots is null)
        {
            json.Fail("a position lacks positionAmt");
            return null;
        }

        if (!oneWay && lots != 0)
        {
            json.Fail("the account holds a hedge-mode position");
            return null;
        }

        return new PositionReport(grid.Symbol, new Position(lots.Value), entry, time);
    }

    private static bool IsOf(InstrumentGrid grid, JsonScanner ahead)
    {
        for (var more = ahead.EnterObject(); more && ahead.NextProperty(out var name);)
        {
            if (name.SequenceEqual("symbol"u8))
            {
                return ahead.ReadText(out var symbol) && symbol.SequenceEqual(grid.Name);
            }

            ahead.SkipValue();
        }

        return false;
    }
}
