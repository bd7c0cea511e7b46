using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.WebSocket;
using Phoenix.Core.Ports;
using PeerSocket = System.Net.WebSockets.WebSocket;

namespace Phoenix.Binance.Tests.WebSocket;

/// <summary>Real sockets on the loopback. Nothing here sleeps: each test waits for the event it is about.</summary>
public sealed class ClientWebSocketTransportSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();
    private readonly ClientWebSocketTransport _transport;

    public ClientWebSocketTransportSpecs() =>
        _transport = new ClientWebSocketTransport(_time, new WebSocketTransportOptions { ReceiveLimit = 256 * 1024 });

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Texts_go_both_ways_in_order()
    {
        await using var server = await LoopbackServer.StartSockets(Echo);
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        session.TrySend("one"u8).ShouldBeTrue();
        session.TrySend("two"u8).ShouldBeTrue();

        await heard.Next("one");
        await heard.Next("two");
        session.Close();
    }

    [Fact]
    public async Task A_fragmented_message_is_put_together()
    {
        var large = new string('x', 100_000);
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            var bytes = Encoding.ASCII.GetBytes(large);
            for (var at = 0; at < bytes.Length; at += 1_000)
            {
                await Send(socket, bytes.AsMemory(at, 1_000), isLast: at + 1_000 == bytes.Length);
            }

            await UntilClosed(socket);
        });
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        await heard.Next(large);
        session.Close();
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_the_connection()
    {
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            await Send(socket, new byte[(256 * 1024) + 1], isLast: true);
            await UntilClosed(socket);
        });
        var heard = new Recorder();
        _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        await heard.Next("closed: a message exceeds 262144 bytes");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task The_peers_close_is_told_once_with_its_code()
    {
        await using var server = await LoopbackServer.StartSockets(socket =>
            socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, "too many requests", CancellationToken.None));
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        await heard.Next("closed 1008: too many requests");

        session.Close();
        session.TrySend("late"u8).ShouldBeFalse();
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_cut_without_a_handshake_is_told_once()
    {
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            await socket.ReceiveAsync(new byte[16], CancellationToken.None);
            socket.Abort();
        });
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");
        session.TrySend("cut me"u8);

        (await heard.Next()).ShouldStartWith("closed: ");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_connection_is_told_as_never_open()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var free = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var heard = new Recorder();

        _transport.Open(new Uri($"ws://127.0.0.1:{free}/private/ws?listenKey=SECRET"), heard);

        var told = await heard.Next();
        told.ShouldStartWith("failed: ");
        told.ShouldNotContain("SECRET");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_upgrade_is_told_as_never_open()
    {
        await using var server = await LoopbackServer.Start(context =>
        {
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        var heard = new Recorder();

        _transport.Open(server.WebSocket, heard);

        (await heard.Next()).ShouldContain("403");
    }

    [Fact]
    public async Task A_dial_that_hangs_ends_at_its_deadline()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = new Recorder();
        _transport.Open(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), heard);
        using var accepted = await listener.AcceptTcpClientAsync();

        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        heard.IsSilent.ShouldBeTrue();
        _time.Advance(TimeSpan.FromTicks(1));

        await heard.Next($"failed: {ClientWebSocketTransport.DialTimedOut}");
    }

    [Fact]
    public async Task Our_close_makes_the_handshake_and_is_followed_by_silence()
    {
        var closing = new TaskCompletionSource<WebSocketCloseStatus?>();
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            await UntilClosed(socket);
            closing.TrySetResult(socket.CloseStatus);
        });
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        session.Close();
        session.Close();

        (await closing.Task.WaitAsync(Patience)).ShouldBe(WebSocketCloseStatus.NormalClosure);
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_peer_that_ignores_our_close_is_abandoned()
    {
        var abandoned = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            await UntilClosed(socket);
            // No answer to the closing frame: what comes next is the cut.
            abandoned.TrySetResult();
            await new TaskCompletionSource().Task.WaitAsync(Patience);
        });
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        session.Close();
        await abandoned.Task.WaitAsync(Patience);
        _time.Advance(TimeSpan.FromSeconds(2));

        session.TrySend("late"u8).ShouldBeFalse();
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task The_outbound_queue_is_bounded()
    {
        await using var server = await LoopbackServer.StartSockets(
            _ => new TaskCompletionSource().Task.WaitAsync(Patience));
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);
        await heard.Next("opened");

        // A peer that reads nothing: kernel buffers fill, then the queue of 64, then nothing more is taken.
        var frame = new byte[1024 * 1024];
        var taken = 0;
        while (taken < 1_000 && session.TrySend(frame))
        {
            taken++;
        }

        taken.ShouldBeInRange(64, 999);
        session.Close();
        _time.Advance(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_socket_is_open()
    {
        await using var server = await LoopbackServer.StartSockets(Echo);
        var heard = new Recorder();
        var session = _transport.Open(server.WebSocket, heard);

        session.Close();

        session.TrySend("early"u8).ShouldBeFalse();
    }

    private static async Task Echo(PeerSocket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { CloseStatus: null } read)
        {
            await Send(socket, buffer.AsMemory(0, read.Count), isLast: true);
        }
    }

    private static async Task UntilClosed(PeerSocket socket)
    {
        var buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { CloseStatus: null })
        {
            // What comes before the close is of no interest here.
        }
    }

    private static ValueTask Send(PeerSocket socket, ReadOnlyMemory<byte> bytes, bool isLast) =>
        socket.SendAsync(bytes, WebSocketMessageType.Text, isLast, CancellationToken.None);

    /// <summary>Tells what the sink heard, in words and in order.</summary>
    private sealed class Recorder : IWebSocketSink
    {
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        public bool IsSilent => !_told.Reader.TryPeek(out _);

        public async Task<string> Next() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public async Task Next(string expected) => (await Next()).ShouldBe(expected);

        public void OnOpened() => _told.Writer.TryWrite("opened");

        public void OnText(ReadOnlySpan<byte> text) => _told.Writer.TryWrite(Encoding.UTF8.GetString(text));

        public void OnClosed(SocketClosure closure) => _told.Writer.TryWrite(
            $"{(closure.WasOpen ? "closed" : "failed")}{(closure.Code is { } code ? $" {code}" : "")}: "
            + closure.Detail);
    }
}
