using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.WebSocket;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.Tests.WebSocket;

/// <summary>
/// Faults below the messages, on real TCP: what the simulation, which knows messages only, cannot show. docs/faults.md
/// names the entry of each.
/// </summary>
public sealed class SocketFaultSpecs : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly RawPeer _peer = new();
    private readonly ClientWebSocketTransport _transport;
    private readonly ClientWebSocketTransport _pinging;

    public SocketFaultSpecs()
    {
        _transport = new ClientWebSocketTransport(_time, new WebSocketTransportOptions());
        _pinging = new ClientWebSocketTransport(_time, new WebSocketTransportOptions
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(50),
            KeepAliveTimeout = TimeSpan.FromMilliseconds(100),
        });
    }

    public void Dispose()
    {
        _transport.Dispose();
        _pinging.Dispose();
        _peer.Dispose();
    }

    [Fact]
    public async Task A_half_open_socket_is_found_by_the_pong_that_does_not_come()
    {
        var heard = new Recorder();
        _pinging.Open(_peer.Address, heard);
        await _peer.AcceptSocket();
        await heard.Next("opened");

        (await heard.Next()).ShouldStartWith("closed");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task The_next_socket_opens_while_the_last_one_hangs_in_its_close()
    {
        using var next = new RawPeer();
        var hung = new Recorder();
        var session = _transport.Open(_peer.Address, hung);
        await _peer.AcceptSocket();
        await hung.Next("opened");

        session.Close(); // never answered, and the clock of its deadline stands still
        var heard = new Recorder();
        _transport.Open(next.Address, heard);
        await next.AcceptSocket();

        await heard.Next("opened");
        hung.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_own_payload()
    {
        var heard = new Recorder();
        _transport.Open(_peer.Address, heard);
        await _peer.AcceptSocket();
        await heard.Next("opened");

        await _peer.Frame(0x89, "1732307600123");

        (await _peer.Read().WaitAsync(Patience)).ShouldBe(((byte)0x8A, "1732307600123"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_end_without_a_closing_frame_is_told_at_once(bool reset)
    {
        var heard = new Recorder();
        _transport.Open(_peer.Address, heard);
        await _peer.AcceptSocket();
        await heard.Next("opened");

        if (reset)
        {
            _peer.Reset();
        }
        else
        {
            _peer.End();
        }

        (await heard.Next()).ShouldStartWith("closed");
        heard.IsSilent.ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handshake_that_hangs_ends_at_its_deadline(bool duringTls)
    {
        var heard = new Recorder();
        _transport.Open(duringTls ? _peer.SecureAddress : _peer.Address, heard);
        _ = duringTls ? (object)await _peer.Accept() : await _peer.AcceptRequest();

        _time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        heard.IsSilent.ShouldBeTrue();
        _time.Advance(TimeSpan.FromTicks(1));

        await heard.Next($"failed: {ClientWebSocketTransport.DialTimedOut}");
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_a_failed_dial()
    {
        var heard = new Recorder();

        _transport.Open(new Uri("ws://no-such-host.invalid/"), heard); // RFC 6761: never resolves

        (await heard.Next()).ShouldStartWith("failed: ");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_certificate_that_does_not_hold_is_a_failed_dial()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=elsewhere", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var issued = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = request.CreateSelfSigned(issued, issued.AddYears(1));
        var heard = new Recorder();
        _transport.Open(_peer.SecureAddress, heard);
        using var tls = new SslStream(await _peer.Accept());

        await Should.ThrowAsync<Exception>(async () =>
        {
            await tls.AuthenticateAsServerAsync(certificate);
            await tls.ReadExactlyAsync(new byte[1]); // TLS 1.3: the refusal comes after our side of the handshake
        });

        (await heard.Next()).ShouldStartWith("failed: ");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_in_many_frames_and_segments_is_one_message()
    {
        var heard = new Recorder();
        _transport.Open(_peer.Address, heard);
        await _peer.AcceptSocket();
        await heard.Next("opened");

        await _peer.Frame(0x01, "{\"e\":");
        await _peer.Frame(0x89, "between"); // a ping may come between the parts
        await _peer.Write((byte[])[0x80, 8]);
        await _peer.Write("\"dep"u8.ToArray());
        await _peer.Write("th\""u8.ToArray());
        await _peer.Write("}"u8.ToArray());
        (await _peer.Read().WaitAsync(Patience)).Payload.ShouldBe("between");

        await heard.Next("{\"e\":\"depth\"}");
    }

    [Fact]
    public async Task Many_senders_at_once_garble_nothing()
    {
        const int Senders = 8;
        const int Each = 200;
        var received = new ConcurrentDictionary<string, int>();
        var all = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            var buffer = new byte[64];
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { CloseStatus: null } read)
            {
                received.AddOrUpdate(Encoding.ASCII.GetString(buffer, 0, read.Count), 1, (_, count) => count + 1);
                if (received.Count == Senders * Each)
                {
                    all.TrySetResult();
                }
            }
        });
        var heard = new Recorder();
        using var pinging = new ClientWebSocketTransport(_time, new WebSocketTransportOptions
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(50), // pings go out between the messages
            KeepAliveTimeout = Patience,
        });
        var session = pinging.Open(server.WebSocket, heard);
        await heard.Next("opened");

        using var patience = new CancellationTokenSource(Patience);
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                while (!session.TrySend(Encoding.ASCII.GetBytes($"{sender}:{i}")))
                {
                    patience.Token.ThrowIfCancellationRequested(); // or the session has ended
                    await Task.Yield(); // the queue is full
                }
            }
        })));
        await all.Task.WaitAsync(Patience);

        received.Values.ShouldAllBe(count => count == 1);
        session.Close();
    }

    [Fact]
    public async Task A_handler_that_throws_ends_its_connection_and_is_told_so()
    {
        var heard = new Recorder { ThrowsOn = "poison" };
        _transport.Open(_peer.Address, heard);
        await _peer.AcceptSocket();
        await heard.Next("opened");

        await _peer.Frame(0x81, "poison");

        await heard.Next("closed: a bug in the handler");
        heard.IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task After_fifty_reconnects_there_is_one_reader()
    {
        var open = 0;
        var peers = Channel.CreateUnbounded<System.Net.WebSockets.WebSocket>();
        await using var server = await LoopbackServer.StartSockets(async socket =>
        {
            Interlocked.Increment(ref open);
            peers.Writer.TryWrite(socket);
            try
            {
                await socket.ReceiveAsync(new byte[16], CancellationToken.None);
            }
            finally
            {
                Interlocked.Decrement(ref open);
            }
        });
        var heard = new Recorder();
        for (var reconnect = 0; reconnect <= 50; reconnect++)
        {
            _transport.Open(server.WebSocket, heard);
            await heard.Next("opened");
            var peer = await peers.Reader.ReadAsync().AsTask().WaitAsync(Patience);
            await peer.SendAsync("frame"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
            await heard.Next("frame");
            heard.IsSilent.ShouldBeTrue(); // nobody else heard it
            if (reconnect < 50)
            {
                peer.Abort();
                (await heard.Next()).ShouldStartWith("closed");
            }
        }

        SpinWait.SpinUntil(() => Volatile.Read(ref open) == 1, Patience).ShouldBeTrue($"{open} sockets are open");
    }

    /// <summary>Tells what the sink heard, in words and in order.</summary>
    private sealed class Recorder : IWebSocketSink
    {
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        public string? ThrowsOn { get; init; }

        public bool IsSilent => !_told.Reader.TryPeek(out _);

        public async Task<string> Next() => await _told.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public async Task Next(string expected) => (await Next()).ShouldBe(expected);

        public void OnOpened() => _told.Writer.TryWrite("opened");

        public void OnText(ReadOnlySpan<byte> text)
        {
            var words = Encoding.UTF8.GetString(text);
            if (words == ThrowsOn)
            {
                throw new InvalidOperationException("a bug in the handler");
            }

            _told.Writer.TryWrite(words);
        }

        public void OnClosed(SocketClosure closure) =>
            _told.Writer.TryWrite($"{(closure.WasOpen ? "closed" : "failed")}: {closure.Detail}");
    }
}
