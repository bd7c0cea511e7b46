using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Phoenix.Node.Dashboard;

namespace Phoenix.Node.Control;

/// <summary>The body of a command; null where the command needs nothing.</summary>
/// <param name="Symbol">Null for all symbols.</param>
/// <param name="AfterKill">The second word of a resume.</param>
/// <param name="TimeoutMs">How long to wait for the confirmation; null for what the settings say.</param>
/// <param name="Strategy">What is to make the prices, by its name in the settings.</param>
internal sealed record ControlRequest(
    string? Symbol = null, bool AfterKill = false, long? TimeoutMs = null, string? Strategy = null);

/// <summary>What became of a command.</summary>
/// <param name="Outcome"><c>done</c>, <c>refused</c> or <c>notConfirmed</c>.</param>
/// <param name="Detail">Why, or what is left; empty when there is nothing to say.</param>
internal sealed record ControlReply(string Outcome, string Detail, ImmutableArray<ControlledSymbol> Symbols)
{
    public const string Done = "done";

    public const string Refused = "refused";

    public const string NotConfirmed = "notConfirmed";

    /// <summary>What there is to say besides, a line each.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];
}

/// <summary>How one symbol stands with what the operator wants.</summary>
/// <param name="Missing">What the exchange has not confirmed yet; empty when it has confirmed all.</param>
internal sealed record ControlledSymbol(
    string Symbol, string Operator, bool Confirmed, string Halts, decimal Position, int OpenOrders, string Missing);

/// <summary>How the node stands.</summary>
/// <param name="Killed">Whether all trading is killed.</param>
/// <param name="Problem">Why that is in doubt; null if it is not.</param>
/// <param name="Line">The status line of the log.</param>
internal sealed record ControlStatus(
    bool Killed, string? Problem, ImmutableArray<SymbolReport> Symbols, string Line)
{
    /// <summary>The account as a whole; null before its equity is known.</summary>
    public AccountReport? Account { get; init; }

    public NodeReport? Node { get; init; }

    /// <summary>Every connection slot with the streams on it; moments by the clock of <see cref="Node"/>.</summary>
    public ImmutableArray<DashboardConnection> Connections { get; init; } = [];

    public DashboardBudget? Budget { get; init; }

    /// <summary>Symbols of the settings that are not quoted at all, with the reason.</summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];
}

/// <summary>The process itself.</summary>
/// <param name="Exchange">What is traded on.</param>
/// <param name="At">When all this was so, in Unix milliseconds by the node's clock.</param>
/// <param name="UptimeMs">Since the start of the process.</param>
/// <param name="Escalation">What is being done to get connections back; empty when everything flows.</param>
internal sealed record NodeReport(string Version, string Exchange, long At, long UptimeMs, string Escalation);

/// <summary>How the account stands; money is in quote currency.</summary>
/// <param name="Losses">What its drawdown asks for, and why; empty when it asks for nothing.</param>
/// <param name="Notional">What all symbols would be worth if everything executed that may.</param>
internal sealed record AccountReport(
    decimal Equity, decimal DayPeak, decimal RunPeak, string Losses, decimal Notional, decimal NotionalMax);

/// <summary>How one symbol stands.</summary>
/// <param name="Operator">What the operator wants of it: <c>Free</c>, <c>Paused</c>, <c>Flat</c> or so.</param>
/// <param name="Halts">Why it is not quoted; <c>None</c> while it is.</param>
/// <param name="Mode">What may be quoted at this position; null before the first sample, as what follows.</param>
internal sealed record SymbolReport(
    string Symbol,
    string Operator,
    string Halts,
    string? Mode,
    decimal? Position,
    int? OpenOrders,
    long? Fills,
    decimal? BestBid,
    decimal? BestAsk,
    long? BookAgeMs)
{
    /// <summary>Why the mode is not Normal; empty when it is.</summary>
    public string ModeCause { get; init; } = "";

    /// <summary>What losses ask for, and why; empty when they ask for nothing.</summary>
    public string Losses { get; init; } = "";

    /// <summary>What ends each cause of the halt.</summary>
    public ImmutableArray<string> Ends { get; init; } = [];

    /// <summary>How long it has not been quoted; null while it is.</summary>
    public long? HaltedForMs { get; init; }

    /// <summary>Since the start, after fees and funding, in the margin asset; null before the first sample.</summary>
    public decimal? Profit { get; init; }

    /// <summary>Each order of ours that may execute.</summary>
    public ImmutableArray<DashboardQuote> Quotes { get; init; } = [];
}

/// <summary>How the messages are written.</summary>
internal static class ControlJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };
}
