using Phoenix.Core.Desk;
using Phoenix.Core.Readiness;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// Goal: the venue's dead man's switch guards every quote, and is refreshed only by a desk in full health.
/// </summary>
public sealed class DeadMansSwitchSpecs
{
    [Fact]
    public void The_switch_is_armed_before_the_first_order_leaves()
    {
        var desk = new DeskFixture();
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();

        var armed = desk.Effects.FindIndex(effect => effect is DeskEffect.ArmCountdown);
        var placed = desk.Effects.FindIndex(effect => effect is DeskEffect.Place);
        armed.ShouldBeInRange(0, placed - 1);
    }

    [Fact]
    public void A_healthy_desk_refreshes_the_switch_in_its_interval()
    {
        var desk = DeskFixture.Quoting();

        desk.Live(TimeSpan.FromSeconds(10));

        desk.Count<DeskEffect.ArmCountdown>().ShouldBe(3);
    }

    [Fact]
    public void A_desk_that_is_not_in_full_health_lets_the_switch_run_out()
    {
        var desk = DeskFixture.Quoting();
        desk.UserDown();

        desk.Live(TimeSpan.FromSeconds(12));

        desk.Count<DeskEffect.ArmCountdown>().ShouldBe(0);
        desk.Desk.Halts.HasFlag(HaltCauses.SwitchNotArmed).ShouldBeTrue();
    }

    [Fact]
    public void Quoting_stops_before_an_unrefreshed_switch_fires()
    {
        var desk = DeskFixture.Quoting();
        desk.Live(TimeSpan.FromSeconds(4));
        var armed = desk.Effects.OfType<DeskEffect.ArmCountdown>().Last().SentAt;
        desk.ArmsSwitch = false;

        desk.LiveUntil(armed + TimeSpan.FromSeconds(9) - TimeSpan.FromTicks(1));
        desk.Desk.Halts.ShouldBe(HaltCauses.None);

        desk.AdvanceTo(armed + TimeSpan.FromSeconds(9));
        desk.Desk.Halts.ShouldBe(HaltCauses.SwitchNotArmed);
        desk.RestingCount.ShouldBe(0);
    }

    [Fact]
    public void A_switch_that_is_armed_again_ends_the_halt()
    {
        var desk = DeskFixture.Quoting();
        desk.ArmsSwitch = false;
        desk.Live(TimeSpan.FromSeconds(12));
        desk.Desk.Halts.ShouldBe(HaltCauses.SwitchNotArmed);

        desk.ArmsSwitch = true;
        desk.Live(TimeSpan.FromSeconds(1));

        desk.Desk.Halts.ShouldBe(HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
    }

    [Fact]
    public void A_refused_refresh_is_repeated_at_the_retry_interval()
    {
        var desk = DeskFixture.Quoting();
        desk.Live(TimeSpan.FromSeconds(2));
        desk.ArmsSwitch = false;

        desk.Live(TimeSpan.FromSeconds(3));

        desk.Count<DeskEffect.ArmCountdown>().ShouldBeInRange(4, 5);
    }
}
