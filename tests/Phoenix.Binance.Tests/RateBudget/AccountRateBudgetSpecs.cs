using Phoenix.Binance.RateBudget;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.Tests.RateBudget;

public sealed class AccountRateBudgetSpecs
{
    private readonly ManualTime _time = new();
    private readonly AccountRateBudget _budget;

    public AccountRateBudgetSpecs() => _budget = new AccountRateBudget(_time, new RateBudgetSettings
    {
        WeightPerMinute = 100,
        OrdersPerTenSeconds = 10,
        OrdersPerMinute = 50,
        ProtectReserve = 10,
    });

    [Theory]
    [InlineData(RequestPriority.Confirm, 50)]
    [InlineData(RequestPriority.Place, 70)]
    [InlineData(RequestPriority.Query, 85)]
    [InlineData(RequestPriority.Reduce, 90)]
    [InlineData(RequestPriority.Protect, 100)]
    public void Each_priority_has_its_share_of_the_weight(RequestPriority priority, int share)
    {
        Take(share, priority).ShouldBeTrue();
        Take(1, priority).ShouldBeFalse();
    }

    [Fact]
    public void Placing_stops_while_canceling_goes_on()
    {
        Take(70, RequestPriority.Place).ShouldBeTrue();

        Take(1, RequestPriority.Place).ShouldBeFalse();
        Take(1, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void One_order_fits_any_limit_so_that_its_reply_can_tell_of_a_higher_one()
    {
        _budget.Report(new RateLimit("ORDERS", TimeSpan.FromSeconds(10), 1, Count: null));

        Place().ShouldBeTrue();
        Place().ShouldBeFalse();
        _budget.Report(new RateLimit("ORDERS", TimeSpan.FromSeconds(10), 10, Count: 1));
        Place().ShouldBeTrue();
    }

    [Fact]
    public void What_reduces_has_orders_left_when_placing_has_none()
    {
        for (var order = 0; order < 7; order++)
        {
            Place().ShouldBeTrue();
        }

        Place().ShouldBeFalse();
        Reduce().ShouldBeTrue();
        Reduce().ShouldBeTrue();
        Reduce().ShouldBeFalse("the venue's last order is nobody's");
    }

    [Fact]
    public void What_reduces_is_not_what_tries_whether_a_pause_is_over()
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));

        Reduce().ShouldBeFalse();
        Take(1, RequestPriority.Protect).ShouldBeTrue();
        _budget.OnAnswered();
        Reduce().ShouldBeTrue();
    }

    [Fact]
    public void Orders_are_counted_in_both_windows()
    {
        for (var round = 0; round < 5; round++)
        {
            for (var order = 0; order < 7; order++)
            {
                Place().ShouldBeTrue();
            }

            Place().ShouldBeFalse();
            _time.Advance(TimeSpan.FromSeconds(10.5));
        }

        // Thirty-five are 70 % of the minute's fifty, although the ten seconds are free again.
        _budget.TryTake(0, 1, RequestPriority.Place).Reason.ShouldBe("orders per minute");
    }

    [Fact]
    public void What_was_sent_counts_for_a_whole_window()
    {
        Take(85, RequestPriority.Query);

        _time.Advance(TimeSpan.FromSeconds(59));
        Take(1, RequestPriority.Query).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(4));
        Take(1, RequestPriority.Query).ShouldBeTrue();
    }

    [Fact]
    public void A_refusal_names_a_wait_after_which_the_budget_is_open()
    {
        Take(85, RequestPriority.Query);
        var verdict = _budget.TryTake(1, 0, RequestPriority.Query);

        verdict.RetryAfter.ShouldBeGreaterThan(TimeSpan.Zero);
        _time.Advance(verdict.RetryAfter);
        Take(1, RequestPriority.Query).ShouldBeTrue();
    }

    [Fact]
    public void What_exceeds_the_whole_limit_is_refused_with_a_wait_too()
    {
        _budget.Report(new RateLimit("REQUEST_WEIGHT", TimeSpan.FromMinutes(1), 4, Count: null));

        _budget.TryTake(5, 0, RequestPriority.Query).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_others_sent_counts_once_the_venue_tells()
    {
        _budget.Report(weight: 84, ordersPerTenSeconds: null, ordersPerMinute: null);

        Take(1, RequestPriority.Query).ShouldBeTrue();
        Take(1, RequestPriority.Query).ShouldBeFalse();
    }

    [Fact]
    public void What_the_venue_told_may_be_less_with_its_next_answer_so_nobody_waits_for_long()
    {
        _budget.Report(weight: 84, ordersPerTenSeconds: null, ordersPerMinute: null);
        Take(1, RequestPriority.Query).ShouldBeTrue();

        _budget.TryTake(1, 0, RequestPriority.Query).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));
        _budget.Report(weight: 3, ordersPerTenSeconds: null, ordersPerMinute: null); // the venue's minute is over
        Take(1, RequestPriority.Query).ShouldBeTrue();
    }

    [Fact]
    public void A_report_is_forgotten_after_its_window()
    {
        _budget.Report(weight: 100, ordersPerTenSeconds: 10, ordersPerMinute: null);
        Take(1, RequestPriority.Protect).ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(10));
        _budget.Read().OrdersPerTenSecondsUsed.ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(50));
        Take(1, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void The_venues_own_limits_replace_ours()
    {
        _budget.Report(new RateLimit("REQUEST_WEIGHT", TimeSpan.FromMinutes(1), 6000, Count: 5));
        _budget.Report(new RateLimit("ORDERS", TimeSpan.FromSeconds(10), 20, Count: null));
        _budget.Report(new RateLimit("OTHER", TimeSpan.FromSeconds(10), 1, Count: 1));

        var reading = _budget.Read();
        (reading.WeightLimit, reading.WeightUsed, reading.OrdersPerTenSecondsLimit).ShouldBe((6000, 5, 20));
    }

    [Theory]
    [InlineData(RequestPriority.Confirm)]
    [InlineData(RequestPriority.Place)]
    [InlineData(RequestPriority.Query)]
    [InlineData(RequestPriority.Protect)]
    public void After_a_429_nothing_passes_until_the_wait_is_over(RequestPriority priority)
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(20));

        _time.Advance(TimeSpan.FromSeconds(20) - TimeSpan.FromMilliseconds(1));
        Take(0, priority).ShouldBeFalse();
        _budget.TryDial(5).IsGranted.ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take(1, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void Whoever_waits_is_told_to_come_in_the_order_of_importance()
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(20));

        RequestPriority[] order =
            [RequestPriority.Protect, RequestPriority.Query, RequestPriority.Place, RequestPriority.Confirm];
        var turns = order.Select(priority => _budget.TryTake(1, 0, priority).RetryAfter).ToArray();
        turns[0].ShouldBe(TimeSpan.FromSeconds(20));
        turns.ShouldBe(turns.Order());
        turns.ShouldBeUnique();
    }

    [Fact]
    public void After_a_pause_one_request_goes_alone_until_it_is_answered()
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromSeconds(20));

        Place().ShouldBeFalse(); // an order is not what tries
        Take(1, RequestPriority.Query).ShouldBeTrue();
        Take(1, RequestPriority.Protect).ShouldBeFalse();
        _budget.OnAnswered();
        Take(1, RequestPriority.Protect).ShouldBeTrue();
        Place().ShouldBeTrue();
    }

    [Fact]
    public void After_a_pause_a_refusal_of_another_kind_is_an_answer_too()
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromSeconds(20));

        Take(1, RequestPriority.Query).ShouldBeTrue();
        Refuse(VenueFailure.Refused, -1121, wait: null);
        Take(1, RequestPriority.Query).ShouldBeTrue();
    }

    [Fact]
    public void After_a_pause_a_second_one_tries_when_the_first_is_not_answered_in_time()
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(20));
        _time.Advance(TimeSpan.FromSeconds(20));
        Take(1, RequestPriority.Query).ShouldBeTrue();

        _time.Advance(TimeSpan.FromMilliseconds(1_999));
        Take(1, RequestPriority.Query).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take(1, RequestPriority.Query).ShouldBeTrue();
        Take(1, RequestPriority.Query).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_named_wait_what_was_used_is_the_limit_for_a_window()
    {
        Take(40, RequestPriority.Query);
        Refuse(VenueFailure.RateLimited, -1003, wait: null).ShouldBe(TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(5));
        Take(1, RequestPriority.Protect).ShouldBeFalse();
        _budget.Read().WeightLimit.ShouldBe(40);
        _time.Advance(TimeSpan.FromSeconds(55));
        _budget.Read().WeightLimit.ShouldBe(100);
        Take(10, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void A_lowered_limit_is_obeyed_and_forgotten_a_window_after_it_was_last_told()
    {
        TellWeight(limit: 9, count: 5);
        Take(10, RequestPriority.Protect).ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(30));
        TellWeight(limit: 9, count: 5);
        _time.Advance(TimeSpan.FromMilliseconds(59_999));
        Take(10, RequestPriority.Protect).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take(10, RequestPriority.Protect).ShouldBeTrue();
        Take(1, RequestPriority.Protect).ShouldBeFalse(); // the first one tries, see above
    }

    [Fact]
    public void A_lowered_limit_ends_when_a_reply_tells_so()
    {
        TellWeight(limit: 9, count: 5);
        TellWeight(limit: 100, count: 5);

        Take(10, RequestPriority.Protect).ShouldBeTrue();
        Take(10, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void However_low_the_limit_a_reserve_is_left_to_what_protects()
    {
        TellWeight(limit: 20, count: 0);

        Take(11, RequestPriority.Query).ShouldBeFalse();
        Take(10, RequestPriority.Query).ShouldBeTrue();
        Take(1, RequestPriority.Query).ShouldBeFalse();
        Take(10, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void No_order_is_placed_while_its_cancel_could_not_be_paid()
    {
        Take(70, RequestPriority.Query).ShouldBeTrue();
        Place().ShouldBeTrue();
        Take(1, RequestPriority.Query).ShouldBeTrue();
        Place().ShouldBeFalse();
    }

    [Fact]
    public void A_refusal_for_a_limit_that_is_too_low_names_a_wait_until_it_is_forgotten()
    {
        TellWeight(limit: 9, count: 0);

        var wait = _budget.TryTake(10, 0, RequestPriority.Protect).RetryAfter;
        wait.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void After_a_418_nothing_passes_until_the_ban_ends()
    {
        Refuse(VenueFailure.Banned, -1003, TimeSpan.FromMinutes(2));

        Take(0, RequestPriority.Protect).ShouldBeFalse();
        _budget.Read().IsBanned.ShouldBeTrue();
        _time.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMilliseconds(1));
        Take(0, RequestPriority.Protect).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Take(0, RequestPriority.Protect).ShouldBeTrue();
    }

    [Fact]
    public void Too_many_orders_stop_orders_and_nothing_else()
    {
        Refuse(VenueFailure.RateLimited, -1015, TimeSpan.FromSeconds(10));

        Place().ShouldBeFalse();
        Take(1, RequestPriority.Query).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_named_wait_the_pause_doubles_up_to_its_bound()
    {
        double[] pauses = [5, 10, 20, 40, 60, 60];
        foreach (var pause in pauses)
        {
            Refuse(VenueFailure.RateLimited, -1003, wait: null).ShouldBe(TimeSpan.FromSeconds(pause));
        }

        _budget.OnAnswered();
        Refuse(VenueFailure.RateLimited, -1003, wait: null).ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Other_failures_leave_the_budget_open()
    {
        Refuse(VenueFailure.Unavailable, 0, wait: null).ShouldBeNull();

        Take(1, RequestPriority.Query).ShouldBeTrue();
    }

    private void TellWeight(int limit, int count) =>
        _budget.Report(new RateLimit("REQUEST_WEIGHT", TimeSpan.FromMinutes(1), limit, count));

    private bool Take(int weight, RequestPriority priority) => _budget.TryTake(weight, 0, priority).IsGranted;

    private bool Place() => _budget.TryTake(0, 1, RequestPriority.Place).IsGranted;

    private bool Reduce() => _budget.TryTake(0, 1, RequestPriority.Reduce).IsGranted;

    private TimeSpan? Refuse(VenueFailure failure, int code, TimeSpan? wait) =>
        _budget.OnRefused(new VenueError(failure, code, "refused", wait)).RetryAfter;
}
