using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Node.Control;
using Phoenix.Node.Dashboard;
using Phoenix.Node.Screens;

namespace Phoenix.Node.Status;

/// <summary>How a running node stands, as a screen: what it says, put into words; nothing is asked here.</summary>
internal static class StatusScreen
{
    private const int StreamsShown = 24;
    private const int DetailLength = 48;

    private static readonly ImmutableArray<string> SymbolColumns =
    [
        "symbol", "state", "bid", "ask", "mid", "our bid", "our ask", "position", "mode", "profit", "orders", "book",
    ];

    private static readonly ImmutableArray<string> ConnectionColumns =
        ["connection", "state", "epoch", "for", "deaths", "last death"];

    private static readonly ImmutableArray<string> StreamColumns = ["stream", "connection", "state", "age", "lag"];

    public static ScreenView Of(ControlStatus status) => new(
        [.. Head(status)],
        [.. Listings(status)],
        [
            .. status.LeftOut.Select(line => new Piece($"not quoted: {line}", Tone.Bad)),
            .. status.Symbols.SelectMany(Remarks),
        ]);

    /// <summary>For a live screen whose node has stopped answering; it may come back.</summary>
    public static ScreenView Silent(ScreenView last, string reason) =>
        last with { Head = last.Head.Insert(0, new Piece($"{reason}; what follows is what it said last", Tone.Bad)) };

    private static IEnumerable<Piece> Head(ControlStatus status)
    {
        if (status.Node is { } node)
        {
            yield return new Piece(
                $"Phoenix {node.Version} on {node.Exchange}, up {Span(node.UptimeMs)}: {Readiness(status)}",
                Worst(status));
        }

        if (status.Killed)
        {
            yield return new Piece("killed: nothing is quoted until resume --after-kill", Tone.Bad);
        }

        if (status.Problem is { } problem)
        {
            yield return new Piece(problem, Tone.Bad);
        }

        if (status.Node?.Escalation is { Length: > 0 } escalation)
        {
            yield return new Piece($"recovery: {escalation}", Tone.Warning);
        }

        if (status.Account is { } account)
        {
            yield return Account(account);
        }

        if (status.Budget is { } budget)
        {
            yield return Budget(budget);
        }
    }

    private static string Readiness(ControlStatus status)
    {
        var halted = status.Symbols.Where(IsHalted).Select(symbol => symbol.Symbol).ToList();
        return status.Symbols.IsEmpty ? "starting"
            : halted.Count == 0 && status.LeftOut.IsEmpty ? "ready, every symbol is quoted"
            : halted.Count == 0 ? "every symbol is quoted but those left out"
            : $"not ready, halted: {string.Join(", ", halted)}";
    }

    private static Tone Worst(ControlStatus status) => status.Killed || !status.LeftOut.IsEmpty ? Tone.Bad
        : status.Symbols.Any(IsHalted) || status.Symbols.IsEmpty ? Tone.Warning
        : Tone.Good;

    private static Piece Account(AccountReport account) => new(
        Invariant($"account: equity {account.Equity:0.##}, highest today {account.DayPeak:0.##}, ")
            + Invariant($"of the run {account.RunPeak:0.##}; at work {account.Notional:0.##} ")
            + Invariant($"of at most {account.NotionalMax:0.##}{Share(account.Notional, account.NotionalMax)}")
            + (account.Losses.Length > 0 ? $"; {account.Losses}" : ""),
        account.Losses.Length > 0 ? Tone.Warning : Tone.Plain);

    private static Piece Budget(DashboardBudget budget) => new(
        $"limits: request weight {Of(budget.Weight, budget.WeightLimit)}, "
            + $"orders {Of(budget.OrdersShort, budget.OrdersShortLimit)} in 10 s "
            + $"and {Of(budget.OrdersLong, budget.OrdersLongLimit)} in 1 min"
            + (budget.ClosedForMs > 0 ? $"; nothing is sent for {Span(budget.ClosedForMs)}" : ""),
        budget.ClosedForMs > 0 ? Tone.Bad : Tone.Plain);

    private static string Of(int used, int limit) =>
        limit == int.MaxValue ? Invariant($"{used}") : Invariant($"{used} of {limit}{Share(used, limit)}");

    private static string Share(decimal part, decimal whole) =>
        whole > 0 ? Invariant($" ({100 * part / whole:0} %)") : "";

    private static IEnumerable<Listing> Listings(ControlStatus status)
    {
        if (!status.Symbols.IsEmpty)
        {
            yield return new Listing(SymbolColumns, [.. status.Symbols.Select(Row)]);
        }

        if (!status.Connections.IsEmpty)
        {
            var at = status.Node?.At ?? 0;
            yield return new Listing(ConnectionColumns, [.. status.Connections.Select(slot => Row(slot, at))]);
        }

        var streams = status.Connections.SelectMany(slot => slot.Streams.Select(stream => (slot.Slot, stream)))
            .OrderBy(row => IsWell(row.stream))
            .ThenBy(row => row.stream.Stream, StringComparer.Ordinal)
            .ThenBy(row => row.Slot, StringComparer.Ordinal)
            .ToList();
        if (streams.Count > 0)
        {
            yield return new Listing(
                StreamColumns,
                [.. streams.Take(StreamsShown).Select(row => Row(row.Slot, row.stream)), .. More(streams.Count)]);
        }
    }

    private static ImmutableArray<Piece> Row(SymbolReport symbol) =>
    [
        symbol.Symbol,
        new Piece(State(symbol), IsHalted(symbol) ? Tone.Bad : Tone.Good),
        Number(symbol.BestBid),
        Number(symbol.BestAsk),
        Number((symbol.BestBid + symbol.BestAsk) / 2),
        Ours(symbol, "Buy"),
        Ours(symbol, "Sell"),
        Number(symbol.Position),
        new Piece(symbol.Mode ?? "", symbol.ModeCause.Length > 0 ? Tone.Warning : Tone.Plain),
        symbol.Profit is { } profit ? Invariant($"{profit:0.00}") : "",
        Invariant($"{symbol.OpenOrders}"),
        symbol.BookAgeMs is { } age ? Span(age) : "",
    ];

    private static string State(SymbolReport symbol) => !IsHalted(symbol) ? "quoting"
        : symbol.HaltedForMs is { } since ? $"halted {Span(since)}"
        : "halted";

    /// <summary>The price nearest to the market, and how many orders rest on that side.</summary>
    private static string Ours(SymbolReport symbol, string side)
    {
        var prices = symbol.Quotes.Where(quote => quote.Side == side).Select(quote => quote.Price).ToList();
        return prices.Count == 0 ? "none"
            : Invariant($"{(side == "Buy" ? prices.Max() : prices.Min())} ({prices.Count})");
    }

    private static ImmutableArray<Piece> Row(DashboardConnection slot, long at) =>
    [
        slot.Slot,
        new Piece(slot.State, slot.State == "up" ? Tone.Good : Tone.Bad),
        Invariant($"{slot.Epoch}"),
        Span(at - slot.Since),
        new Piece(Invariant($"{slot.Deaths}"), slot.Deaths > 0 ? Tone.Warning : Tone.Plain),
        slot.LastDeathAt is { } died
            ? $"{slot.LastCause} {Span(at - died)} ago{Because(slot.LastDetail)}"
            : "",
    ];

    private static ImmutableArray<Piece> Row(string slot, DashboardStream stream) =>
    [
        stream.Stream,
        slot,
        new Piece(stream.Freshness, IsWell(stream) ? Tone.Good : Tone.Bad),
        Span(stream.AgeMs),
        stream.LagMs is { } lag ? Invariant($"{lag:0.0} ms") : "",
    ];

    private static IEnumerable<ImmutableArray<Piece>> More(int count) => count > StreamsShown
        ? [[Invariant($"and {count - StreamsShown} more"), "", "", "", ""]]
        : [];

    private static bool IsWell(DashboardStream stream) => stream.Freshness is "Live" or "Quiet";

    private static IEnumerable<Piece> Remarks(SymbolReport symbol)
    {
        if (IsHalted(symbol))
        {
            yield return new Piece($"{symbol.Symbol} halted: {symbol.Halts}", Tone.Bad);
        }

        if (symbol.Operator is not ("Free" or ""))
        {
            yield return new Piece($"{symbol.Symbol} operator: {symbol.Operator}", Tone.Warning);
        }

        foreach (var line in symbol.Ends.Append(symbol.ModeCause).Append(symbol.Losses).Where(line => line.Length > 0))
        {
            yield return new Piece($"{symbol.Symbol}   {line}", Tone.Warning);
        }
    }

    private static bool IsHalted(SymbolReport symbol) => symbol.Halts != "None";

    private static string Because(string text) => text.Length == 0 ? ""
        : text.Length <= DetailLength ? $": {text}"
        : $": {text[..DetailLength]}…";

    private static string Number(decimal? value) => value is { } number ? Invariant($"{number}") : "";

    private static string Span(long ms) => TimeSpan.FromMilliseconds(Math.Max(0, ms)) switch
    {
        { TotalSeconds: < 1 } span => Invariant($"{span.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } span => Invariant($"{span.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } span => Invariant($"{span.Minutes} min {span.Seconds} s"),
        { TotalDays: < 1 } span => Invariant($"{span.Hours} h {span.Minutes} min"),
        var span => Invariant($"{span.Days} d {span.Hours} h"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
