namespace Phoenix.Binance.WebSocket;

/// <summary>Settings of <see cref="ClientWebSocketTransport"/>.</summary>
public sealed record WebSocketTransportOptions
{
    /// <summary>For name resolution, connection, TLS and upgrade together.</summary>
    public TimeSpan DialTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How often we ping. Below what middleboxes grant an idle flow, far below the venue's 10 frames a second.
    /// </summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a pong may take before the socket counts as half-open and is abandoned.</summary>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the closing handshake may take.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest message accepted, in bytes; a longer one ends the connection.</summary>
    public int ReceiveLimit { get; init; } = 16 * 1024 * 1024;

    /// <summary>How many frames may wait to be sent.</summary>
    public int OutboundLimit { get; init; } = 64;
}
