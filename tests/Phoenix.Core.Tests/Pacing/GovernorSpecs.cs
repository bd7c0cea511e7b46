using Phoenix.Core.Pacing;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Pacing;

public sealed class GovernorSpecs
{
    private static readonly PhoenixSettings Settings = new()
    {
        Symbols = [new SymbolSettings { Symbol = new Symbol("ETHUSDC") }],
    };

    private readonly Governor _governor = new(Settings);
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));

    [Fact]
    public void With_room_nothing_is_slowed_down()
    {
        Told(orders: 125); // 125 of the 210 that placing may use: 0.595

        _governor.Pace.ShouldBe(Pace.Full);
        _governor.Cause.ShouldBe(PaceCause.None);
        _governor.Interval(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(1));
        _governor.Loosened(new GridSettings()).ShouldBe(new GridSettings());
        _governor.MostLayers(7).ShouldBeGreaterThanOrEqualTo(40);
    }

    [Fact]
    public void It_steps_down_one_pace_at_a_time_and_names_the_limit()
    {
        Pace[] paces = [Told(orders: 200), Told(orders: 200), Told(orders: 200), Told(orders: 200)];

        paces.ShouldBe([Pace.Wider, Pace.Fewer, Pace.Least, Pace.Least]);
        _governor.Cause.ShouldBe(PaceCause.OrdersPerTenSeconds);
        _governor.MostLayers(7).ShouldBe(1);
        _governor.Interval(TimeSpan.FromSeconds(1)).ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void Wider_tolerances_come_before_fewer_layers()
    {
        Told(orders: 126); // 0.60

        _governor.Pace.ShouldBe(Pace.Wider);
        _governor.Loosened(new GridSettings()).NearTolerance.ShouldBe(0.50m);
        _governor.Loosened(new GridSettings()).FarTolerance.ShouldBe(0.99m);
        _governor.MostLayers(7).ShouldBeGreaterThanOrEqualTo(40);

        Told(orders: 158); // 0.752

        _governor.Pace.ShouldBe(Pace.Fewer);
        _governor.MostLayers(7).ShouldBe(3);
        _governor.MostLayers(1).ShouldBe(1);
    }

    [Fact]
    public void A_pace_is_left_well_below_where_it_was_entered_and_not_at_once()
    {
        Told(orders: 126);

        Told(orders: 100, after: 20).ShouldBe(Pace.Wider, "0.476 is within the release");
        Told(orders: 94, after: 1).ShouldBe(Pace.Full, "0.448 is not, and ten seconds are over");
        Told(orders: 126).ShouldBe(Pace.Wider);
        Told(orders: 0, after: 9).ShouldBe(Pace.Wider, "ten seconds are not over");
        Told(orders: 0, after: 1).ShouldBe(Pace.Full);
        _governor.Cause.ShouldBe(PaceCause.None);
    }

    [Theory]
    [InlineData(1600, 0, 0, PaceCause.RequestWeight)]
    [InlineData(0, 200, 0, PaceCause.OrdersPerTenSeconds)]
    [InlineData(0, 0, 800, PaceCause.OrdersPerMinute)]
    public void The_tightest_limit_counts(int weight, int few, int many, PaceCause cause)
    {
        _governor.Told(Used(weight, few, many), BehaviourLevel.Normal, _now);

        _governor.Pace.ShouldBe(Pace.Wider);
        _governor.Cause.ShouldBe(cause);
    }

    [Fact]
    public void A_limit_of_nothing_is_used_up()
    {
        _governor.Told(new BudgetReading(0, 0, 0, 0, 0, 0, default, false), BehaviourLevel.Normal, _now);

        _governor.Pressure.ShouldBe(1);
    }

    [Fact]
    public void Ratios_that_the_venue_would_act_on_slow_down_without_taking_layers()
    {
        for (var second = 0; second < 5; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            _governor.Told(Used(0, 0, 0), BehaviourLevel.Slow, _now);
        }

        (_governor.Pace, _governor.Cause).ShouldBe((Pace.Wider, PaceCause.Behaviour));
        _now += TimeSpan.FromSeconds(10);
        _governor.Told(Used(0, 0, 0), BehaviourLevel.Warn, _now);
        _governor.Pace.ShouldBe(Pace.Full);
    }

    private static BudgetReading Used(int weight, int few, int many) =>
        new(weight, 2400, few, 300, many, 1200, TimeSpan.Zero, IsBanned: false);

    private Pace Told(int orders, double after = 1)
    {
        _now += TimeSpan.FromSeconds(after);
        _governor.Told(Used(0, orders, 0), BehaviourLevel.Normal, _now);
        return _governor.Pace;
    }
}
