namespace Phoenix.Venue.Sockets;

/// <summary>
/// The far end of a socket, as the venue sees it. Calls return at once and come from the venue's one thread.
/// </summary>
public interface IVenuePeer
{
    /// <param name="text">One text frame. The bytes never change again and may be kept and shared.</param>
    void Send(ReadOnlyMemory<byte> text);

    /// <summary>A ping frame; the client's protocol stack answers it with a pong of the same bytes.</summary>
    void Ping(ReadOnlyMemory<byte> payload);

    /// <summary>An orderly end: what was sent before is still delivered, then a closing frame.</summary>
    void Close(int code, string reason);

    /// <summary>The connection breaks; no closing frame.</summary>
    void Abort();

    /// <summary>
    /// From now on the connection's bytes vanish both ways, those of the transport itself included; only
    /// <see cref="Abort"/> follows.
    /// </summary>
    void GoDark();

    /// <summary>
    /// The connection ends as a dying process would end it: all that was sent arrives, then end of stream.
    /// </summary>
    void Vanish() => Abort();

    /// <summary>The connection is reset; what is under way is lost.</summary>
    void Reset() => Abort();

    /// <summary>From now on the connection behaves like this. A peer without a wire below it ignores it.</summary>
    void Shape(WireShape shape)
    {
        // Nothing below the messages: nothing to bend.
    }
}

/// <summary>What a socket was opened for; decides which streams it can carry.</summary>
public enum SocketClass
{
    Public = 1,
    Market,
    Private,
    Trading,
}
