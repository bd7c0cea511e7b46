using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Control;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Hosting;

namespace Phoenix.Node.Tests.Control;

/// <summary>
/// Goal: a command reaches the trading system with the token only, and its answer the operator. Real sockets.
/// </summary>
public sealed class ControlEndpointSpecs : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;
    private readonly FakeTarget _target = new();
    private readonly HttpClient _http = new();
    private ControlToken _token = null!;
    private LocalServer _endpoint = null!;

    public async Task InitializeAsync()
    {
        _token = ControlToken.LoadOrCreate(Path.Combine(_folder, "control.token"));
        _endpoint = await Listen();
        _http.BaseAddress = _endpoint.Address;
    }

    public async Task DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public void It_listens_on_the_loopback_address_alone() => _endpoint.Address.Host.ShouldBe("127.0.0.1");

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer 0123456789abcdef0123456789abcdef")]
    public async Task Without_the_token_nothing_is_done(string? header)
    {
        (await Send("kill", "", header)).ShouldBe(HttpStatusCode.Unauthorized);
        _target.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_is_carried_with_its_symbol_and_its_patience()
    {
        (await Send("pause", """{"symbol":"ethusdc","timeoutMs":1500}""", _token.Header)).ShouldBe(HttpStatusCode.OK);

        _target.Commands.ShouldBe(
            [(new OperatorCommand.Pause(new Symbol("ETHUSDC")), TimeSpan.FromMilliseconds(1500))]);
    }

    [Theory]
    [InlineData("pause", "{")]
    [InlineData("pause", """{"symbl":"ETHUSDC"}""")]
    [InlineData("pause", """{"symbol":"ETH USDC"}""")]
    [InlineData("kill", """{"symbol":"ETHUSDC"}""")]
    [InlineData("dance", "")]
    public async Task What_cannot_be_understood_is_refused(string verb, string body)
    {
        (await Send(verb, body, _token.Header)).ShouldBe(HttpStatusCode.BadRequest);
        _target.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_beyond_its_bound_is_refused()
    {
        var body = $$"""{"symbol":"{{new string('A', 5000)}}"}""";

        (await Send("pause", body, _token.Header)).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        _target.Commands.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(OperatorOutcome.Done, ExitCode.Ok, "pause: done")]
    [InlineData(OperatorOutcome.Refused, ExitCode.Failed, "pause: refused: because")]
    [InlineData(OperatorOutcome.NotConfirmed, ExitCode.NotConfirmed, "pause: in force, not confirmed: because")]
    public async Task The_command_line_tells_what_became_of_it(OperatorOutcome outcome, int code, string said)
    {
        _target.Answer = new ControlProtocol.Answered(
            outcome,
            outcome == OperatorOutcome.Done ? "" : "because",
            [
                new DeskStanding(
                    new Symbol("ETHUSDC"),
                    OperatorStance.Paused,
                    true,
                    HaltCauses.PausedByOperator,
                    QuoteMode.Normal,
                    0.05m,
                    0,
                    ""),
            ]);

        var (exit, output) = await Run("pause", "ETHUSDC");

        exit.ShouldBe(code);
        output.ShouldBe([said, "  ETHUSDC halted (PausedByOperator), position 0.05, open orders 0"]);
    }

    [Fact]
    public async Task A_trading_system_that_does_not_answer_has_not_confirmed()
    {
        _target.Answer = null;

        (await Run("flatten")).Code.ShouldBe(ExitCode.NotConfirmed);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("status", "--once")]
    public async Task Status_is_plain_text_where_there_is_no_terminal(params string[] words)
    {
        _target.Status = Killed();

        var (exit, output) = await Run(words);

        exit.ShouldBe(ExitCode.Ok);
        output[0].ShouldBe("killed: nothing is quoted until resume --after-kill");
        output.ShouldContain("ETHUSDC halted: Killed");
    }

    [Fact]
    public async Task Status_tells_programs_everything()
    {
        _target.Status = Killed();

        var (_, output) = await Run("status", "--json");

        using var told = JsonDocument.Parse(string.Concat(output));
        told.RootElement.GetProperty("symbols")[0].GetProperty("halts").GetString().ShouldBe("Killed");
    }

    [Fact]
    public async Task A_node_whose_trading_system_does_not_answer_has_no_status() =>
        (await Run("status")).Code.ShouldBe(ExitCode.NotConfirmed);

    [Fact]
    public async Task Where_nobody_listens_the_node_is_not_reachable()
    {
        await _endpoint.DisposeAsync();

        (await Run("kill")).Code.ShouldBe(ExitCode.NotReachable);
        _endpoint = await Listen();
    }

    [Fact]
    public async Task Without_a_port_the_node_is_found_by_its_data_folder()
    {
        (await RunWith("port = 0", "pause")).ShouldBe((ExitCode.NotReachable, "", $"no node runs with the data folder "
            + $"{_folder}; name its settings by --config, or its port by --port"));

        using var address = ControlAddress.Publish(_folder, _endpoint.Address.Port);
        (await RunWith("port = 0", "pause")).ShouldBe((ExitCode.Ok, "pause: done", ""));
    }

    [Fact]
    public async Task Of_several_nodes_the_one_that_is_meant_has_to_be_named()
    {
        var port = _endpoint.Address.Port;
        var other = port == 1 ? 2 : 1;
        using var address = ControlAddress.Publish(_folder, port);
        using var another = ControlAddress.Publish(_folder, other);

        var (code, _, error) = await RunWith("port = 0", "kill");

        code.ShouldBe(ExitCode.BadInput);
        error.ShouldBe($"--port: 2 nodes run with the data folder {_folder}: their ports are {other}, {port}; "
            + "name the one that is meant by --port");
        _target.Commands.ShouldBeEmpty();

        (await RunWith("port = 0", "kill", "--port", $"{port}")).Code.ShouldBe(ExitCode.Ok);
    }

    [Fact]
    public async Task A_node_that_takes_no_commands_is_not_looked_for()
    {
        using var address = ControlAddress.Publish(_folder, _endpoint.Address.Port);

        (await RunWith("enabled = off", "pause")).Code.ShouldBe(ExitCode.BadInput);
        _target.Commands.ShouldBeEmpty();
    }

    private static ControlStatus Killed() => new(
        Killed: true,
        "the file is cut off",
        [new SymbolReport("ETHUSDC", "Killed", "Killed", "ReduceOnly", 0.05m, 0, 3, 2999.98m, 2999.99m, 64)],
        "");

    private Task<LocalServer> Listen() => ControlEndpoint.Start(
        0,
        new ControlRoutes(_token, _target, NoReload.Instance, TimeSpan.FromSeconds(30), NullLogger.Instance),
        NullLogger.Instance);

    private async Task<(int Code, string[] Output)> Run(params string[] arguments)
    {
        var (code, output, _) = await RunWith($"port = {_endpoint.Address.Port}", arguments);
        return (code, output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<(int Code, string Output, string Error)> RunWith(
        string control, params string[] arguments)
    {
        using var settings = TemporaryFile.With($$"""
            phoenix {
              control { {{control}}, token-file = "{{Path.Combine(_folder, "control.token")}}" }
              node.data-folder = "{{_folder}}"
            }
            """);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PhoenixCommand.Run([.. arguments, "--config", settings.Path], output, error);
        return (code, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }

    private async Task<HttpStatusCode> Send(string verb, string body, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"control/{verb}")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }

        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private sealed class FakeTarget : IControlTarget
    {
        public List<(OperatorCommand Command, TimeSpan Patience)> Commands { get; } = [];

        public ControlProtocol.Answered? Answer { get; set; } = new(OperatorOutcome.Done, "", []);

        public ControlStatus? Status { get; set; }

        public Task<ControlProtocol.Answered?> Carry(OperatorCommand command, TimeSpan patience)
        {
            Commands.Add((command, patience));
            return Task.FromResult(Answer);
        }

        public Task<ControlStatus?> Report() => Task.FromResult(Status);
    }
}
