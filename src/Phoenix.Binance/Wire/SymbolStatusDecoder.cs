using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Reads one symbol's <c>status</c> out of the <c>exchangeInfo</c> reply, and nothing else of it.</summary>
public static class SymbolStatusDecoder
{
    public static Decoded<SymbolStatus> Decode(ReadOnlySpan<byte> body, Symbol symbol)
    {
        var json = new JsonScanner(body);
        var listed = false;
        var status = new SymbolStatus(string.Empty);
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (!name.SequenceEqual("symbols"u8))
            {
                json.SkipValue();
                continue;
            }

            listed = true;
            for (var next = json.EnterArray(); next && json.NextElement();)
            {
                status = ReadStatus(ref json, symbol) ?? status;
            }
        }

        if (json.Fault is null && !listed)
        {
            json.Fail("the exchange information lacks symbols");
        }

        return json.Fault is { } fault ? new(null, fault) : new(status, null);
    }

    private static SymbolStatus? ReadStatus(ref JsonScanner json, Symbol symbol)
    {
        string? found = null, word = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("symbol"u8))
            {
                found = json.ReadString();
            }
            else if (name.SequenceEqual("status"u8))
            {
                word = json.ReadString();
            }
            else
            {
                json.SkipValue();
            }
        }

        return found == symbol.Name ? new SymbolStatus(word ?? string.Empty) : null;
    }
}
