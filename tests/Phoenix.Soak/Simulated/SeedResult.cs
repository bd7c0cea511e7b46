using System.Collections.Immutable;

namespace Phoenix.Soak.Simulated;

/// <summary>One story of faults and what became of it; times in milliseconds.</summary>
/// <param name="At">When it began, in seconds of the world.</param>
/// <param name="Detected">From its beginning to the first halt or death of a connection; null without.</param>
/// <param name="Recovered">From the end of its faults to quoting; null if quoting never stopped.</param>
/// <param name="Outage">Time without quotes, all in all.</param>
internal sealed record Episode(string Kind, double At, double? Detected, double? Recovered, double Outage);

/// <summary>What one seed gave.</summary>
/// <param name="Violation">Null if every invariant held.</param>
/// <param name="MemoryGrowth">Bytes of live memory after the world's age less those before it.</param>
internal sealed record SeedResult(
    ulong Seed,
    string Profile,
    double VirtualSeconds,
    double WallSeconds,
    long Events,
    int MostSockets,
    long MemoryGrowth,
    ImmutableArray<Episode> Episodes,
    string? Violation)
{
    /// <summary>
    /// Bytes of live memory of the process after the world was disposed of less those before it was made; with several
    /// workers those of the others are in it.
    /// </summary>
    public long KeptBytes { get; init; }

    /// <summary>Whether nothing refers to the disposed world any more.</summary>
    public bool IsWorldGone { get; init; } = true;
}
