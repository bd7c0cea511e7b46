using FsCheck;
using FsCheck.Fluent;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Tests.Signals;

/// <summary>What came to and went from the touch, per update and over a window.</summary>
public class OrderFlowImbalanceSpecs
{
    private static readonly OrderFlowSettings OneSecond = new() { Window = TimeSpan.FromSeconds(1) };
    private static readonly BookLevel Bid = Level(299_999, 10);
    private static readonly BookLevel Ask = Level(300_001, 5);

    /// <summary>Milliseconds since the update before, and a touch.</summary>
    private static readonly Gen<(int Gap, BookLevel Bid, BookLevel Ask)> Updates =
        from gap in Gen.Frequency((8, Gen.Choose(0, 400)), (1, Gen.Choose(900, 1100)), (1, Gen.Choose(2000, 9000)))
        from bid in Gen.Choose(100, 104)
        from spread in Gen.Choose(1, 3)
        from bidLots in Gen.Choose(1, 50)
        from askLots in Gen.Choose(1, 50)
        select (gap, Level(bid, bidLots), Level(bid + spread, askLots));

    [Fact]
    public void Quantity_at_unchanged_prices_counts_by_its_change() =>
        OrderFlowImbalance.Of(Bid, Ask, Level(299_999, 13), Level(300_001, 4)).ShouldBe(4);

    [Fact]
    public void A_better_bid_counts_whole() =>
        OrderFlowImbalance.Of(Bid, Ask, Level(300_000, 2), Ask).ShouldBe(2);

    [Fact]
    public void A_better_ask_counts_whole_and_against() =>
        OrderFlowImbalance.Of(Bid, Ask, Bid, Level(300_000, 3)).ShouldBe(-3);

    [Fact]
    public void What_is_as_old_as_the_window_has_left_it()
    {
        var flow = new OrderFlowImbalance(OneSecond);
        flow.Observe(Bid, Ask, At(0));
        flow.Observe(Level(299_999, 13), Level(300_001, 4), At(100));
        flow.Sum(At(1099)).ShouldBe(4);
        flow.Sum(At(1100)).ShouldBe(0);
    }

    [Fact]
    public void A_flow_with_a_hole_is_none()
    {
        var flow = new OrderFlowImbalance(OneSecond);
        flow.Observe(Bid, Ask, At(0));
        flow.Observe(Level(299_999, 13), Ask, At(10));
        flow.Resynchronized();
        flow.Sum(At(10)).ShouldBe(0);
        flow.Observe(Level(300_000, 99), Ask, At(20));
        flow.Sum(At(20)).ShouldBe(0, "what changed in between is not known");
        flow.Observe(Level(300_000, 100), Ask, At(30));
        flow.Sum(At(30)).ShouldBe(1);
    }

    [Fact]
    public void A_touch_that_is_none_is_a_hole()
    {
        var flow = new OrderFlowImbalance(OneSecond);
        foreach (var (bid, ask) in new[] { (default, Ask), (Bid, default), (Ask, Ask) })
        {
            flow.Observe(Bid, Ask, At(0));
            flow.Observe(Level(299_999, 13), Ask, At(1));
            flow.Observe(bid, ask, At(2));
            flow.Sum(At(2)).ShouldBe(0);
        }
    }

    [Fact]
    public void The_running_sum_is_that_of_the_window_computed_anew() =>
        Seeded.ForAll(Updates.NonEmptyListOf(), updates =>
        {
            var flow = new OrderFlowImbalance(OneSecond);
            var (now, events) = (0, new List<(int At, long Value)>());
            (int Gap, BookLevel Bid, BookLevel Ask)? before = null;
            foreach (var update in updates)
            {
                now += update.Gap;
                flow.Observe(update.Bid, update.Ask, At(now));
                if (before is { } last)
                {
                    events.Add((now, OrderFlowImbalance.Of(last.Bid, last.Ask, update.Bid, update.Ask)));
                }

                before = update;
                flow.Sum(At(now)).ShouldBe(events.Where(e => e.At > now - 1000).Sum(e => e.Value));
            }
        });

    private static BookLevel Level(long ticks, long lots) => new(new Price(ticks), new Quantity(lots));

    private static Instant At(int milliseconds) => Instant.From(TimeSpan.FromMilliseconds(milliseconds));
}
