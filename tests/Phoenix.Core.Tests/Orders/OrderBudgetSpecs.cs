using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Orders;

public sealed class OrderBudgetSpecs
{
    private readonly OrderBudget _budget = new(new TradingSettings { OrdersPer10Seconds = 8, OrdersPerMinute = 12 });
    private Instant _now = Instant.From(TimeSpan.FromSeconds(100));

    [Fact]
    public void Orders_are_refused_at_the_ceiling_until_the_first_is_ten_seconds_old()
    {
        Taken(10, reduces: false).ShouldBe(8);

        _budget.TryTake(_now, reduces: false, out var roomAt).ShouldBeFalse();

        roomAt.ShouldBe(_now + TimeSpan.FromSeconds(10));
        _now = roomAt;
        Taken(10, reduces: false).ShouldBe(4, "twelve a minute");
    }

    [Fact]
    public void What_reduces_may_use_a_quarter_more_and_not_without_end()
    {
        Taken(10, reduces: false);

        Taken(10, reduces: true).ShouldBe(2);
        _now += TimeSpan.FromSeconds(10);
        Taken(10, reduces: false).ShouldBe(2, "what reduced counts too");
        Taken(10, reduces: true).ShouldBe(3);
        _budget.TryTake(_now, reduces: true, out var roomAt).ShouldBeFalse();
        roomAt.ShouldBe(Instant.From(TimeSpan.FromSeconds(160)));
    }

    private int Taken(int tries, bool reduces) =>
        Enumerable.Range(0, tries).Count(_ => _budget.TryTake(_now, reduces, out var _));
}
