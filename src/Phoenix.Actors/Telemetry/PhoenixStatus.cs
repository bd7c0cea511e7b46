using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;
using Phoenix.Core.Streams.Freshness;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Actors.Telemetry;

/// <summary>How the whole system stands and what it went through since its start.</summary>
public sealed record PhoenixStatus(
    Instant At,
    ImmutableArray<StepTime> Steps,
    ImmutableArray<SymbolStatus> Symbols,
    ImmutableArray<Recovery> Recoveries)
{
    /// <summary>Symbols of the settings that are not quoted at all.</summary>
    public ImmutableArray<LeftOutSymbol> LeftOut { get; init; } = [];

    /// <summary>The account as a whole; null before its equity is known.</summary>
    public AccountStanding? Account { get; init; }

    /// <summary>Every connection slot that ever dialled.</summary>
    public ImmutableArray<ConnectionStanding> Connections { get; init; } = [];

    /// <summary>The streams of market data when somebody looked last.</summary>
    public ImmutableArray<StreamStanding> Streams { get; init; } = [];

    /// <summary>What is being done to get connections back.</summary>
    public EscalationLevel Escalation { get; init; }

    /// <summary>Of each connection slot that ever lost one, how often which cause ended it.</summary>
    public ImmutableArray<SlotDeaths> Deaths { get; init; } = [];
}

/// <summary>Why the connections of a slot ended.</summary>
/// <param name="Causes">Each cause that ever came, with its total and its count of the last five minutes.</param>
public sealed record SlotDeaths(string Slot, ImmutableArray<CauseCount> Causes);

/// <summary>A symbol that is not quoted, and why.</summary>
public sealed record LeftOutSymbol(Symbol Symbol, string Reason);

/// <summary>When a step of start-up was reached.</summary>
public sealed record StepTime(StartUpStep Step, Instant At);

/// <summary>One symbol since the start.</summary>
/// <param name="Sample">The newest sample of the desk; null before the first.</param>
public sealed record SymbolStatus(
    Symbol Symbol,
    DeskSample? Sample,
    HaltCauses HaltsNow,
    long Placed,
    long Cancels,
    long Refused,
    ImmutableArray<Halt> Halts)
{
    /// <summary>The last executions, oldest first.</summary>
    public ImmutableArray<SystemEvent.Filled> Fills { get; init; } = [];
}

/// <summary>A time without quoting.</summary>
/// <param name="Causes">Every cause that held at some moment of it.</param>
/// <param name="Until">Null while it lasts.</param>
public sealed record Halt(HaltCauses Causes, Instant From, Instant? Until);

/// <summary>A connection that died and what became of it.</summary>
/// <param name="DetectedAfter">From the last good data to the discovery; zero for an announced death.</param>
/// <param name="DiedAt">When it was discovered.</param>
/// <param name="UpAgainAt">When its successor flowed; null while it does not.</param>
/// <param name="QuotingAgainAt">When every symbol quoted again; null while one does not.</param>
public sealed record Recovery(
    string Stream,
    Epoch Epoch,
    DeathCause Cause,
    string Detail,
    TimeSpan DetectedAfter,
    Instant DiedAt,
    Instant? UpAgainAt,
    Instant? QuotingAgainAt);
