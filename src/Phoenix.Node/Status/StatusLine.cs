using System.Globalization;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;

namespace Phoenix.Node.Status;

/// <summary>How the system stands, in one line for people.</summary>
public static class StatusLine
{
    /// <summary>Per symbol: quoting or why not, orders, fills, position, touch, age of the book.</summary>
    public static string Of(PhoenixStatus status) => status.Symbols.IsEmpty
        ? "starting"
        : string.Join(" | ", status.Symbols.Select(Of)) + Account(status) + LeftOut(status) + Recoveries(status);

    /// <summary>Per symbol: what our books say at the end.</summary>
    public static string Books(PhoenixStatus status) => status.Symbols.IsEmpty
        ? "nothing was traded"
        : string.Join(" | ", status.Symbols.Select(symbol => symbol.Sample is { } sample
            ? Invariant($"{symbol.Symbol} {Count(sample.Fills, "fill")}, position {sample.Position}, ")
                + Invariant($"realized {sample.RealizedPnl}")
            : $"{symbol.Symbol} never sampled"));

    /// <summary>One symbol: quoting or why not, orders, fills, position, touch, age of the book.</summary>
    public static string Of(DeskSample sample) =>
        $"{State(sample.Symbol, sample.Halts)}{Mode(sample)}{Paused(sample)} "
        + $"{Count(sample.OpenOrders, "order")}, {Count(sample.Fills, "fill")}, "
        + Invariant($"position {sample.Position}, {sample.BestBid}/{sample.BestAsk}, ")
        + Invariant($"book {sample.BookAge.TotalMilliseconds:0} ms");

    private static string Of(SymbolStatus symbol) => symbol.Sample is { } sample
        ? Of(sample with { Halts = symbol.HaltsNow })
        : State(symbol.Symbol, symbol.HaltsNow);

    private static string State(Symbol symbol, HaltCauses halts) =>
        halts == HaltCauses.None ? $"{symbol} quoting" : $"{symbol} halted ({halts})";

    private static string Paused(DeskSample sample) => sample.PlacesPaused > TimeSpan.Zero
        ? Invariant($" (no new orders for {sample.PlacesPaused.TotalSeconds:0.#} s: rate limit)")
        : "";

    /// <summary>A mode that is not the usual one, and why.</summary>
    private static string Mode(DeskSample sample) =>
        sample.Mode == QuoteMode.Normal ? "" : $" {sample.Mode} ({sample.ModeCause})";

    /// <summary>What the account's losses ask for; nothing while they ask for nothing.</summary>
    private static string Account(PhoenixStatus status) => status.Account switch
    {
        null => "",
        { Stops.Account: { } stop } => $" | account {stop.Describe()}",
        { Verdict: { Level: not LossLevel.Fine } verdict } => $" | account {verdict.Describe()}",
        _ => "",
    };

    private static string Recoveries(PhoenixStatus status) => status.Recoveries.IsEmpty
        ? ""
        : $" | {Count(status.Recoveries.Length, "connection")} lost, last {status.Recoveries[^1].Stream} "
            + $"({status.Recoveries[^1].Cause})";

    private static string LeftOut(PhoenixStatus status) =>
        string.Concat(status.LeftOut.Select(left => $" | {left.Symbol} left out"));

    private static string Count(long number, string noun) =>
        Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
