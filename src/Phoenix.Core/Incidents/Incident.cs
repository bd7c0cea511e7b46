using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Incidents;

/// <summary>A time in which something was wrong, and all that is known of it.</summary>
/// <param name="Number">Counts the incidents of the run, from 1.</param>
/// <param name="Trigger">What it began with, in one line.</param>
/// <param name="EndedAt">When everything was well again; null when it was still going on.</param>
public sealed record Incident(
    int Number,
    Instant OpenedAt,
    Instant? EndedAt,
    string Trigger,
    ImmutableArray<IncidentDeath> Deaths,
    ImmutableArray<IncidentHalt> Halts,
    ImmutableArray<IncidentLine> Timeline,
    int LinesLeftOut);

/// <summary>A connection that died in it.</summary>
/// <param name="SeenAfter">From the last good data to the discovery; zero for an announced death.</param>
/// <param name="UpAgainAt">When its successor flowed; null while it does not.</param>
public sealed record IncidentDeath(
    string Slot,
    Epoch Epoch,
    DeathCause Cause,
    string Detail,
    TimeSpan SeenAfter,
    Instant At,
    int Dials,
    Instant? UpAgainAt);

/// <summary>A time in which a symbol was not quoted.</summary>
/// <param name="Causes">Every cause that held at some moment of it.</param>
/// <param name="Until">Null while it lasts.</param>
/// <param name="Orders">Orders that rested when it began.</param>
/// <param name="Notional">What they were worth, in quote currency.</param>
/// <param name="BookAge">Age of the book when it began.</param>
/// <param name="PulledAt">When none of them could execute any more; null when that was not seen.</param>
public sealed record IncidentHalt(
    Symbol Symbol,
    HaltCauses Causes,
    Instant From,
    Instant? Until,
    int Orders,
    decimal Notional,
    TimeSpan BookAge,
    Instant? PulledAt)
{
    private const HaltCauses OfBook = HaltCauses.MarketDataDown | HaltCauses.BookUnsynchronized
        | HaltCauses.BookStale | HaltCauses.BookCrossed;

    /// <summary>
    /// How long orders rested that we would not have placed any more: from the last good data of an unfit book, else
    /// from the halt, until they were gone.
    /// </summary>
    public TimeSpan AtRisk(Instant end)
    {
        var blind = (Causes & OfBook) != 0 ? BookAge : TimeSpan.Zero;
        return Orders == 0 ? TimeSpan.Zero : blind + ((PulledAt ?? Until ?? end) - From);
    }
}

/// <summary>One line of what was seen and done.</summary>
public sealed record IncidentLine(Instant At, string Who, string What);
