using Phoenix.Node.CommandLine;

namespace Phoenix.Node.Tests.CommandLine;

/// <summary>A mistake costs one line on the error stream and exit code 2; nothing is started.</summary>
public sealed class BadInputSpecs
{
    [Theory]
    [InlineData("--for 10parsecs", "--for 10parsecs: expected a duration with its unit (ms, s, m, h), greater than 0")]
    [InlineData("--for 0s", "--for 0s: expected a duration")]
    [InlineData("--for 30", "--for 30: expected a duration with its unit")]
    [InlineData("--for", "Required argument missing for option: '--for'; see --help")]
    [InlineData("--fro 3s", "--fro: unknown option; did you mean --for?")]
    [InlineData("--verbose", "--verbose: unknown option")]
    [InlineData("trade", "trade: unknown option or command; see --help")]
    [InlineData("--seed -1", "--seed -1: expected a whole number of at least 0")]
    [InlineData("--seed seven", "--seed seven: expected a whole number of at least 0")]
    [InlineData("--venue-port 65536", "--venue-port 65536: expected a whole number from 0 to 65535")]
    [InlineData("--config /nowhere/my.conf", "--config: /nowhere/my.conf: no such file; name a readable HOCON file")]
    [InlineData("--summary /nowhere/run.json", "--summary: /nowhere/run.json: cannot be written")]
    [InlineData("venue --port http", "--port http: expected a whole number from 0 to 65535")]
    [InlineData("run --for 30", "--for 30: expected a duration with its unit")]
    [InlineData("run --fro 3s", "--fro: unknown option; did you mean --for?")]
    [InlineData("run --config /nowhere/my.conf", "--config: /nowhere/my.conf: no such file")]
    [InlineData("venue --config x", "--config: x: no such file")]
    public async Task A_mistake_on_the_command_line_is_one_line(string line, string expected)
    {
        var (code, error) = await Run(line.Split(' '));

        code.ShouldBe(ExitCode.BadInput);
        error.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Fact]
    public async Task Each_mistake_in_a_file_is_one_line()
    {
        using var file = TemporaryFile.With("phoenix { streams.halt-after = 3, symbol-defaults.grid.layers = -1 }");

        var (code, error) = await Run("--config", file.Path);

        code.ShouldBe(ExitCode.BadInput);
        error.Length.ShouldBe(2);
        error.ShouldAllBe(line => line.StartsWith($"{file.Path}:1: phoenix."));
    }

    [Fact]
    public async Task A_log_file_that_cannot_be_written_is_one_line()
    {
        using var taken = TemporaryFile.With("");
        using var file = TemporaryFile.With($"phoenix.logging.file = \"{taken.Path}/log.json\"");

        var (code, error) = await Run("--config", file.Path, "--for", "1s");

        code.ShouldBe(ExitCode.BadInput);
        error.ShouldHaveSingleItem()
            .ShouldStartWith($"phoenix.logging.file: {taken.Path}/log.json: cannot be written; name a file that can (");
    }

    [Fact]
    public async Task Every_missing_credential_is_one_line()
    {
        using var file = TemporaryFile.With("""
            phoenix.venue {
              mode = external
              external {
                rest-url = "http://127.0.0.1:1"
                stream-url = "ws://127.0.0.1:1"
                trading-url = "ws://127.0.0.1:1"
              }
              credentials { api-key-variable = PHOENIX_UNSET_KEY, secret-variable = PHOENIX_UNSET_SECRET }
            }
            """);

        var (code, error) = await Run("--config", file.Path);

        code.ShouldBe(ExitCode.BadInput);
        error.Select(line => line[..line.IndexOf(';', StringComparison.Ordinal)]).ShouldBe(
        [
            "phoenix.venue.credentials.api-key-variable: environment variable PHOENIX_UNSET_KEY is empty: "
                + "expected the account's credential there",
            "phoenix.venue.credentials.secret-variable: environment variable PHOENIX_UNSET_SECRET is empty: "
                + "expected the account's credential there",
        ]);
    }

    [Fact]
    public async Task Help_shows_examples_and_exit_codes()
    {
        using var output = new StringWriter();

        (await PhoenixCommand.Run(["--help"], output, TextWriter.Null)).ShouldBe(ExitCode.Ok);

        output.ToString().ShouldContain("Examples:");
        output.ToString().ShouldContain("Exit codes:");
    }

    [Fact]
    public async Task Help_of_the_exchange_shows_its_own_examples()
    {
        using var output = new StringWriter();

        (await PhoenixCommand.Run(["venue", "--help"], output, TextWriter.Null)).ShouldBe(ExitCode.Ok);

        output.ToString().ShouldContain("venue --port 5555");
        output.ToString().ShouldNotContain("sim.conf");
        output.ToString().ShouldNotContain("our books");
    }

    [Fact]
    public async Task Settings_under_which_nothing_can_be_quoted_end_the_run()
    {
        using var file = TemporaryFile.With("phoenix.symbol-defaults.grid.first-spacing = 0.001");

        var (code, error) = await Run("--config", file.Path, "--for", "60s");

        code.ShouldBe(ExitCode.BadInput);
        var line = error.ShouldHaveSingleItem();
        line.ShouldStartWith($"{file.Path}: ETHUSDC cannot be quoted: ");
        line.ShouldContain("fall on one tick; first-spacing is 0.001");
    }

    private static async Task<(int Code, string[] Error)> Run(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = await PhoenixCommand.Run(arguments, TextWriter.Null, error);
        return (code, error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
