using Phoenix.Core.Pacing;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Pacing;

public sealed class UpkeepSpecs
{
    /// <summary>The refreshes a minute that each heartbeat takes, and their share of 2400.</summary>
    [Theory]
    [InlineData(1, 600, 0.25)]
    [InlineData(2, 300, 0.125)]
    [InlineData(3, 200, 0.083)]
    [InlineData(5, 120, 0.05)]
    [InlineData(10, 60, 0.025)]
    [InlineData(30, 20, 0.008)]
    public void What_the_countdown_of_one_symbol_costs(double seconds, double weight, double share)
    {
        var upkeep = new Upkeep(
            TimeSpan.FromSeconds(3 * seconds), TimeSpan.FromSeconds(seconds), TimeSpan.FromDays(10_000));

        upkeep.WeightPerMinute.ShouldBe(weight, 0.001);
        (upkeep.WeightPerMinute / 2400).ShouldBe(share, 0.0005);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void On_the_mainnet_a_few_symbols_are_looked_after_as_configured(int symbols) =>
        Upkeep.Within(2400, Of(symbols)).ShouldBe(Upkeep.Of(Of(symbols)));

    [Fact]
    public void Comparisons_come_less_often_before_the_countdown_gets_longer()
    {
        var upkeep = Upkeep.Within(2400, Of(4)); // 230 a symbol: 200 for refreshes, 30 for comparisons

        upkeep.Refresh.ShouldBe(TimeSpan.FromSeconds(3));
        upkeep.Countdown.ShouldBe(TimeSpan.FromSeconds(10));
        upkeep.Reconcile.TotalSeconds.ShouldBe(32, 0.1);
    }

    [Fact]
    public void Then_the_countdown_gets_longer_with_its_refreshes_three_to_one()
    {
        var upkeep = Upkeep.Within(2400, Of(10)); // 92 a symbol: 8 for comparisons, 84 for refreshes

        upkeep.Reconcile.ShouldBe(TimeSpan.FromMinutes(2));
        upkeep.Refresh.TotalSeconds.ShouldBe(600 / 84.0, 0.01);
        (upkeep.Countdown / upkeep.Refresh).ShouldBe(10 / 3.0, 1e-4);
        (10 * upkeep.WeightPerMinute).ShouldBe(920, 1);
    }

    [Theory]
    [InlineData(240, 2)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void No_countdown_is_longer_than_the_longest(int limit, int symbols)
    {
        var upkeep = Upkeep.Within(limit, Of(symbols));

        upkeep.Countdown.ShouldBe(TimeSpan.FromSeconds(60));
        upkeep.Refresh.ShouldBe(TimeSpan.FromSeconds(18));
        upkeep.Reconcile.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void What_is_configured_longer_than_the_longest_stays_as_it_is()
    {
        var settings = Of(10) with
        {
            DeadMansSwitch = new DeadMansSwitchSettings
            {
                Countdown = TimeSpan.FromSeconds(90),
                Refresh = TimeSpan.FromSeconds(30),
            },
        };

        Upkeep.Within(100, settings).Countdown.ShouldBe(TimeSpan.FromSeconds(90));
    }

    private static PhoenixSettings Of(int symbols) => new()
    {
        Symbols = [.. Enumerable.Range(0, symbols).Select(i => new SymbolSettings { Symbol = new Symbol($"S{i}") })],
    };
}
