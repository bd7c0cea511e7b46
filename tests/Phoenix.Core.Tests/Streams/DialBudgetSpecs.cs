using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Whatever asks, and however often: the venue never sees more attempts than it allows.</summary>
public sealed class DialBudgetSpecs
{
    private static readonly ReconnectSettings Settings = new();
    private static readonly Instant Start = new(1_000_000_000);
    private readonly DialBudget _budget = new(Settings);

    [Fact]
    public void A_burst_is_granted_at_once_and_not_one_more()
    {
        Taken(DialRank.Account, Start).ShouldBe(Settings.AttemptBurst);
        _budget.TryTake(DialRank.Account, Start, out var roomAt).ShouldBeFalse();
        roomAt.ShouldBe(Start + TimeSpan.FromSeconds(2.5));
        _budget.TryTake(DialRank.Account, roomAt - TimeSpan.FromTicks(1), out _).ShouldBeFalse();
        _budget.TryTake(DialRank.Account, roomAt, out _).ShouldBeTrue();
    }

    [Fact]
    public void Market_data_leaves_a_reserve_for_orders_and_user_data()
    {
        Taken(DialRank.Market, Start).ShouldBe(Settings.AttemptBurst - Settings.AttemptReserve);
        Taken(DialRank.Account, Start).ShouldBe(Settings.AttemptReserve);
    }

    [Fact]
    public void No_window_of_five_minutes_holds_more_than_the_limit_for_any_pattern_of_asking()
    {
        var random = new Random(11);
        var granted = new Queue<Instant>();
        var now = Start;
        for (var asked = 0; asked < 20_000; asked++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(10) == 0 ? random.Next(60_000) : random.Next(500));
            if (_budget.TryTake(random.Next(2) == 0 ? DialRank.Market : DialRank.Account, now, out _))
            {
                granted.Enqueue(now);
            }

            while (granted.TryPeek(out var oldest) && now - oldest >= DialBudget.Window)
            {
                granted.Dequeue();
            }

            granted.Count.ShouldBeLessThanOrEqualTo(Settings.MaxAttempts);
        }
    }

    [Fact]
    public void Nobody_dials_while_the_venue_says_that_it_was_too_often()
    {
        var until = Start + Settings.LimitedPause;
        _budget.Exhaust(until);
        _budget.TryTake(DialRank.Account, until - TimeSpan.FromTicks(1), out var roomAt).ShouldBeFalse();
        roomAt.ShouldBe(until);
        _budget.TryTake(DialRank.Market, until, out _).ShouldBeTrue();
        _budget.TryTake(DialRank.Market, until, out _).ShouldBeFalse(); // one by one, not all at once
        _budget.TryTake(DialRank.Account, until, out _).ShouldBeTrue();
    }

    private int Taken(DialRank rank, Instant at)
    {
        var taken = 0;
        while (_budget.TryTake(rank, at, out _))
        {
            taken++;
        }

        return taken;
    }
}
