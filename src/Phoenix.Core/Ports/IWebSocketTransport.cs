namespace Phoenix.Core.Ports;

/// <summary>
/// Moves text frames over sockets; knows nothing of what they mean. One implementation dials, one simulates.
/// </summary>
public interface IWebSocketTransport
{
    /// <summary>
    /// Dials <paramref name="endpoint"/> once and returns at once. The sink hears one OnOpened or OnClosed, then
    /// frames, then exactly one OnClosed; after <see cref="IWebSocketSession.Close"/> it hears nothing more.
    /// </summary>
    IWebSocketSession Open(Uri endpoint, IWebSocketSink sink);
}

/// <summary>One socket.</summary>
public interface IWebSocketSession
{
    /// <summary>
    /// Queues one text frame; false when the socket is not open or its outbound queue (64 frames) is full.
    /// </summary>
    bool TrySend(ReadOnlySpan<byte> text);

    /// <summary>
    /// Ends the socket. Idempotent, returns at once, cannot fail. The closing handshake gets two seconds, after
    /// which the socket is abandoned.
    /// </summary>
    void Close();
}

/// <summary>Hears one socket, on its reader, one call at a time.</summary>
public interface IWebSocketSink
{
    void OnOpened();

    /// <param name="text">One whole message; valid only during the call.</param>
    void OnText(ReadOnlySpan<byte> text);

    void OnClosed(SocketClosure closure);
}

/// <summary>How a socket ended.</summary>
/// <param name="WasOpen">False when it never came up.</param>
/// <param name="Code">The closing code, if the peer sent one.</param>
/// <param name="Detail">For people; never contains a secret.</param>
public sealed record SocketClosure(bool WasOpen, int? Code, string Detail)
{
    /// <summary>The HTTP status with which the peer refused the upgrade, if it did.</summary>
    public int? RefusedWith { get; init; }
}
