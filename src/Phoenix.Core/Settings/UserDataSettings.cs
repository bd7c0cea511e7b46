namespace Phoenix.Core.Settings;

/// <summary>Life of the account's listen key.</summary>
/// <remarks>Venue facts: valid 60 min, extended by keep-alive; see docs/protocols/binance-usdm.md.</remarks>
public sealed record ListenKeySettings
{
    /// <summary>
    /// How the key is asked for first; the other way follows at once when this one is not available or its outcome is
    /// not known, which costs nothing, since asking twice gives the same key. Default REST: it does not wait for the
    /// trading session, and both do not fail together.
    /// </summary>
    public KeyChannel Channel { get; init; } = KeyChannel.Rest;

    /// <summary>Between two keep-alives. Default 30 min.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>A keep-alive comes earlier by a random part of this. Default 2 min.</summary>
    public TimeSpan KeepAliveJitter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Between two questions whether the key is still the account's: a keep-alive answers that, and is the only thing
    /// that shows the silent end of a key while nothing is traded. Default 1 min.
    /// </summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the venue honours a key after its last extension. Default 60 min.</summary>
    public TimeSpan Validity { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Ceiling of the first delay after a failed call. Default 500 ms.</summary>
    public TimeSpan MinRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Ceiling of later delays. Default 30 s.</summary>
    public TimeSpan MaxRetry { get; init; } = TimeSpan.FromSeconds(30);
}

/// <summary>How the user stream is proven alive: it has no heartbeat of its own.</summary>
public sealed record UserStreamSettings
{
    /// <summary>Between two application-level probes. Default 2 s.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A probe unanswered for this long means a dead connection. Default 3 s.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>An order accepted by the venue must show on the stream within this time. Default 2 s.</summary>
    public TimeSpan EchoTimeout { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>When the user stream is replaced before the venue cuts it, which it does 24 h after the connect.</summary>
public sealed record UserRotationSettings
{
    /// <summary>A stream that was up for this long gets a successor. Default 23 h.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromHours(23);

    /// <summary>It comes earlier by a random part of this. Default 30 min.</summary>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Both streams deliver for this long before the old one is closed. Default 2 s.</summary>
    public TimeSpan Overlap { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A successor that is not up within this time is given up. Default 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After a failed attempt the next one waits this long. Default 2 min.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>When the account is compared with the venue.</summary>
public sealed record ReconcileSettings
{
    /// <summary>Between two comparisons in good health. Default 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between attempts while a comparison fails or does not match. Default 500 ms.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// A comparison that differs this many times in a row while the user stream is up convicts the stream. Default 3.
    /// </summary>
    public int MismatchLimit { get; init; } = 3;
}
