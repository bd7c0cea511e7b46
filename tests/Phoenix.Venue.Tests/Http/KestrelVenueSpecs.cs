using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Http;

/// <summary>The façade on real sockets and the real clock: only what the transport adds is tested here.</summary>
public sealed class KestrelVenueSpecs : IAsyncLifetime, IDisposable
{
    private const string List = """{"method":"LIST_SUBSCRIPTIONS","id":1}""";

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly HttpClient _http = new();
    private readonly RecordingLoggers _logs = new();
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
        _logs.Dispose();
    }

    [Fact]
    public async Task A_subscriber_receives_depth_frames()
    {
        using var socket = await Connect("/public/ws");
        await Say(socket, """{"method":"SUBSCRIBE","params":["ethusdc@depth@100ms"],"id":1}""");
        (await Hear(socket)).ShouldBe("""{"result":null,"id":1}""");
        (await Hear(socket)).ShouldStartWith("""{"e":"depthUpdate",""");
    }

    [Fact]
    public async Task Calls_are_answered_with_the_venues_headers()
    {
        using var answer = await _http.GetAsync(new Uri("/fapi/v1/time", UriKind.Relative), _limit.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("x-mbx-used-weight-1m").ShouldBe(["1"]);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task A_signed_form_in_the_body_is_accepted()
    {
        var now = await _venue.Read(server => server.Now.Milliseconds);
        var form = $"symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTX&quantity=1&price=2900.00&timestamp={now}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/fapi/v1/order");
        request.Content = new StringContent($"{form}&signature={VenueRig.Sign(form)}");
        request.Headers.Add("X-MBX-APIKEY", VenueRig.Key);
        using var answer = await _http.SendAsync(request, _limit.Token);
        var placed = await answer.Content.ReadFromJsonAsync<JsonElement>(_limit.Token);
        placed.GetProperty("status").GetString().ShouldBe("NEW");
        (await _venue.Read(server => server.State.Accounts[0].OpenOrders.Length)).ShouldBe(1);
    }

    [Fact]
    public async Task Clients_that_insist_on_TLS_are_served()
    {
        using var certificate = LoopbackCertificate.Create(TimeProvider.System.GetUtcNow());
        await using var venue = await KestrelVenue.StartAsync(
            new VenueOptions(), 0, TimeProvider.System, secure: new SecureEndpoint(0, certificate));
        using var trust = new SocketsHttpHandler();
        trust.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        using var http = new HttpClient(trust);
        (await http.GetStringAsync(new Uri(venue.SecureAddress!, "/fapi/v1/ping"), _limit.Token)).ShouldBe("{}");

        using var socket = new ClientWebSocket();
        var address = new UriBuilder(venue.SecureAddress!) { Scheme = "wss", Path = "/public/ws/ethusdc@depth@100ms" };
        using var invoker = new HttpMessageInvoker(trust, disposeHandler: false);
        await socket.ConnectAsync(address.Uri, invoker, _limit.Token);
        (await Hear(socket)).ShouldStartWith("""{"e":"depthUpdate",""");
    }

    [Fact]
    public async Task Muted_data_leaves_pings_answered()
    {
        using var socket = await Connect("/public/ws", keepAlive: TimeSpan.FromMilliseconds(500));
        var heard = Hear(socket);   // pongs are noticed only by a client that reads
        await Inject("""{"verb":"muteData","target":"public","durationMs":2500}""");
        await Say(socket, List);
        await Say(socket, """{"method":"SUBSCRIBE","params":["ethusdc@depth@100ms"],"id":1}""");
        // Were a ping left unanswered for a second, the client would abort; instead the first frame after the fault
        // comes.
        (await heard).ShouldStartWith("""{"e":"depthUpdate",""");
    }

    [Fact]
    public async Task A_black_hole_leaves_pings_unanswered()
    {
        using var socket = await Connect("/public/ws", keepAlive: TimeSpan.FromMilliseconds(100));
        await Inject("""{"verb":"blackhole","target":"public"}""");
        await Should.ThrowAsync<OperationCanceledException>(() => Hear(socket));   // the client's own pong deadline
        socket.State.ShouldBe(WebSocketState.Aborted);
        (await _venue.Read(server => server.State.Sockets.Single().IsBlackholed)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_black_hole_whose_client_has_left_ends_and_the_venue_goes_on()
    {
        var gone = await Connect("/public/ws");
        using var witness = await Connect("/public/ws");   // breaks when the black hole ends
        await Inject("""{"verb":"blackhole","target":"public","durationMs":500}""");
        gone.Abort();
        gone.Dispose();
        await Should.ThrowAsync<WebSocketException>(() => Hear(witness));

        using var answer = await _http.GetAsync(new Uri("/venue/state", UriKind.Relative), _limit.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var later = await Connect("/public/ws/ethusdc@depth@100ms");
        (await Hear(later)).ShouldStartWith("""{"e":"depthUpdate",""");
    }

    [Fact]
    public async Task A_close_carries_its_code()
    {
        using var socket = await Connect("/public/ws");
        await Inject("""{"verb":"close","target":"public","code":1008}""");
        (await Hear(socket)).ShouldBe("closed 1008");
    }

    [Fact]
    public async Task A_client_that_closes_is_answered_and_forgotten()
    {
        using var socket = await Connect("/public/ws");
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _limit.Token);
        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        (await _venue.Read(server => server.LiveSockets)).ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_upgrade_shows_its_status()
    {
        await Inject("""{"verb":"refuse","target":"public","code":403}""");
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(At("/public/ws"), _limit.Token));
        socket.HttpStatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        var port = _venue.BaseAddress.Port;
        var refused = await Should.ThrowAsync<VenuePortInUseException>(
            () => KestrelVenue.StartAsync(new VenueOptions(), port, TimeProvider.System, _logs));
        refused.Port.ShouldBe(port);
        _logs.Lines.ShouldBeEmpty();   // the caller says it in one line; the web server's trace is not needed
    }

    [Fact]
    public async Task A_fault_and_its_end_are_one_line_each()
    {
        await using var venue = await KestrelVenue.StartAsync(new VenueOptions(), 0, TimeProvider.System, _logs);
        await venue.Read(server => server.Faults.Inject(
            new() { Verb = FaultVerb.Refuse, Duration = TimeSpan.FromMilliseconds(20) }));
        await _logs.Line(5004);
        _logs.Lines.ShouldBe(
            [("Phoenix.Venue", LogLevel.Information, 5003), ("Phoenix.Venue", LogLevel.Information, 5004)]);
    }

    [Fact]
    public async Task Requests_under_way_at_the_end_are_cut_without_a_word()
    {
        await using var venue = await KestrelVenue.StartAsync(new VenueOptions(), 0, TimeProvider.System, _logs);
        using var half = new TcpClient();
        await half.ConnectAsync(IPAddress.Loopback, venue.BaseAddress.Port, _limit.Token);
        var head = "POST /fapi/v1/order HTTP/1.1\r\nHost: venue\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n";
        await half.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), _limit.Token);
        await half.GetStream().ReadExactlyAsync(new byte[12], _limit.Token);   // "HTTP/1.1 100": it waits for the body
        await venue.DisposeAsync();
        _logs.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_ends_within_two_seconds_although_sockets_are_open()
    {
        await using var venue = await KestrelVenue.StartAsync(new VenueOptions(), 0, TimeProvider.System);
        using var socket = new ClientWebSocket();
        var address = new Uri($"ws://127.0.0.1:{venue.BaseAddress.Port}/public/ws/ethusdc@depth@100ms");
        await socket.ConnectAsync(address, _limit.Token);
        await venue.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(2));
        await Should.ThrowAsync<WebSocketException>(async () =>
        {
            while (true) await Hear(socket);
        });
    }

    private Uri At(string path) => new($"ws://127.0.0.1:{_venue.BaseAddress.Port}{path}");

    private async Task<ClientWebSocket> Connect(string path, TimeSpan? keepAlive = null)
    {
        var socket = new ClientWebSocket();
        if (keepAlive is { } interval)
        {
            socket.Options.KeepAliveInterval = interval;
            socket.Options.KeepAliveTimeout = interval * 2;
        }

        await socket.ConnectAsync(At(path), _limit.Token);
        return socket;
    }

    private async Task Inject(string fault)
    {
        using var content = new StringContent(fault);
        using var answer = await _http.PostAsync(new Uri("/venue/faults", UriKind.Relative), content, _limit.Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private Task Say(ClientWebSocket socket, string text) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);

    private async Task<string> Hear(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), _limit.Token);
            if (part.MessageType == WebSocketMessageType.Close) return $"closed {(int?)socket.CloseStatus}";
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
