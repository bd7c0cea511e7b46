namespace Phoenix.Venue.Sockets;

/// <summary>How a connection behaves below its messages. The default is a connection in good health.</summary>
public sealed record WireShape
{
    public static WireShape Healthy { get; } = new();

    /// <summary>Whether the client's pings are answered.</summary>
    public bool AnswersPings { get; init; } = true;

    /// <summary>Whether the client is pinged.</summary>
    public bool SendsPings { get; init; } = true;

    /// <summary>
    /// Whether what the client sends is read at all; otherwise it piles up in the buffers between the two.
    /// </summary>
    public bool Reads { get; init; } = true;

    /// <summary>
    /// Most payload bytes of one WebSocket frame, each in a TCP segment of its own; 0 sends messages whole.
    /// </summary>
    public int FragmentBytes { get; init; }
}
