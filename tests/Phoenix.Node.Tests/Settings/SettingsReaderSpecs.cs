using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>What is overridden counts, the rest keeps its default, and every mistake is told with its place.</summary>
public sealed class SettingsReaderSpecs
{
    [Fact]
    public void A_file_overrides_what_it_names()
    {
        var read = SettingsReader.Read("my.conf", """
            phoenix {
              streams.halt-after = 2s
              streams { dead-after = 4500ms }
              trading.owner = "mm7"
            }
            """);

        read.Phoenix.Streams.HaltAfter.ShouldBe(TimeSpan.FromSeconds(2));
        read.Phoenix.Streams.DeadAfter.ShouldBe(TimeSpan.FromSeconds(4.5));
        read.Phoenix.Streams.DeathDebounce.ShouldBe(TimeSpan.FromSeconds(30));
        read.Phoenix.Trading.Owner.ShouldBe("mm7");
    }

    [Fact]
    public void A_symbol_falls_back_to_the_defaults_of_all_symbols()
    {
        var read = SettingsReader.Read("my.conf", """
            phoenix {
              symbols = [ETHUSDC, BTCUSDC]
              symbol-defaults.grid.layers = 5
              symbol.BTCUSDC.grid.layer-size = 0.003
            }
            """);

        read.Phoenix.Symbols.Select(symbol => symbol.Grid.Layers).ShouldBe([5, 5]);
        read.Phoenix.Symbols.Select(symbol => symbol.Grid.LayerSize).ShouldBe([0.010m, 0.003m]);
    }

    [Theory]
    [InlineData(513, "", 512)]
    [InlineData(513, "phoenix.streams.watch-trades = 0", 512)]
    [InlineData(513, "phoenix.streams.watch-best = 0", 512)]
    [InlineData(1025, "phoenix.streams { watch-trades = 0, watch-best = 0 }", 1024)]
    public void More_symbols_than_a_connection_carries_with_the_witnesses_are_refused(int count, string rest, int most)
    {
        var symbols = string.Join(", ", Enumerable.Range(1, count).Select(number => $"S{number}USDC"));
        Mistakes($"phoenix.symbols = [{symbols}]\n{rest}")
            .ShouldContain(line => line.Contains($"expected at most {most}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("phoenix.streams.halt-after = 3", "phoenix.streams.halt-after = 3: expected a duration with its unit")]
    [InlineData("phoenix.streams.halt-after = 3parsecs", "= 3parsecs: expected a duration with its unit (ms, s, m, h)")]
    [InlineData("phoenix.streams.halt-after = -3s", "= -3s: expected a duration from 1ms to 24h")]
    [InlineData("phoenix.streams.halt-after = 6s", "dead-after = 5s (the default): expected at least halt-after")]
    [InlineData("phoenix.streams.dead-after = 2s", "dead-after = 2s: expected at least halt-after (3s)")]
    [InlineData("phoenix.dead-mans-switch.refresh = 4s", "refresh = 4s: expected at most a third of countdown (10s)")]
    [InlineData("phoenix.reconnect.max-backoff = 100ms", "expected at least min-backoff (200ms)")]
    [InlineData("phoenix.listen-key.keep-alive-interval = 60m", "expected less than validity (1h)")]
    [InlineData("phoenix.symbol-defaults.grid.layers = -3", "grid.layers = -3: expected a whole number from 1 to 40")]
    [InlineData("phoenix.symbol-defaults.grid.layers = 41", "= 41: expected a whole number from 1 to 40")]
    [InlineData("phoenix.symbol-defaults.grid.layers = seven", "= seven: expected a whole number from 1 to 40")]
    [InlineData("phoenix.symbol-defaults.grid.layer-size = 0", "expected a number greater than 0")]
    [InlineData("phoenix.symbol-defaults.grid.layer-size = 0.01eth", "= 0.01eth: expected a number greater than 0")]
    [InlineData("phoenix.symbol-defaults.grid.layer-size = 0.16", "must hold one layer of ETHUSDC")]
    [InlineData("phoenix.symbol-defaults.grid.max-spacing = 1", "expected at least first-spacing (1.2)")]
    [InlineData("phoenix.symbol-defaults.risk.reduce-only-until = 0.9", "expected at most reduce-only-above (0.80)")]
    [InlineData("phoenix.symbols = [ETHUSDC, ETHUSDC]", "ETHUSDC stands there more than once; name it once")]
    [InlineData("phoenix.symbols = []", "write for example [ETHUSDC]")]
    [InlineData("phoenix.symbols = ETHUSDC", "expected a list of symbols; write for example [ETHUSDC]")]
    [InlineData("phoenix.symbols = [ETH-USDC]", "expected symbols like ETHUSDC, not \"ETH-USDC\"")]
    [InlineData("phoenix.symbols = [DOGEUSDC]", "lists ETHUSDC, BTCUSDC; trade one of them, or set")]
    [InlineData("phoenix { symbols = [BTCUSDC], venue.embedded.markets = [ETHUSDC] }", "or add BTCUSDC to phoenix")]
    [InlineData("phoenix.symbol.ETHUSDT.grid.layers = 3", "phoenix.symbol.ETHUSDT: a block for a symbol that is not")]
    [InlineData("phoenix.trading.owner = \"much too long\"", "expected 1 to 8 letters or digits")]
    [InlineData("phoenix.trading.orders-per-minute = 100", "expected at least orders-per-10-seconds (200)")]
    [InlineData("phoenix.venue.mode = embeded", "did you mean embedded?")]
    [InlineData("phoenix.venue.mode = external", "phoenix.venue.external.rest-url = \"\": expected an address")]
    [InlineData("phoenix.venue.embedded.port = 70000", "expected a whole number from 0 to 65535")]
    [InlineData("phoenix.venue.embedded.markets = [DOGEUSDC]", "the embedded exchange knows BTCUSDC")]
    [InlineData("phoenix.logging.level = loud", "expected one of debug, info, warning, error")]
    [InlineData("phoenix.streams.halt-afer = 3s", "unknown key; did you mean phoenix.streams.halt-after?")]
    [InlineData("pheonix.streams.halt-after = 3s", "unknown key; did you mean phoenix.streams.halt-after?")]
    [InlineData("phoenix.symbol.ETHUSDC.grid.layrs = 3", "did you mean phoenix.symbol.ETHUSDC.grid.layers?")]
    [InlineData("phoenix.streams = 3s", "unknown key; phoenix.streams is a block")]
    [InlineData("phoenix.colour = green", "unknown key; see hocon/reference.conf")]
    public void A_mistake_is_told_in_one_line_with_its_place(string text, string expected)
    {
        var problem = Mistakes("# first line\n" + text + "\n")[0];

        problem.ShouldContain(expected);
        problem.ShouldNotContain('\n');
        problem.ShouldStartWith("my.conf:2: ");
    }

    [Fact]
    public void All_mistakes_are_told_at_once() =>
        Mistakes("""
            phoenix {
              streams {
                halt-after = 3
                ded-after = 5s
              }
              symbol-defaults { grid { layers = 0 } }
            }
            """).Select(problem => problem.Split(' ')[0]).ShouldBe(["my.conf:3:", "my.conf:4:", "my.conf:6:"]);

    [Fact]
    public void Text_that_is_not_hocon_is_told_in_one_line()
    {
        var problem = Mistakes("phoenix { streams { halt-after = 3s }").Single();

        problem.ShouldStartWith("my.conf:");
        problem.ShouldContain(": this is not HOCON; ");
        problem.ShouldNotContain('\n');
    }

    [Fact]
    public void A_file_that_does_not_exist_is_told_by_its_name() =>
        Should.Throw<BadInputException>(() => SettingsReader.ReadFile("/nowhere/my.conf"))
            .Problems.Single().ToString().ShouldStartWith("--config: /nowhere/my.conf: no such file");

    [Fact]
    public void Settings_of_the_actor_system_pass_through() =>
        SettingsReader.Read("my.conf", "akka { loglevel = DEBUG, loggers = [a, b] }")
            .ActorSystem.ShouldBe("akka.loggers = [\"a\", \"b\"]\nakka.loglevel = \"DEBUG\"");

    private static string[] Mistakes(string text) =>
        [.. Should.Throw<BadInputException>(() => SettingsReader.Read("my.conf", text))
            .Problems.Select(problem => problem.ToString())];
}
