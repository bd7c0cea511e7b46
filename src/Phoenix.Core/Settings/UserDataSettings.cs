namespace Phoenix.Core.Settings;

/// <summary>Life of the account's listen key.</summary>
/// <remarks>Venue facts: valid 60 min, extended by keep-alive; see docs/protocols/binance-usdm.md.</remarks>
public sealed record ListenKeySettings
{
    /// <summary>Between two keep-alives. Default 30 min.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromMinutes(30);

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
