namespace Phoenix.Core.Settings;

/// <summary>The flight recorder: what it holds, and when an incident begins and ends.</summary>
public sealed record RecorderSettings
{
    /// <summary>Whether anything is recorded and incidents are written. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How far back it can be replayed. Default 3 min.</summary>
    public TimeSpan Span { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>What it holds at most, by estimate, in bytes; the oldest goes first. Default 32 MiB.</summary>
    public long Size { get; init; } = 32 << 20;

    /// <summary>
    /// An incident is over when everything has been well for this long; what happens within belongs to it. Default 5 s.
    /// </summary>
    public TimeSpan MergeWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How much of the time before an incident is written with it. Default 30 s.</summary>
    public TimeSpan Lead { get; init; } = TimeSpan.FromSeconds(30);
}
