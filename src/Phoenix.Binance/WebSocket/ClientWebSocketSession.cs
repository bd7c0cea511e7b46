using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Threading.Channels;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.WebSocket;

/// <summary>
/// One real socket with one reader and one writer. The reader's task owns the socket: it dials, reads, tells of the
/// end and disposes. Closing only asks it to stop, so it returns at once whatever state the network is in.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Close may come at any time; the source holds no handle.")]
internal sealed class ClientWebSocketSession : IWebSocketSession
{
    private const int FirstBuffer = 16 * 1024;

    private readonly Uri _endpoint;
    private readonly IWebSocketSink _sink;
    private readonly HttpMessageInvoker _dialler;
    private readonly TimeProvider _time;
    private readonly WebSocketTransportOptions _options;
    private readonly Channel<Outbound> _outbound;
    private readonly CancellationTokenSource _life;
    private volatile bool _open;
    private int _closed;

    public ClientWebSocketSession(
        Uri endpoint,
        IWebSocketSink sink,
        HttpMessageInvoker dialler,
        TimeProvider time,
        WebSocketTransportOptions options)
    {
        (_endpoint, _sink, _dialler, _time, _options) = (endpoint, sink, dialler, time, options);
        _life = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _outbound = Channel.CreateBounded<Outbound>(
            new BoundedChannelOptions(options.OutboundLimit) { SingleReader = true });
    }

    private bool IsClosed => Volatile.Read(ref _closed) != 0;

    public void Start() => _ = Task.Run(Live);

    public bool TrySend(ReadOnlySpan<byte> text)
    {
        if (!_open || IsClosed)
        {
            return false;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(text.Length);
        text.CopyTo(buffer);
        if (_outbound.Writer.TryWrite(new Outbound(buffer, text.Length)))
        {
            return true;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return false;
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        // The writer sends what is queued, then the closing frame; the reader waits for the peer's until the deadline.
        _outbound.Writer.TryComplete();
        EndWithin(_open ? _options.CloseTimeout : TimeSpan.Zero);
    }

    private async Task Live()
    {
        using var socket = new ClientWebSocket();
        var closure = await Dial(socket);
        if (closure is null)
        {
            var writing = Task.CompletedTask;
            try
            {
                _open = true;
                if (!IsClosed)
                {
                    _sink.OnOpened();
                }

                writing = Write(socket);
                closure = await Read(socket);
            }
            catch (Exception failure)
            {
                // The edge: whatever broke, the sink hears of it as the end of the socket.
                closure = new SocketClosure(WasOpen: true, Code: null, Describe(failure));
                await _life.CancelAsync();
            }

            _open = false;
            _outbound.Writer.TryComplete();
            EndWithin(_options.CloseTimeout);
            Tell(closure);
            await writing;
        }
        else
        {
            Tell(closure);
        }

        // Not before both are through. A hung peer holds up nobody here.
        socket.Abort();
        DiscardOutbound();
    }

    private async Task<SocketClosure?> Dial(ClientWebSocket socket)
    {
        socket.Options.KeepAliveInterval = _options.KeepAliveInterval;
        socket.Options.KeepAliveTimeout = _options.KeepAliveTimeout;
        socket.Options.CollectHttpResponseDetails = true;
        using var deadline = new CancellationTokenSource(_options.DialTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, _life.Token);
        try
        {
            await socket.ConnectAsync(_endpoint, _dialler, either.Token);
            return null;
        }
        catch (Exception failure)
        {
            var timedOut = deadline.IsCancellationRequested && !_life.IsCancellationRequested;
            return new SocketClosure(
                WasOpen: false, Code: null, timedOut ? ClientWebSocketTransport.DialTimedOut : Describe(failure))
            {
                RefusedWith = socket.HttpStatusCode == default ? null : (int)socket.HttpStatusCode,
            };
        }
    }

    private async Task<SocketClosure> Read(ClientWebSocket socket)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(length), _life.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return new SocketClosure(
                        WasOpen: true, (int?)socket.CloseStatus, socket.CloseStatusDescription ?? "closed by the peer");
                }

                length += read.Count;
                if (length > _options.ReceiveLimit)
                {
                    await _life.CancelAsync();
                    return new SocketClosure(
                        WasOpen: true, Code: null, $"a message exceeds {_options.ReceiveLimit} bytes");
                }

                if (read.EndOfMessage)
                {
                    if (!IsClosed)
                    {
                        _sink.OnText(buffer.AsSpan(0, length));
                    }

                    length = 0;
                }
                else if (length == buffer.Length)
                {
                    Grow(ref buffer, length);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task Write(ClientWebSocket socket)
    {
        try
        {
            await foreach (var frame in _outbound.Reader.ReadAllAsync(_life.Token))
            {
                try
                {
                    var text = frame.Buffer.AsMemory(0, frame.Length);
                    await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, _life.Token);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(frame.Buffer);
                }
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, _life.Token);
        }
        catch (Exception)
        {
            // What cannot be written cannot be read for long either: the reader ends and tells.
            await _life.CancelAsync();
        }
    }

    private static void Grow(ref byte[] buffer, int length)
    {
        var grown = ArrayPool<byte>.Shared.Rent(length * 2);
        buffer.AsSpan(0, length).CopyTo(grown);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = grown;
    }

    /// <summary>Tells of the end, unless the end was asked for: then nobody listens any more.</summary>
    private void Tell(SocketClosure closure)
    {
        if (!IsClosed)
        {
            _sink.OnClosed(closure);
        }
    }

    private void EndWithin(TimeSpan timeout)
    {
        if (timeout == TimeSpan.Zero)
        {
            _ = _life.CancelAsync();
        }
        else
        {
            _life.CancelAfter(timeout);
        }
    }

    private void DiscardOutbound()
    {
        while (_outbound.Reader.TryRead(out var frame))
        {
            ArrayPool<byte>.Shared.Return(frame.Buffer);
        }
    }

    /// <summary>The failure in words, from the outside in, without anything of the address but the host.</summary>
    private static string Describe(Exception failure)
    {
        var text = failure.Message;
        for (var inner = failure.InnerException; inner is not null; inner = inner.InnerException)
        {
            text = $"{text} {inner.Message}";
        }

        var query = text.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? text : text[..query];
    }

    private readonly record struct Outbound(byte[] Buffer, int Length);
}
