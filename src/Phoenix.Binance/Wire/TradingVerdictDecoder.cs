using System.Text;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Reads <c>apiTradingStatus</c>: whether one of a symbol's indicators, or of the account's, is locked.
/// </summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/
/// Futures-Trading-Quantitative-Rules-Indicators (read 2026-05-28). The account's are listed as <c>ACCOUNT</c>.
/// </remarks>
public static class TradingVerdictDecoder
{
    public static Decoded<TradingVerdict> Decode(ReadOnlySpan<byte> body, Symbol symbol)
    {
        var json = new JsonScanner(body);
        var listed = false;
        var verdict = TradingVerdict.Free;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (!name.SequenceEqual("indicators"u8))
            {
                json.SkipValue();
                continue;
            }

            listed = true;
            for (var next = json.EnterObject(); next && json.NextProperty(out var whose);)
            {
                if (whose.SequenceEqual("ACCOUNT"u8) || AsText(whose) == symbol.Name)
                {
                    verdict = ReadIndicators(ref json, verdict);
                }
                else
                {
                    json.SkipValue();
                }
            }
        }

        if (json.Fault is null && !listed)
        {
            json.Fail("the trading status lacks indicators");
        }

        return json.Fault is { } fault ? new(null, fault) : new(verdict, null);
    }

    private static string AsText(ReadOnlySpan<byte> name) => Encoding.UTF8.GetString(name);

    private static TradingVerdict ReadIndicators(ref JsonScanner json, TradingVerdict verdict)
    {
        for (var next = json.EnterArray(); next && json.NextElement();)
        {
            var (isLocked, until, indicator) = (false, 0L, "");
            for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
            {
                if (name.SequenceEqual("isLocked"u8))
                {
                    json.ReadFlag(out isLocked);
                }
                else if (name.SequenceEqual("plannedRecoverTime"u8))
                {
                    json.ReadInteger(out until);
                }
                else if (name.SequenceEqual("indicator"u8))
                {
                    indicator = json.ReadString() ?? "";
                }
                else
                {
                    json.SkipValue();
                }
            }

            verdict = isLocked ? Merged(verdict, until, indicator) : verdict;
        }

        return verdict;
    }

    private static TradingVerdict Merged(TradingVerdict verdict, long until, string indicator) => new(
        true,
        new VenueTime(Math.Max(verdict.Until.Milliseconds, until)),
        verdict.Trigger.Length == 0 ? indicator : $"{verdict.Trigger}, {indicator}");
}
