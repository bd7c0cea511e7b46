using Phoenix.Node.CommandLine;

namespace Phoenix.Node.Tests.Simulated;

/// <summary>
/// Goal: settings can be tried without waiting. Method: the whole trading system and its exchange in virtual time.
/// </summary>
public sealed class SimulateSpecs
{
    [Fact]
    public async Task A_minute_is_traded_in_seconds_and_the_exchange_agrees_with_the_books()
    {
        var (code, lines) = await Run("simulate", "--for", "1m");

        code.ShouldBe(ExitCode.Ok);
        lines[0].ShouldStartWith("1m of trading on 1 simulated market, in ");
        lines.ShouldContain(line => line.StartsWith("1     ETHUSDC  ", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("1     BTCUSDC  ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_seed_brings_the_same_and_several_have_a_mean()
    {
        var (_, first) = await Run("simulate", "--for", "20s", "--seed", "7", "--seeds", "2");
        var (_, again) = await Run("simulate", "--for", "20s", "--seed", "7", "--seeds", "2");

        first.Skip(1).ShouldBe(again.Skip(1));
        first.ShouldContain(line => line.StartsWith("8     ETHUSDC  ", StringComparison.Ordinal));
        first.ShouldContain(line => line.StartsWith("mean  ETHUSDC  ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_embedded_exchange_does_not_list_cannot_be_simulated()
    {
        using var settings = TemporaryFile.With("""
            phoenix {
              symbols = [SOLUSDC]
              venue {
                mode = external
                external {
                  rest-url = "http://127.0.0.1:1"
                  stream-url = "ws://127.0.0.1:1"
                  trading-url = "ws://127.0.0.1:1"
                }
              }
            }
            """);

        var (code, lines) = await Run("simulate", "--config", settings.Path);

        code.ShouldBe(ExitCode.BadInput);
        lines.ShouldBe(
        [
            "phoenix.symbols: SOLUSDC: the embedded exchange does not list it; "
                + "add it to phoenix.venue.embedded.markets",
        ]);
    }

    [Theory]
    [InlineData("--seeds 0", "--seeds 0: expected a whole number from 1 to 1000")]
    [InlineData("--for 0s", "--for 0s: expected a duration")]
    public async Task A_mistake_is_one_line(string options, string expected)
    {
        var (code, lines) = await Run(["simulate", .. options.Split(' ')]);

        code.ShouldBe(ExitCode.BadInput);
        lines.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Fact]
    public async Task Its_help_shows_examples_and_exit_codes()
    {
        var (code, lines) = await Run("simulate", "--help");

        code.ShouldBe(ExitCode.Ok);
        lines.ShouldContain("Examples:");
        lines.ShouldContain("Exit codes:");
    }

    /// <summary>Results, or mistakes where there are none; how far it is goes beside the results.</summary>
    private static async Task<(int Code, string[] Lines)> Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await PhoenixCommand.Run(arguments, output, error);
        var text = code == ExitCode.BadInput ? error.ToString() : output.ToString();
        return (code, text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
