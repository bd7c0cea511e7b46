using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Control;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Control;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams;
using Phoenix.Node.Control;
using Phoenix.Node.Dashboard;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;
using Phoenix.Node.Tests.Control;

namespace Phoenix.Node.Tests.Dashboard;

/// <summary>Goal: everybody on this machine may look, nobody without the token may touch. Real sockets.</summary>
public sealed class DashboardServerSpecs : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;
    private readonly FakeNode _node = new();
    private readonly HttpClient _http = new();
    private ControlToken _token = null!;
    private DashboardServer _server = null!;

    public async Task InitializeAsync()
    {
        _token = ControlToken.LoadOrCreate(Path.Combine(_folder, "control.token"));
        _server = await Start(port: 0, anyPort: false);
        _http.BaseAddress = _server.Address;
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/app.css", "text/css")]
    [InlineData("/js/app.js", "text/javascript")]
    [InlineData("/lib/uPlot.LICENSE.txt", "text/plain")]
    public async Task The_page_is_part_of_the_program(string path, string type)
    {
        using var reply = await _http.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        reply.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        using var first = await _http.GetAsync("/js/app.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/js/app.js");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using var second = await _http.SendAsync(again);

        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/js/../appsettings.json")]
    [InlineData("/incidents/..%2f..%2fcontrol.token")]
    [InlineData("/incidents/control.token")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var reply = await _http.GetAsync(path);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/control/kill")]
    [InlineData("/venue/faults")]
    public async Task Without_the_token_nothing_is_done(string path)
    {
        using var reply = await _http.PostAsync(path, new StringContent("{}"));

        reply.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _node.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_the_token_a_command_is_carried()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/control/pause")
        {
            Content = new StringContent("""{"symbol":"ETHUSDC"}"""),
        };
        request.Headers.Add("Authorization", _token.Header);
        using var reply = await _http.SendAsync(request);

        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        _node.Commands.ShouldBe([new OperatorCommand.Pause(new Symbol("ETHUSDC"))]);
    }

    [Theory]
    [InlineData("Host", "phoenix.example")]
    [InlineData("Origin", "http://phoenix.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    public async Task A_page_of_somebody_elses_is_not_served(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.TryAddWithoutValidation(header, value);
        using var reply = await _http.SendAsync(request);

        reply.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    [Fact]
    public async Task The_reports_of_incidents_are_listed_and_read()
    {
        var report = Path.Combine(_folder, "incident-1" + IncidentPapers.ReportSuffix);
        await File.WriteAllTextAsync(report, "what happened");

        (await _http.GetStringAsync("/incidents/")).ShouldBe("""["incident-1"]""");
        (await _http.GetStringAsync("/incidents/incident-1")).ShouldBe("what happened");
    }

    [Fact]
    public async Task A_page_is_told_what_was_and_then_what_is()
    {
        using var page = await Open();

        var hello = await Next(page, "hello");
        var frame = await Next(page, "frame");

        hello.GetProperty("exchange").GetString().ShouldBe("a test");
        frame.GetProperty("answers").GetBoolean().ShouldBeTrue();
        var connection = frame.GetProperty("connections").EnumerateArray().ShouldHaveSingleItem();
        connection.GetProperty("slot").GetString().ShouldBe("public-A");
        connection.GetProperty("state").GetString().ShouldBe("down");
        connection.GetProperty("lastCause").GetString().ShouldBe("SilentStream");
        var symbol = frame.GetProperty("symbols").EnumerateArray().ShouldHaveSingleItem();
        symbol.GetProperty("halts").GetString().ShouldBe("BookStale");
        symbol.GetProperty("ends").EnumerateArray().ShouldHaveSingleItem().GetString()
            .ShouldBe("BookStale ends with the next good frame");
        symbol.GetProperty("fills").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("price").GetDecimal().ShouldBe(3000.5m);
    }

    [Fact]
    public async Task A_system_that_does_not_answer_is_shown_as_such()
    {
        using var page = await Open();
        await Next(page, "frame");

        _node.IsSilent = true;

        while ((await Next(page, "frame")).GetProperty("answers").GetBoolean())
        {
        }
    }

    [Fact]
    public async Task Without_a_page_nobody_is_asked_to_look()
    {
        using (var page = await Open())
        {
            await Next(page, "frame");
            _node.Looks.ShouldBeGreaterThan(0);
        }

        await Task.Delay(TimeSpan.FromSeconds(1)); // the server notices that the page is gone
        var looks = _node.Looks;
        await Task.Delay(TimeSpan.FromSeconds(1));
        _node.Looks.ShouldBe(looks);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_unless_any_will_do()
    {
        var taken = _server.Address.Port;

        var refused = await Should.ThrowAsync<BadInputException>(() => Start(taken, anyPort: false));
        refused.Message.ShouldContain("phoenix.dashboard.port");
        await using var elsewhere = await Start(taken, anyPort: true);
        elsewhere.Address.Port.ShouldNotBe(taken);
    }

    private Task<DashboardServer> Start(int port, bool anyPort) => DashboardServer.Start(
        new DashboardSettings { Port = port, AnyPort = anyPort },
        new LiveFeed(_node, new LogTail(), "a test", canFault: true, TimeProvider.System),
        new ControlRoutes(_token, _node, NoReload.Instance, TimeSpan.FromSeconds(1), NullLogger.Instance),
        new FaultPanel(new Uri("http://127.0.0.1:1/")),
        new IncidentReports(_folder),
        NullLogger.Instance);

    private async Task<ClientWebSocket> Open()
    {
        var page = new ClientWebSocket();
        using var limit = new CancellationTokenSource(Patience);
        await page.ConnectAsync(new Uri($"ws://127.0.0.1:{_server.Address.Port}/live"), limit.Token);
        return page;
    }

    private static async Task<JsonElement> Next(ClientWebSocket page, string kind)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            WebSocketReceiveResult part;
            do
            {
                var rest = new ArraySegment<byte>(buffer, length, buffer.Length - length);
                part = await page.ReceiveAsync(rest, limit.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            var message = JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, length)).RootElement;
            if (message.GetProperty("kind").GetString() == kind)
            {
                return message;
            }
        }
    }

    /// <summary>A node with one symbol that is halted, because its connection died.</summary>
    private sealed class FakeNode : IDashboardSource, IControlTarget
    {
        private static readonly Instant Moment = Instant.From(TimeSpan.FromSeconds(100));
        private static readonly Symbol Eth = new("ETHUSDC");

        public List<OperatorCommand> Commands { get; } = [];

        public int Looks { get; private set; }

        public bool IsSilent { get; set; }

        public Instant Now => Moment;

        public void Look() => Looks++;

        public Task<PhoenixStatus?> Status() => Task.FromResult(IsSilent ? null : Standing());

        public Task<ControlProtocol.InForce?> InForce() => Task.FromResult<ControlProtocol.InForce?>(null);

        public BudgetReading Budget() => NoRateBudget.Instance.Read();

        public Task<ControlProtocol.Answered?> Carry(OperatorCommand command, TimeSpan patience)
        {
            Commands.Add(command);
            return Task.FromResult<ControlProtocol.Answered?>(
                new ControlProtocol.Answered(OperatorOutcome.Done, "", []));
        }

        public Task<ControlStatus?> Report() => Task.FromResult<ControlStatus?>(null);

        private static PhoenixStatus? Standing() => new(
            Moment,
            [],
            [
                new SymbolStatus(
                    Eth, null, HaltCauses.BookStale, 0, 0, 0, [new Halt(HaltCauses.BookStale, Moment, null)])
                {
                    Fills = [new SystemEvent.Filled(Eth, Side.Buy, 3000.5m, 0.01m, IsMaker: true, Moment)],
                },
            ],
            [])
        {
            Connections =
            [
                new ConnectionStanding(
                    "public-A", new Epoch(1), ConnectionPhase.Down, Moment, 1, DeathCause.SilentStream, "mute", Moment),
            ],
        };
    }
}
