using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Settings;

/// <summary>Goal: of a file that was read again exactly what may change does, and the rest is named.</summary>
public sealed class ReloadPlanSpecs
{
    private const string Two = "include \"sim.conf\"\n";

    [Fact]
    public void Every_setting_of_the_reference_is_known_to_be_taken_or_not() =>
        SettingsReader.ReferenceKeys().Where(key => !ReloadRules.Knows(key)).ShouldBeEmpty();

    [Fact]
    public void A_file_that_says_the_same_changes_nothing()
    {
        var plan = Plan("phoenix.symbols = [ETHUSDC]", "phoenix { symbols = [ ETHUSDC ] # the same\n }");

        plan.Changes.ShouldBeEmpty();
        plan.Refusals.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_said_of_all_symbols_is_told_of_each_that_has_no_word_of_its_own()
    {
        var plan = Plan(Two, Two + "phoenix.symbol-defaults.grid { layers = 3, first-spacing = 2 }");

        plan.Changes.Select(change => $"{change}").ShouldBe(
            ["phoenix.symbol.BTCUSDC.grid.layers: 4 -> 3", "phoenix.symbol.ETHUSDC.grid.layers: 4 -> 3"]);
        plan.Refusals.ShouldBeEmpty();
        plan.After.Settings.Phoenix.Symbols.ShouldAllBe(symbol => symbol.Grid.Layers == 3);
    }

    [Fact]
    public void What_may_not_change_is_named_with_its_reason_and_the_rest_is_taken()
    {
        var plan = Plan(
            Two,
            Two + """
            phoenix {
              logging.level = debug
              streams.halt-after = 4s
              symbol.ETHUSDC { strategy = glft, signals.volatility.time-constant = 30s }
              venue.embedded.seed = 9
            }
            """);

        plan.Changes.Select(change => $"{change}").ShouldBe(
            ["phoenix.logging.level: info -> debug", "phoenix.symbol.ETHUSDC.strategy: grid -> glft"]);
        plan.Refusals.Select(refusal => $"{refusal}").ShouldBe(
        [
            "phoenix.streams.halt-after stays until a restart: whatever goes by it took it when it started",
            "phoenix.symbol.ETHUSDC.signals.volatility.time-constant stays until a restart: "
                + "what was learned from the market was measured by the old value",
            "phoenix.venue.embedded.seed stays until a restart: the exchange is chosen once, at the start",
        ]);
        var eth = plan.After.Settings.Phoenix.Symbols[0];
        (eth.Strategy, eth.Signals.Volatility.TimeConstant).ShouldBe((StrategyKind.Glft, TimeSpan.FromSeconds(60)));
        plan.After.Settings.Phoenix.Streams.HaltAfter.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void What_is_taken_back_is_the_default_again()
    {
        var plan = Plan(Two + "phoenix.symbol.ETHUSDC.risk.net-max = 0.2", Two);

        plan.Changes.ShouldHaveSingleItem().ToString().ShouldBe("phoenix.symbol.ETHUSDC.risk.net-max: 0.2 -> 0.30");
    }

    [Fact]
    public void The_next_file_is_compared_with_what_is_in_force_and_not_with_the_last_file()
    {
        var first = Plan(Two, Two + "phoenix.streams.halt-after = 4s");

        var second = ReloadPlan.Of(first.After, Written(Two + "phoenix.streams.halt-after = 4s"));

        second.Changes.ShouldBeEmpty();
        second.Refusals.ShouldHaveSingleItem().Key.ShouldBe("phoenix.streams.halt-after");
    }

    [Fact]
    public void A_symbol_that_the_file_names_no_more_is_traded_as_before_until_the_restart()
    {
        var plan = Plan(Two, "phoenix { symbols = [ETHUSDC], symbol.ETHUSDC.grid.layers = 2 }");

        plan.Refusals.ShouldContain(refusal => refusal.Key == "phoenix.symbols");
        var btc = plan.After.Settings.Phoenix.Symbols.Single(symbol => symbol.Symbol == new Symbol("BTCUSDC"));
        (btc.Grid.LayerSize, btc.Risk.NetMax).ShouldBe((0.002m, 0.06m));
        plan.After.Settings.Phoenix.Symbols[0].Grid.Layers.ShouldBe(2);
    }

    [Fact]
    public void What_may_change_and_does_not_go_with_what_stays_changes_nothing()
    {
        const string SmallOrders = """
            phoenix {
              venue.embedded.market.ETHUSDC.min-notional = 1
              symbol.ETHUSDC.grid.layer-size = 0.005
            }
            """;
        Written(Two + SmallOrders);

        Should.Throw<BadInputException>(() => Plan(Two, Two + SmallOrders))
            .Problems.ShouldContain(problem => problem.What.Contains("layer-size", StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_is_not_told()
    {
        const string Account = "phoenix.venue.embedded.account.bob { api-key = bobs-key, secret = ";

        var plan = Plan(Two + Account + "first-secret }", Two + Account + "second-secret }");

        var refusal = plan.Refusals.ShouldHaveSingleItem().ToString();
        refusal.ShouldStartWith("phoenix.venue.embedded.account.bob.secret");
        refusal.ShouldNotContain("second-secret");
    }

    private static ReloadPlan Plan(string running, string fresh) => ReloadPlan.Of(Written(running), Written(fresh));

    private static WrittenSettings Written(string text)
    {
        using var file = new TemporaryFile(text);
        return SettingsReader.ReadWritten(file.Path);
    }

    private sealed class TemporaryFile : IDisposable
    {
        public TemporaryFile(string text) => File.WriteAllText(Path, text);

        public string Path { get; } =
            System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"phoenix-{Guid.NewGuid():N}.conf");

        public void Dispose() => File.Delete(Path);
    }
}
