using System.Globalization;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Readiness;

namespace Phoenix.Node.Status;

/// <summary>How the system stands, in one line for people.</summary>
public static class StatusLine
{
    /// <summary>Per symbol: quoting or why not, orders, fills, position, touch, age of the book.</summary>
    public static string Of(PhoenixStatus status) => status.Symbols.IsEmpty
        ? "starting"
        : string.Join(" | ", status.Symbols.Select(Of)) + Recoveries(status);

    /// <summary>Per symbol: what our books say at the end.</summary>
    public static string Books(PhoenixStatus status) => string.Join(" | ", status.Symbols.Select(symbol =>
        symbol.Sample is { } sample
            ? Invariant($"{symbol.Symbol} {sample.Fills} fills, position {sample.Position}, ")
                + Invariant($"realized {sample.RealizedPnl}")
            : $"{symbol.Symbol} never sampled"));

    private static string Of(SymbolStatus symbol)
    {
        var state = symbol.HaltsNow == HaltCauses.None ? "quoting" : $"halted ({symbol.HaltsNow})";
        return symbol.Sample is not { } sample
            ? $"{symbol.Symbol} {state}"
            : Invariant($"{symbol.Symbol} {state} {sample.OpenOrders} orders, {sample.Fills} fills, ")
                + Invariant($"position {sample.Position}, {sample.BestBid}/{sample.BestAsk}, ")
                + Invariant($"book {sample.BookAge.TotalMilliseconds:0} ms");
    }

    private static string Recoveries(PhoenixStatus status) => status.Recoveries.IsEmpty
        ? ""
        : $" | {status.Recoveries.Length} connections lost, last {status.Recoveries[^1].Stream} "
            + $"({status.Recoveries[^1].Cause})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
