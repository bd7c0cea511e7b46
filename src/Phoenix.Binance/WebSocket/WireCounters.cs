namespace Phoenix.Binance.WebSocket;

/// <summary>Counts what the connections heard and did not pass on. Safe from any thread.</summary>
public sealed class WireCounters
{
    private long _ignored;
    private long _malformed;
    private long _unknownReplies;

    /// <summary>Well-formed frames of event types this program does not use.</summary>
    public long IgnoredFrames => Interlocked.Read(ref _ignored);

    /// <summary>Frames that could not be understood.</summary>
    public long MalformedFrames => Interlocked.Read(ref _malformed);

    /// <summary>Replies to requests that nobody remembers.</summary>
    public long UnknownReplies => Interlocked.Read(ref _unknownReplies);

    internal void CountIgnored() => Interlocked.Increment(ref _ignored);

    internal void CountMalformed() => Interlocked.Increment(ref _malformed);

    internal void CountUnknownReply() => Interlocked.Increment(ref _unknownReplies);
}
