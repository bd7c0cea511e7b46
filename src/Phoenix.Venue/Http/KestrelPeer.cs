using System.Net.WebSockets;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Http;

/// <summary>
/// One real socket. The venue's loop puts frames into a bounded queue; a client too slow to empty it is cut off, so
/// that it cannot hold up the venue.
/// </summary>
/// <remarks>
/// The venue may outlive the connection: a socket in a black hole stays open there after its client has left. So every
/// operation is total; after <see cref="Release"/> none of them touches the connection, which then serves others.
/// </remarks>
internal sealed class KestrelPeer(Action abort, Action goDark, ILogger log) : IVenuePeer
{
    private const int QueueLimit = 1024;
    private const int ReceiveLimit = 64 * 1024;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _connection = new();
    private readonly Channel<Parcel> _outbound =
        Channel.CreateBounded<Parcel>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });

    private bool _isReleased;

    public void Send(ReadOnlyMemory<byte> text) => Enqueue(new Parcel(text, null, string.Empty));

    public void Close(int code, string reason)
    {
        Enqueue(new Parcel(default, (WebSocketCloseStatus)code, reason));
        _outbound.Writer.TryComplete();
    }

    public void Abort()
    {
        _outbound.Writer.TryComplete();
        WhileConnected(abort);
    }

    public void GoDark() => WhileConnected(goDark);

    /// <summary>The client is gone: what is queued is still written, nothing more is taken.</summary>
    internal void Finish() => _outbound.Writer.TryComplete();

    /// <summary>The connection's request is over: from now on nothing reaches it.</summary>
    internal void Release()
    {
        Finish();
        lock (_connection)
        {
            _isReleased = true;
        }
    }

    /// <summary>
    /// Writes what is queued until the socket or the venue ends. After a closing frame the client has a second to
    /// answer before <paramref name="over"/> ends the connection.
    /// </summary>
    internal async Task Write(WebSocket socket, CancellationTokenSource over)
    {
        await foreach (var parcel in _outbound.Reader.ReadAllAsync(over.Token))
        {
            if (parcel.Code is { } code)
            {
                over.CancelAfter(CloseLimit);
                await socket.CloseOutputAsync(code, parcel.Reason, over.Token);
                return;
            }

            await socket.SendAsync(parcel.Text, WebSocketMessageType.Text, endOfMessage: true, over.Token);
        }
    }

    /// <summary>
    /// Hands whole messages to <paramref name="onText"/> until the client closes; too long a message ends it.
    /// </summary>
    internal static async Task Read(WebSocket socket, Func<byte[], ValueTask<bool>> onText, CancellationToken stopping)
    {
        var buffer = new byte[8 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), stopping);
            if (received.MessageType == WebSocketMessageType.Close) return;
            await message.WriteAsync(buffer.AsMemory(0, received.Count), stopping);
            if (message.Length > ReceiveLimit) return;
            if (!received.EndOfMessage) continue;
            if (!await onText(message.ToArray())) return;
            message.SetLength(0);
        }
    }

    private void Enqueue(Parcel parcel)
    {
        if (!_outbound.Writer.TryWrite(parcel)) Abort();
    }

    private void WhileConnected(Action act)
    {
        lock (_connection)
        {
            if (_isReleased) return;
            try
            {
                act();
            }
            catch (Exception failure)   // one socket's trouble is not the venue's
            {
                log.SocketFailed(failure);
            }
        }
    }

    private readonly record struct Parcel(ReadOnlyMemory<byte> Text, WebSocketCloseStatus? Code, string Reason);
}
