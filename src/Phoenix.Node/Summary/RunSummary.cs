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

    /// <summary>
    /// Whether the stop was orderly: the venue confirmed that nothing rests and the listen key ended.
    /// </summary>
    public required bool StoppedInOrder { get; init; }

    public required ImmutableArray<StartUpStep> StartUp { get; init; }

    /// <summary>Orders sent to the venue.</summary>
    public required long QuotesPlaced { get; init; }

    public required long Fills { get; init; }

    public required ImmutableArray<SymbolRecord> Symbols { get; init; }

    public required ImmutableArray<HaltRecord> Halts { get; init; }

    public required ImmutableArray<RecoveryRecord> Recoveries { get; init; }

    /// <summary>Null when the exchange could not be asked.</summary>
    public required VenueComparison? Venue { get; init; }
}

/// <summary>One step of the start-up contract.</summary>
/// <param name="AtMs">Since the start of the process.</param>
public sealed record StartUpStep(string Step, long AtMs);

/// <summary>One symbol over the whole run.</summary>
/// <param name="QuotesPlaced">Orders sent to the venue.</param>
/// <param name="Canceled">Cancellations of single orders sent; a pull cancels without them.</param>
/// <param name="Refused">Orders the venue refused.</param>
/// <param name="Position">At the end, in base currency.</param>
/// <param name="Fees">Of the fills of this run, in quote currency.</param>
/// <param name="Realized">Profit realized by the fills of this run, before fees, in quote currency.</param>
public sealed record SymbolRecord(
    string Symbol,
    long QuotesPlaced,
    long Canceled,
    long Refused,
    long Fills,
    decimal Position,
    decimal Fees,
    decimal Realized);

/// <summary>A time without quoting.</summary>
/// <param name="Cause">Every cause that held at some moment of it.</param>
/// <param name="FromMs">Since the start of the process.</param>
/// <param name="UntilMs">Null while it lasts.</param>
public sealed record HaltRecord(string Symbol, string Cause, long FromMs, long? UntilMs);

/// <summary>A stream that died and came back.</summary>
/// <param name="DetectedAfterMs">Last sign of life to verdict; null when the death was not silence.</param>
/// <param name="QuotingAgainAfterMs">From the verdict to quoting; null when it did not come to that.</param>
public sealed record RecoveryRecord(
    string Stream, string Cause, long? DetectedAfterMs, long? QuotingAgainAfterMs);

/// <summary>The exchange's own state at the end beside our books.</summary>
/// <param name="Account">Null when the exchange does not tell its totals.</param>
public sealed record VenueComparison(ImmutableArray<SymbolComparison> Symbols, AccountComparison? Account)
{
    /// <summary>Nothing of ours rests, and every number is the same on both sides.</summary>
    public bool Agrees => Difference().Length == 0;

    /// <summary>What differs, for one log line; empty when nothing does.</summary>
    public string Difference()
    {
        var differences = Symbols.SelectMany(symbol => symbol.Differences())
            .Concat(Account?.Differences() ?? []);
        return string.Join(", ", differences);
    }
}

/// <summary>One symbol, seen from both sides after the orderly stop.</summary>
public sealed record SymbolComparison(string Symbol, Sides<int> OpenOrders, Sides<decimal> Position)
{
    /// <summary>What differs; an order that rests is wrong even when both sides know it.</summary>
    public IEnumerable<string> Differences()
    {
        if (OpenOrders is not { Ours: 0, Venue: 0 })
        {
            yield return $"{Symbol} open orders ({OpenOrders})";
        }

        if (!Position.Same)
        {
            yield return $"{Symbol} position ({Position})";
        }
    }
}

/// <summary>The account's totals over all symbols, seen from both sides.</summary>
public sealed record AccountComparison(Sides<long> Fills, Sides<decimal> Fees, Sides<decimal> Realized)
{
    /// <summary>What differs.</summary>
    public IEnumerable<string> Differences()
    {
        if (!Fills.Same)
        {
            yield return $"fills ({Fills})";
        }

        if (!Fees.Same)
        {
            yield return $"fees ({Fees})";
        }

        if (!Realized.Same)
        {
            yield return $"realized ({Realized})";
        }
    }
}

/// <summary>One number as we and as the exchange know it.</summary>
public sealed record Sides<T>(T Ours, T Venue)
    where T : IEquatable<T>
{
    public bool Same => Ours.Equals(Venue);

    public override string ToString() => $"ours {Ours}, venue {Venue}";
}
