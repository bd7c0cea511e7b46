using System.Collections.Immutable;

namespace Phoenix.Node.Summary;

/// <summary>How one run went, in numbers; what <c>--summary</c> writes. Explained in docs/summary.md.</summary>
public sealed record RunSummary
{
    /// <summary>Grows when a field changes its meaning.</summary>
    public int Format { get; init; } = 1;

    public required string Version { get; init; }

    public required long Seed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start of the process to the end of the orderly stop.</summary>
    public required long RanForMs { get; init; }

    /// <summary>What ended the run: a signal, or the time that was asked for.</summary>
    public required string StoppedBy { get; init; }

    public required ImmutableArray<StartUpStep> StartUp { get; init; }

    /// <summary>Orders the venue accepted.</summary>
    public required long QuotesPlaced { get; init; }

    public required long Fills { get; init; }

    public required ImmutableArray<HaltRecord> Halts { get; init; }

    public required ImmutableArray<RecoveryRecord> Recoveries { get; init; }

    public required VenueComparison Venue { get; init; }
}

/// <summary>One step of the start-up contract.</summary>
/// <param name="AtMs">Since the start of the process.</param>
public sealed record StartUpStep(string Step, long AtMs);

/// <summary>A time without quoting.</summary>
/// <param name="FromMs">Since the start of the process.</param>
/// <param name="UntilMs">Null while it lasts.</param>
public sealed record HaltRecord(string Symbol, string Cause, long FromMs, long? UntilMs);

/// <summary>A stream that died and came back.</summary>
/// <param name="DetectedAfterMs">From the last sign of life to the verdict.</param>
/// <param name="QuotingAgainAfterMs">From the verdict to quoting; null when it did not come to that.</param>
public sealed record RecoveryRecord(string Stream, string Cause, long DetectedAfterMs, long? QuotingAgainAfterMs);

/// <summary>The exchange's own state at the end beside our books.</summary>
public sealed record VenueComparison(ImmutableArray<SymbolComparison> Symbols)
{
    /// <summary>Nothing of ours rests, and every number is the same on both sides.</summary>
    public bool Agrees => Symbols.All(symbol => symbol.Agrees);
}

/// <summary>One symbol, seen from both sides after the orderly stop.</summary>
public sealed record SymbolComparison(
    string Symbol,
    Sides<int> OpenOrders,
    Sides<decimal> Position,
    Sides<long> Fills,
    Sides<decimal> Fees,
    Sides<decimal> Realized)
{
    public bool Agrees =>
        OpenOrders is { Ours: 0, Venue: 0 } && Position.Same && Fills.Same && Fees.Same && Realized.Same;

    /// <summary>What differs, for one log line; empty when nothing does.</summary>
    public string Difference()
    {
        string[] parts =
        [
            OpenOrders is { Ours: 0, Venue: 0 } ? "" : $"open orders {OpenOrders}",
            Position.Same ? "" : $"position {Position}",
            Fills.Same ? "" : $"fills {Fills}",
            Fees.Same ? "" : $"fees {Fees}",
            Realized.Same ? "" : $"realized {Realized}",
        ];
        var differing = parts.Where(part => part.Length > 0).ToList();
        return differing.Count == 0 ? "" : $"{Symbol}: {string.Join(", ", differing)}";
    }
}

/// <summary>One number as we and as the exchange know it.</summary>
public sealed record Sides<T>(T Ours, T Venue)
    where T : IEquatable<T>
{
    public bool Same => Ours.Equals(Venue);

    public override string ToString() => $"ours {Ours}, venue {Venue}";
}
