using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Http;

/// <summary>
/// One real socket. The venue's loop puts frames into a queue bounded in bytes; a client too slow to empty it is cut
/// off, so that it cannot hold up the venue.
/// </summary>
/// <remarks>
/// The venue may outlive the connection: a socket in a black hole stays open there after its client has left. So every
/// operation is total; after <see cref="Release"/> none of them touches the connection, which then serves others.
/// </remarks>
internal sealed class KestrelPeer(Action abort, DarkTransport line, int queuedBytes, ILogger log) : IVenuePeer
{
    private const int BatchBytes = 16 * 1024;

    /// <summary>What a queued frame costs beside its payload.</summary>
    private const int FrameCost = 64;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _connection = new();
    private readonly Channel<Parcel> _outbound =
        Channel.CreateUnbounded<Parcel>(new UnboundedChannelOptions { SingleReader = true });

    private CancellationTokenSource? _over;
    private long _queued;
    private volatile WireShape _shape = WireShape.Healthy;
    private volatile bool _vanishes;
    private bool _isClosing;
    private bool _isReleased;

    public void Send(ReadOnlyMemory<byte> text) => Enqueue(new Parcel(FrameKind.Text, text));

    public void Ping(ReadOnlyMemory<byte> payload) => Enqueue(new Parcel(FrameKind.Ping, payload));

    public void Close(int code, string reason)
    {
        var text = Encoding.UTF8.GetBytes(reason);
        var payload = new byte[2 + Math.Min(text.Length, 123)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        text.AsSpan(0, payload.Length - 2).CopyTo(payload.AsSpan(2));
        Close(payload);
    }

    public void Abort()
    {
        _outbound.Writer.TryComplete();
        WhileConnected(abort);
    }

    public void GoDark() => WhileConnected(line.GoDark);

    public void Vanish()
    {
        _vanishes = true;
        _outbound.Writer.TryComplete();
    }

    public void Reset()
    {
        _outbound.Writer.TryComplete();
        WhileConnected(line.Reset);
    }

    public void Shape(WireShape shape)
    {
        _shape = shape;
        WhileConnected(() => line.Hear(shape.Reads));
    }

    internal void Pong(ReadOnlyMemory<byte> payload)
    {
        if (_shape.AnswersPings) Enqueue(new Parcel(FrameKind.Pong, payload));
    }

    /// <summary>Sends the closing frame last, and gives it and the client's answer a second.</summary>
    internal void Close(byte[] payload)
    {
        lock (_connection)   // before the writer can get to the end of the queue and be gone
        {
            _isClosing = true;
            _over?.CancelAfter(CloseLimit);
        }

        Enqueue(new Parcel(FrameKind.Close, payload));
        _outbound.Writer.TryComplete();
    }

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
    /// Writes what is queued until the socket or the venue ends, small frames together. What does not get out within a
    /// second after the venue closed the socket is given up: <paramref name="over"/> is cancelled.
    /// </summary>
    internal async Task Write(Stream stream, CancellationTokenSource over)
    {
        Begin(over);
        try
        {
            while (await _outbound.Reader.WaitToReadAsync(over.Token))
            {
                await WriteQueued(stream, over.Token);
            }

            if (_vanishes) await over.CancelAsync();   // nobody waits for the client's closing frame
        }
        finally
        {
            Begin(null);
        }
    }

    private void Begin(CancellationTokenSource? over)
    {
        lock (_connection)
        {
            _over = over;
            if (_isClosing) over?.CancelAfter(CloseLimit);
        }
    }

    private async Task WriteQueued(Stream stream, CancellationToken cancellation)
    {
        var batch = ArrayPool<byte>.Shared.Rent(BatchBytes);
        try
        {
            var used = 0;
            while (_outbound.Reader.TryRead(out var parcel))
            {
                Interlocked.Add(ref _queued, -parcel.Cost);
                if (parcel.Kind == FrameKind.Text && _shape.FragmentBytes > 0)
                {
                    if (used > 0) await stream.WriteAsync(batch.AsMemory(0, used), cancellation);
                    used = 0;
                    await WriteInPieces(stream, parcel.Payload, _shape.FragmentBytes, cancellation);
                    continue;
                }

                if (used + Parcel.MaxHeader + parcel.Payload.Length > batch.Length && used > 0)
                {
                    await stream.WriteAsync(batch.AsMemory(0, used), cancellation);
                    used = 0;
                }

                used += parcel.WriteHeader(batch.AsSpan(used));
                if (used + parcel.Payload.Length > batch.Length)
                {
                    await stream.WriteAsync(batch.AsMemory(0, used), cancellation);
                    await stream.WriteAsync(parcel.Payload, cancellation);
                    used = 0;
                    continue;
                }

                parcel.Payload.CopyTo(batch.AsMemory(used));
                used += parcel.Payload.Length;
            }

            if (used > 0) await stream.WriteAsync(batch.AsMemory(0, used), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(batch);
        }
    }

    /// <summary>One message in many frames, each written for itself and so in a segment of its own.</summary>
    private static async Task WriteInPieces(
        Stream stream, ReadOnlyMemory<byte> message, int size, CancellationToken cancellation)
    {
        var kind = FrameKind.Text;
        do
        {
            var piece = message[..Math.Min(size, message.Length)];
            message = message[piece.Length..];
            var frame = new byte[Parcel.MaxHeader + piece.Length];
            var header = new Parcel(kind, piece).WriteHeader(frame, isLast: message.IsEmpty);
            piece.CopyTo(frame.AsMemory(header));
            await stream.WriteAsync(frame.AsMemory(0, header + piece.Length), cancellation);
            kind = FrameKind.Continuation;
        }
        while (!message.IsEmpty);
    }

    private void Enqueue(Parcel parcel)
    {
        if (Interlocked.Add(ref _queued, parcel.Cost) > queuedBytes && parcel.Kind != FrameKind.Close)
        {
            Abort();
        }
        else
        {
            _outbound.Writer.TryWrite(parcel);
        }
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

    private readonly record struct Parcel(FrameKind Kind, ReadOnlyMemory<byte> Payload)
    {
        internal const int MaxHeader = 10;

        internal int Cost => Payload.Length + FrameCost;

        /// <summary>Servers do not mask.</summary>
        internal int WriteHeader(Span<byte> to, bool isLast = true)
        {
            to[0] = (byte)((isLast ? 0x80 : 0) | (int)Kind);
            if (Payload.Length < 126)
            {
                to[1] = (byte)Payload.Length;
                return 2;
            }

            if (Payload.Length <= ushort.MaxValue)
            {
                to[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)Payload.Length);
                return 4;
            }

            to[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(to[2..], (ulong)Payload.Length);
            return MaxHeader;
        }
    }
}
