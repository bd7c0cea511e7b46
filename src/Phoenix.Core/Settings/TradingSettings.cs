namespace Phoenix.Core.Settings;

/// <summary>Order entry.</summary>
public sealed record TradingSettings
{
    /// <summary>Names this node in client order ids; 1 to 8 letters or digits. Default <c>mm1</c>.</summary>
    public string Owner { get; init; } = "mm1";

    /// <summary>A request without a reply for this long has an unknown outcome. Default 1 s.</summary>
    public TimeSpan ReplyTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two probes of an idle session. Default 2 s.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From dialling to the first answered probe. Default 5 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests in flight at most; beyond it nothing is sent. Default 128.</summary>
    public int MaxInFlight { get; init; } = 128;

    /// <summary>
    /// Whether an order that has to move is amended, by one request, and not canceled and placed again. Default true.
    /// </summary>
    public bool Amend { get; init; } = true;

    /// <summary>Orders placed and amended per 10 s at most. The venue allows 300 per account. Default 200.</summary>
    public int OrdersPer10Seconds { get; init; } = 200;

    /// <summary>Orders placed and amended per minute at most. The venue allows 1200 per account. Default 800.</summary>
    public int OrdersPerMinute { get; init; } = 800;

    /// <summary>Between two attempts to pull quotes that still rest. Default 250 ms.</summary>
    public TimeSpan PullRetry { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two queries of an order whose state is unknown. Default 500 ms, doubled up to 5 s.</summary>
    public TimeSpan QueryRetry { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>"Not found" counts only when it is repeated this long after the order was sent. Default 3 s.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(3);
}

/// <summary>The venue's dead man's switch.</summary>
public sealed record DeadMansSwitchSettings
{
    /// <summary>The venue cancels all orders of a symbol this long after the last refresh. Default 10 s.</summary>
    public TimeSpan Countdown { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Between refreshes, which are sent only in full health. Default 3 s; at most a third of the countdown.
    /// </summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(3);
}
