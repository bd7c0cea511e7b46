namespace Phoenix.Core.Settings;

/// <summary>When the operator is told of something, and when he is told again.</summary>
public sealed record AlertSettings
{
    /// <summary>A symbol that is not quoted for so long, and not because anybody wants it. Default 1 min.</summary>
    public TimeSpan HaltedAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A halt for want of a judge of the system itself that lasts so long. Default 15 s.</summary>
    public TimeSpan UnguardedAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A connection that does not come back for so long. Default 30 s.</summary>
    public TimeSpan StreamLostAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An order of which is not known, for so long, what became of it. Default 30 s.</summary>
    public TimeSpan UnknownAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The trading system, or a symbol's desk, that tells nothing for so long. Default 10 s.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>In which repetitions are counted. Default 10 min.</summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Halts of a symbol in that window that are not yet worth telling. Default 5.</summary>
    public int HaltsMost { get; init; } = 5;

    /// <summary>Deaths of a connection in that window that are not yet worth telling. Default 3.</summary>
    public int DeathsMost { get; init; } = 3;

    /// <summary>What happens once and does not last counts as going on for so long. Default 10 min.</summary>
    public TimeSpan EventLasts { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An alert is over when its condition has been gone for so long. Default 30 s.</summary>
    public TimeSpan ClearAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// An alert that comes back within this time of its end needs twice as long to end, each time, up to this very
    /// time. Default 10 min.
    /// </summary>
    public TimeSpan FlapWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>An alert that stands is told again so often. Default 4 h.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromHours(4);
}

/// <summary>How much one receiver is told.</summary>
public sealed record GateSettings
{
    /// <summary>Messages a minute in the long run, 1 at least. Default 10.</summary>
    public int PerMinute { get; init; } = 10;

    /// <summary>
    /// Messages at once, 1 at least, after which the rate counts. In no minute there are more than both together.
    /// Default 5.
    /// </summary>
    public int Burst { get; init; } = 5;

    /// <summary>News of what is long over is dropped when it could not be told for so long. Default 24 h.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(24);
}
