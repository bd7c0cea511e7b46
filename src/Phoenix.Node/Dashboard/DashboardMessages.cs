using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Phoenix.Core.Accounting;
using Phoenix.Node.Logs;

namespace Phoenix.Node.Dashboard;

// What the page is told. All moments are Unix milliseconds by this machine's clock, all prices and quantities as the
// exchange writes them, money in the margin asset.

/// <summary>What a page needs once.</summary>
/// <param name="Exchange">What is traded on.</param>
/// <param name="CanFault">Whether faults can be injected: on the embedded exchange only.</param>
internal sealed record DashboardHello(
    string Version,
    string Exchange,
    bool CanFault,
    ImmutableArray<SymbolHistory> Symbols,
    ImmutableArray<LogEntry> Log)
{
    public string Kind => "hello";
}

/// <summary>The last minutes of one symbol, oldest first.</summary>
internal sealed record SymbolHistory(string Symbol, ImmutableArray<HistoryPoint> Points);

/// <summary>One moment; null where there was nothing.</summary>
/// <param name="OurBid">The highest bid of ours that rested.</param>
/// <param name="Profit">Since the start, after fees.</param>
internal readonly record struct HistoryPoint(
    long At, decimal? Bid, decimal? Ask, decimal? OurBid, decimal? OurAsk, decimal Position, decimal Profit);

/// <summary>How everything stands, several times a second.</summary>
/// <param name="Answers">Whether the trading system answered; if not, the rest is what it last said.</param>
/// <param name="Killed">Whether all trading is killed.</param>
/// <param name="Escalation">What is being done to get connections back.</param>
internal sealed record DashboardFrame(
    long At,
    bool Answers,
    bool Killed,
    string Escalation,
    DashboardAccount? Account,
    DashboardBudget Budget,
    ImmutableArray<DashboardConnection> Connections,
    ImmutableArray<DashboardSymbol> Symbols,
    ImmutableArray<DashboardRecovery> Recoveries,
    ImmutableArray<LogEntry> Log)
{
    public string Kind => "frame";
}

internal sealed record DashboardAccount(
    decimal Equity, decimal DayPeak, string Losses, decimal Notional, decimal NotionalMax);

/// <summary>What is used of each limit of the exchange, and what it is.</summary>
/// <param name="ClosedForMs">How long nothing is sent; 0 while it is.</param>
internal sealed record DashboardBudget(
    int Weight,
    int WeightLimit,
    int OrdersShort,
    int OrdersShortLimit,
    int OrdersLong,
    int OrdersLongLimit,
    long ClosedForMs);

/// <summary>A connection slot and the streams on it.</summary>
/// <param name="State"><c>up</c>, <c>dialing</c> or <c>down</c>.</param>
/// <param name="Worst">The worst freshness of its streams; empty where none is judged.</param>
internal sealed record DashboardConnection(
    string Slot,
    string State,
    string Worst,
    long Epoch,
    long Since,
    long Deaths,
    string LastCause,
    string LastDetail,
    long? LastDeathAt,
    ImmutableArray<DashboardStream> Streams);

internal sealed record DashboardStream(string Stream, string Freshness, long AgeMs)
{
    /// <summary>How far behind the first arrival it usually is; null where it is not compared with a sibling.</summary>
    public double? LagMs { get; init; }
}

/// <summary>One symbol.</summary>
/// <param name="Operator">What the operator wants of it.</param>
/// <param name="Halts">Why it is not quoted; empty while it is.</param>
/// <param name="Ends">What ends each cause.</param>
internal sealed record DashboardSymbol(string Symbol, string Operator, string Halts, ImmutableArray<string> Ends)
{
    public long? HaltedSince { get; init; }

    public string Mode { get; init; } = "";

    public string ModeCause { get; init; } = "";

    public string Losses { get; init; } = "";

    public string Pace { get; init; } = "";

    public string PaceCause { get; init; } = "";

    public decimal Position { get; init; }

    public decimal? Bid { get; init; }

    public decimal? Ask { get; init; }

    public long? BookAgeMs { get; init; }

    /// <summary>
    /// From the receipt of a frame to the hand-over of its orders, in microseconds, over the last minute: half took no
    /// longer, 99 % did not, none did; null where there was none.
    /// </summary>
    public ImmutableArray<double>? FrameToOrder { get; init; }

    public long Placed { get; init; }

    public long Canceled { get; init; }

    public long Refused { get; init; }

    public long FillCount { get; init; }

    public ProfitLine Profit { get; init; }

    public double? Uptime { get; init; }

    /// <summary>Average markouts after 1 s, 10 s and 60 s, in basis points.</summary>
    public ImmutableArray<double?> Markouts { get; init; } = [];

    public ImmutableArray<DashboardQuote> Quotes { get; init; } = [];

    /// <summary>The last ones, oldest first.</summary>
    public ImmutableArray<DashboardFill> Fills { get; init; } = [];
}

/// <summary>An order of ours that may execute.</summary>
/// <param name="Layer">From the touch outwards; 0 for what is no layer.</param>
/// <param name="Ahead">What is estimated to stand before it.</param>
internal sealed record DashboardQuote(
    string Id, string Side, decimal Price, decimal Remaining, string Phase, int Layer, decimal? Ahead);

internal sealed record DashboardFill(long At, string Side, decimal Price, decimal Quantity, bool IsMaker);

/// <summary>A connection that died.</summary>
/// <param name="DetectedAfterMs">From the last good data to the discovery.</param>
/// <param name="UpAgainMs">From the discovery to its successor; null while there is none.</param>
/// <param name="QuotingAgainMs">
/// From the discovery to the moment when every symbol quoted again; null when none has stopped for it, or one still
/// does.
/// </param>
/// <param name="IsOpen">Whether there is no successor yet, or not every symbol quotes since.</param>
internal sealed record DashboardRecovery(
    string Slot,
    string Cause,
    string Detail,
    long DiedAt,
    long DetectedAfterMs,
    long? UpAgainMs,
    long? QuotingAgainMs,
    bool IsOpen);

/// <summary>How the messages are written: compact, and safe within any page.</summary>
internal static class DashboardJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Default,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };
}
