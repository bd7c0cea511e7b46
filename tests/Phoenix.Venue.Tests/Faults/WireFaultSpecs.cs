using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>Faults below the messages, on real TCP, met by clients that know nothing of Phoenix.</summary>
public sealed class WireFaultSpecs : IAsyncLifetime, IDisposable
{
    private const string Depth = "/public/ws/ethusdc@depth@100ms";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly HttpClient _http = new();
    private KestrelVenue _venue = null!;

    public async Task InitializeAsync()
    {
        _venue = await KestrelVenue.StartAsync(new VenueOptions(), 0, TimeProvider.System);
        _http.BaseAddress = _venue.BaseAddress;
    }

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    public void Dispose()
    {
        _limit.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task A_black_hole_sends_neither_end_nor_reset()
    {
        using var client = await Upgrade(Depth);
        await ReadFrame(client);
        await Inject("""{"verb":"blackhole","target":"public"}""");
        await Drain(client);
        client.Client.Poll(300_000, SelectMode.SelectRead).ShouldBeFalse();   // no data, no FIN, no RST
        await client.GetStream().WriteAsync(new byte[64], _limit.Token);     // and the kernel still takes ours
        client.Client.Poll(100_000, SelectMode.SelectError).ShouldBeFalse();
    }

    [Fact]
    public async Task A_reset_is_a_reset()
    {
        using var client = await Upgrade("/public/ws");
        await Inject("""{"verb":"rst","target":"public"}""");
        var broken = await Should.ThrowAsync<IOException>(async () => await ReadToEnd(client));
        broken.InnerException.ShouldBeOfType<SocketException>().SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    }

    [Fact]
    public async Task An_end_of_stream_comes_without_a_closing_frame()
    {
        using var client = await Upgrade("/public/ws");
        await Inject("""{"verb":"eof","target":"public"}""");
        (await ReadToEnd(client)).ShouldBe(0);
    }

    [Fact]
    public async Task A_drop_ends_the_connection_without_a_closing_frame()
    {
        using var socket = await Connect("/public/ws");
        await Inject("""{"verb":"drop","target":"public"}""");
        await Should.ThrowAsync<WebSocketException>(() => Hear(socket));
    }

    [Fact]
    public async Task A_stalled_upgrade_is_never_answered()
    {
        await Inject("""{"verb":"stallUpgrade","target":"public"}""");
        using var client = await Dial("/public/ws");
        await AllSpent();
        client.Client.Poll(300_000, SelectMode.SelectRead).ShouldBeFalse();
        using var next = await Upgrade("/public/ws");
        next.Connected.ShouldBeTrue();
    }

    [Fact]
    public async Task A_stalled_connection_is_accepted_and_never_read()
    {
        await Inject("""{"verb":"stallTcp","target":"public"}""");
        using var client = await Dial("/public/ws");
        await AllSpent();
        client.Client.Poll(300_000, SelectMode.SelectRead).ShouldBeFalse();
        (await FillUp(client)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_venue_that_stops_reading_fills_the_clients_buffers()
    {
        using var client = await Upgrade("/public/ws");
        await Inject("""{"verb":"stopReading","target":"public"}""");
        (await FillUp(client)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_comes_in_many_frames()
    {
        await Inject("""{"verb":"fragment","target":"public","size":10,"sticky":true}""");
        using var client = await Upgrade(Depth);
        var (first, payload) = await ReadFrame(client);
        (first & 0x8F).ShouldBe(0x01);   // text, to be continued
        payload.Length.ShouldBe(10);
        (first, payload) = await ReadFrame(client);
        (first & 0x8F).ShouldBe(0x00);
        payload.Length.ShouldBe(10);
        using var socket = await Connect(Depth);
        (await Hear(socket)).ShouldEndWith("}");   // who assembles them is none the wiser
    }

    [Fact]
    public async Task Pings_go_unanswered_while_data_flows()
    {
        using var client = await Upgrade(Depth);
        await Inject("""{"verb":"noPong","target":"public"}""");
        await client.GetStream().WriteAsync(Masked(0x89, "hello"), _limit.Token);
        for (var i = 0; i < 5; i++)
        {
            var (first, _) = await ReadFrame(client);
            (first & 0x0F).ShouldBe(0x01);
        }
    }

    [Fact]
    public async Task A_ping_can_carry_anything()
    {
        using var client = await Upgrade("/public/ws");
        await Inject("""{"verb":"badPing","target":"public","payload":"echo me"}""");
        var (first, payload) = await ReadFrame(client);
        ((int)first).ShouldBe(0x89);
        Encoding.UTF8.GetString(payload).ShouldBe("echo me");
        var tooLong = new string('x', 200);
        await Inject($$"""{"verb":"badPing","target":"public","payload":"{{tooLong}}"}""");
        (first, payload) = await ReadFrame(client);
        ((int)first).ShouldBe(0x89);
        payload.Length.ShouldBe(200);   // no control frame may be that long
    }

    [Fact]
    public async Task A_refusal_can_be_a_reset()
    {
        await Inject("""{"verb":"refuse","target":"public","reply":"broken"}""");
        using var client = await Dial("/public/ws");
        await Should.ThrowAsync<IOException>(async () => await ReadToEnd(client));
    }

    [Fact]
    public async Task A_late_answer_comes_late_and_a_lost_one_never()
    {
        await Inject("""{"verb":"place","route":"POST /fapi/v1/order","reply":"broken","applied":true}""");
        var now = await _venue.Read(server => server.Now.Milliseconds);
        var form = $"symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTX&quantity=1&price=2900.00&timestamp={now}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fapi/v1/order");
        request.Content = new StringContent($"{form}&signature={VenueRig.Sign(form)}");
        request.Headers.Add("X-MBX-APIKEY", VenueRig.Key);
        await Should.ThrowAsync<HttpRequestException>(() => _http.SendAsync(request, _limit.Token));
        (await _venue.Read(server => server.State.Accounts[0].OpenOrders.Length)).ShouldBe(1);
    }

    [Fact]
    public async Task A_script_runs_on_real_sockets()
    {
        const string Script = """[{"when":{"connect":{"target":"public","n":2}},"do":{"verb":"refuse","code":403}}]""";
        using var content = new StringContent(Script);
        using var armed = await _http.PostAsync(new Uri("/venue/script", UriKind.Relative), content, _limit.Token);
        armed.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var first = await Upgrade("/public/ws");
        using var second = await Dial("/public/ws");
        (await ReadHead(second)).ShouldStartWith("HTTP/1.1 403");
        using var third = await Upgrade("/public/ws");
    }

    private static byte[] Masked(byte first, string payload)
    {
        var text = Encoding.UTF8.GetBytes(payload);
        return [first, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];
    }

    private async Task<TcpClient> Dial(string path)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _venue.BaseAddress.Port, _limit.Token);
        var head = $"GET {path} HTTP/1.1\r\nHost: venue\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), _limit.Token);
        return client;
    }

    private async Task<TcpClient> Upgrade(string path)
    {
        var client = await Dial(path);
        (await ReadHead(client)).ShouldStartWith("HTTP/1.1 101");
        return client;
    }

    private async Task<string> ReadHead(TcpClient client)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await client.GetStream().ReadExactlyAsync(one, _limit.Token);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private async Task<(byte First, byte[] Payload)> ReadFrame(TcpClient client)
    {
        var head = new byte[2];
        await client.GetStream().ReadExactlyAsync(head, _limit.Token);
        var length = (int)head[1];
        if (length == 126)
        {
            var extended = new byte[2];
            await client.GetStream().ReadExactlyAsync(extended, _limit.Token);
            length = (extended[0] << 8) | extended[1];
        }

        var payload = new byte[length];
        await client.GetStream().ReadExactlyAsync(payload, _limit.Token);
        return (head[0], payload);
    }

    private async Task<int> ReadToEnd(TcpClient client)
    {
        var (total, buffer) = (0, new byte[4096]);
        while (await client.GetStream().ReadAsync(buffer, _limit.Token) is var read and > 0) total += read;
        return total;
    }

    /// <summary>Reads what was under way when the fault began.</summary>
    private async Task Drain(TcpClient client)
    {
        var buffer = new byte[64 * 1024];
        while (client.Client.Poll(100_000, SelectMode.SelectRead))
        {
            (await client.GetStream().ReadAsync(buffer, _limit.Token)).ShouldBeGreaterThan(0);
        }
    }

    /// <summary>Sends until nothing more is taken; false when everything is.</summary>
    private async Task<bool> FillUp(TcpClient client)
    {
        client.SendBufferSize = 16 * 1024;
        var chunk = new byte[256 * 1024];
        for (var sent = 0; sent < 200; sent++)
        {
            var write = client.GetStream().WriteAsync(chunk, _limit.Token).AsTask();
            if (await Task.WhenAny(write, Task.Delay(500, _limit.Token)) != write) return true;
            await write;
        }

        return false;
    }

    private async Task<ClientWebSocket> Connect(string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_venue.BaseAddress.Port}{path}"), _limit.Token);
        return socket;
    }

    private async Task<string> Hear(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), _limit.Token);
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }

    private async Task Inject(string fault)
    {
        using var content = new StringContent(fault);
        using var answer = await _http.PostAsync(new Uri("/venue/faults", UriKind.Relative), content, _limit.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(_limit.Token));
    }

    /// <summary>
    /// Waits until the faults that were injected have struck: a busy machine may serve who dialled first later.
    /// </summary>
    private async Task AllSpent()
    {
        while (await _venue.Read(server => server.Faults.Active.Count) > 0) await Task.Delay(10, _limit.Token);
    }
}
