namespace Phoenix.Venue.Server;

/// <summary>
/// What the venue allows an address, an account's key or a socket. The defaults are the mainnet's; tests shrink them.
/// </summary>
/// <remarks>
/// Sources: https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info,
/// .../websocket-market-streams and .../websocket-api-general-info (read 2026-05-28). Windows follow the calendar, as
/// https://developers.binance.com/docs/binance-spot-api-docs/testnet/web-socket-api/connection-limits says. Where a
/// remark below says so the number is ours, because the exchange publishes none.
/// </remarks>
public sealed record VenueLimits
{
    /// <summary>Request weight per minute and address; REST and trading API share it.</summary>
    public int WeightPerMinute { get; init; } = 2400;

    /// <summary>Calls for funding rates per five minutes and address; they cost no weight.</summary>
    public int FundingCallsPer5Minutes { get; init; } = 500;

    /// <summary>Calls for statistics under <c>/futures/data</c> per five minutes and address.</summary>
    public int StatisticsCallsPer5Minutes { get; init; } = 1000;

    /// <summary>Weight of the handshake of a trading-API socket.</summary>
    public int TradingHandshakeWeight { get; init; } = 5;

    /// <summary>Refused calls in a minute after which an address is banned. Ours: the exchange only warns.</summary>
    public int RefusalsBeforeBan { get; init; } = 20;

    /// <summary>The first ban; each further one lasts twice as long as the one before.</summary>
    public TimeSpan FirstBan { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>No ban lasts longer; after as long without a ban the next one is a first one again.</summary>
    public TimeSpan LongestBan { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Sockets an address may open in five minutes.</summary>
    public int ConnectionsPer5Minutes { get; init; } = 300;

    /// <summary>Sockets an address may hold open at a time. Ours, to bound memory.</summary>
    public int SocketsPerAddress { get; init; } = 20_000;

    /// <summary>Streams a socket may carry.</summary>
    public int StreamsPerSocket { get; init; } = 1024;

    /// <summary>Messages a stream socket may send in a second; texts, pings and pongs all count.</summary>
    public int MessagesPerSecond { get; init; } = 10;

    /// <summary>Pings and pongs a trading-API socket may send in a second.</summary>
    public int TradingPingsPerSecond { get; init; } = 5;

    /// <summary>How often a socket is pinged.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How long a socket may leave pings unanswered.</summary>
    public TimeSpan PongDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a socket lives at most.</summary>
    public TimeSpan ConnectionLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Bytes of one incoming message, all its frames together. Ours.</summary>
    public int MessageBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of a request's body. Ours.</summary>
    public int BodyBytes { get; init; } = 64 * 1024;

    /// <summary>How long a client may take to send the head of a request. Ours.</summary>
    public TimeSpan HeadTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Bytes waiting for a socket that reads too slowly; one more and it is cut off. Ours.</summary>
    public int QueuedBytes { get; init; } = 1024 * 1024;
}
