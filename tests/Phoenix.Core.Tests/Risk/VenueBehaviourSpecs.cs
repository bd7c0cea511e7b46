using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Risk;

/// <summary>The venue's ratios over its cycle, each judged only when there is something to judge.</summary>
public sealed class VenueBehaviourSpecs
{
    private const decimal Large = 1000m;
    private static readonly Instant Start = Instant.From(TimeSpan.FromHours(1));
    private static readonly BehaviourSettings Settings = new() { MinOrders = 0, MinImmediateOrders = 0 };
    private readonly VenueBehaviour _behaviour = new(Settings);

    [Fact]
    public void The_unfilled_ratio_of_1500_ordered_and_12_executed()
    {
        Place(TimeInForce.PostOnly, 1, lots: 1500);
        _behaviour.Filled(new Quantity(12), Start);

        _behaviour.Judge(Start).Unfilled.ShouldBe(new BehaviourRatio(0.992m, 1, BehaviourLevel.Slow));
    }

    [Theory]
    [InlineData(TimeInForce.GoodTillCanceled)]
    [InlineData(TimeInForce.PostOnly)]
    [InlineData(TimeInForce.GoodTillDate)]
    public void The_quick_cancel_ratio_of_640_among_1000(TimeInForce timeInForce)
    {
        Place(timeInForce, 1000);
        Cancel(timeInForce, 640, TimeSpan.FromSeconds(5));
        Cancel(timeInForce, 300, TimeSpan.FromSeconds(5.0001));

        _behaviour.Judge(Start).QuickCancel.ShouldBe(new BehaviourRatio(0.64m, 1000, BehaviourLevel.Normal));
    }

    [Fact]
    public void A_layer_of_21_dollars_is_dust()
    {
        _behaviour.IsDust(0.007m * 3000m).ShouldBeTrue();
        _behaviour.IsDust(49.99m).ShouldBeTrue();
        _behaviour.IsDust(50m).ShouldBeFalse();

        Place(TimeInForce.PostOnly, 8, notional: 21m);
        Place(TimeInForce.PostOnly, 2);
        _behaviour.Judge(Start).Dust.ShouldBe(new BehaviourRatio(0.8m, 10, BehaviourLevel.Warn));
    }

    [Theory]
    [InlineData(969, BehaviourLevel.Normal)]
    [InlineData(970, BehaviourLevel.Warn)]
    [InlineData(979, BehaviourLevel.Warn)]
    [InlineData(980, BehaviourLevel.Slow)]
    public void Unfilled_warns_and_slows_from_its_thresholds_on(int unfilled, BehaviourLevel level)
    {
        Place(TimeInForce.PostOnly, 1000);
        _behaviour.Filled(new Quantity(1000 - unfilled), Start);

        _behaviour.Judge(Start).Unfilled.Level.ShouldBe(level);
        _behaviour.Judge(Start).Level.ShouldBe(level);
    }

    [Theory]
    [InlineData(799, BehaviourLevel.Normal)]
    [InlineData(800, BehaviourLevel.Warn)]
    [InlineData(899, BehaviourLevel.Warn)]
    [InlineData(900, BehaviourLevel.Slow)]
    public void Quick_cancels_warn_and_slow_from_their_thresholds_on(int canceled, BehaviourLevel level)
    {
        Place(TimeInForce.PostOnly, 1000);
        Cancel(TimeInForce.PostOnly, canceled, TimeSpan.FromSeconds(1));

        _behaviour.Judge(Start).QuickCancel.Level.ShouldBe(level);
    }

    [Theory]
    [InlineData(79, BehaviourLevel.Normal)]
    [InlineData(80, BehaviourLevel.Warn)]
    [InlineData(100, BehaviourLevel.Warn)]
    public void Expired_orders_only_warn(int expired, BehaviourLevel level)
    {
        Place(TimeInForce.ImmediateOrCancel, 60);
        Place(TimeInForce.FillOrKill, 40);
        Place(TimeInForce.PostOnly, 500);
        for (var order = 0; order < expired; order++)
        {
            _behaviour.Expired(TimeInForce.ImmediateOrCancel, Start);
            _behaviour.Expired(TimeInForce.PostOnly, Start);
        }

        _behaviour.Judge(Start).Expired.ShouldBe(new BehaviourRatio(expired / 100m, 100, level));
        _behaviour.Judge(Start).QuickCancel.Ratio.ShouldBe(0);
    }

    [Fact]
    public void Too_few_orders_are_measured_and_not_judged()
    {
        var behaviour = new VenueBehaviour(new BehaviourSettings());
        for (var order = 0; order < 1000; order++)
        {
            behaviour.Placed(TimeInForce.PostOnly, new Quantity(1), Large, Start);
        }

        behaviour.Judge(Start).Unfilled.ShouldBe(new BehaviourRatio(1, 1000, BehaviourLevel.Normal));
        behaviour.Placed(TimeInForce.PostOnly, new Quantity(1), Large, Start);
        behaviour.Judge(Start).Unfilled.Level.ShouldBe(BehaviourLevel.Slow);
    }

    [Fact]
    public void Orders_that_never_rest_are_judged_from_a_floor_of_their_own()
    {
        var behaviour = new VenueBehaviour(new BehaviourSettings());
        for (var order = 1; order <= 21; order++)
        {
            behaviour.Placed(TimeInForce.ImmediateOrCancel, new Quantity(1), Large, Start);
            behaviour.Expired(TimeInForce.ImmediateOrCancel, Start);
            var level = order == 21 ? BehaviourLevel.Warn : BehaviourLevel.Normal;
            behaviour.Judge(Start).Expired.ShouldBe(new BehaviourRatio(1, order, level));
        }
    }

    [Fact]
    public void Without_orders_there_is_no_ratio()
    {
        _behaviour.Filled(new Quantity(5), Start);

        _behaviour.Judge(Start).Unfilled.ShouldBe(new BehaviourRatio(null, 0, BehaviourLevel.Normal));
        _behaviour.Judge(Start).Level.ShouldBe(BehaviourLevel.Normal);
    }

    [Fact]
    public void A_cycle_later_all_is_forgotten()
    {
        Place(TimeInForce.PostOnly, 1000);
        Cancel(TimeInForce.PostOnly, 1000, TimeSpan.FromSeconds(1));

        _behaviour.Judge(Start + Settings.Cycle).QuickCancel.Ratio.ShouldBe(1);
        _behaviour.Judge(Start + Settings.Cycle + TimeSpan.FromSeconds(10)).QuickCancel.Ratio.ShouldBeNull();
    }

    [Fact]
    public void A_quick_cancel_leaves_the_cycle_together_with_its_order()
    {
        var late = Start + TimeSpan.FromSeconds(9.9);
        _behaviour.Placed(TimeInForce.PostOnly, new Quantity(1), Large, late);
        _behaviour.Canceled(TimeInForce.PostOnly, late, late + TimeSpan.FromSeconds(1));

        var end = late + Settings.Cycle + TimeSpan.FromSeconds(0.2);
        _behaviour.Placed(TimeInForce.PostOnly, new Quantity(1), Large, end);
        _behaviour.Judge(end).QuickCancel.ShouldBe(new BehaviourRatio(0, 1, BehaviourLevel.Normal));
    }

    [Fact]
    public void What_was_ordered_before_the_cycle_may_be_executed_in_it()
    {
        Place(TimeInForce.PostOnly, 1);
        _behaviour.Filled(new Quantity(100), Start);

        _behaviour.Judge(Start).Unfilled.Ratio.ShouldBe(0);
    }

    [Fact]
    public void A_cosmetic_move_waits_for_the_least_lifetime_and_risk_does_not()
    {
        var young = Start + Settings.MinLifetime;
        _behaviour.MayCancel(CancelPurpose.Cosmetic, Start, young).ShouldBeFalse("it would count as quick");
        _behaviour.MayCancel(CancelPurpose.Risk, Start, young).ShouldBeTrue();
        _behaviour.MayCancel(CancelPurpose.Risk, Start, Start).ShouldBeTrue();
        _behaviour.MayCancel(CancelPurpose.Cosmetic, Start, young + TimeSpan.FromTicks(1)).ShouldBeTrue();
    }

    private void Place(TimeInForce timeInForce, int orders, long lots = 1, decimal notional = Large)
    {
        for (var order = 0; order < orders; order++)
        {
            _behaviour.Placed(timeInForce, new Quantity(lots), notional, Start);
        }
    }

    private void Cancel(TimeInForce timeInForce, int orders, TimeSpan age)
    {
        for (var order = 0; order < orders; order++)
        {
            _behaviour.Canceled(timeInForce, Start, Start + age);
        }
    }
}
