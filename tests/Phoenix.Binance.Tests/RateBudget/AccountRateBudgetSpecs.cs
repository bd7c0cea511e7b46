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
    });

    [Theory]
    [InlineData(RequestPriority.Place, 70)]
    [InlineData(RequestPriority.Query, 85)]
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
    public void A_report_is_forgotten_after_its_window()
    {
        _budget.Report(weight: 100, ordersPerTenSeconds: 10, ordersPerMinute: null);
        Take(1, RequestPriority.Protect).ShouldBeFalse();

        _time.Advance(TimeSpan.FromSeconds(10));
        Place().ShouldBeTrue();
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

    [Fact]
    public void After_a_429_only_what_protects_passes()
    {
        Refuse(VenueFailure.RateLimited, -1003, TimeSpan.FromSeconds(20));

        Take(1, RequestPriority.Query).ShouldBeFalse();
        Place().ShouldBeFalse();
        Take(1, RequestPriority.Protect).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(20));
        Take(1, RequestPriority.Query).ShouldBeTrue();
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

    private bool Take(int weight, RequestPriority priority) => _budget.TryTake(weight, 0, priority).IsGranted;

    private bool Place() => _budget.TryTake(0, 1, RequestPriority.Place).IsGranted;

    private TimeSpan? Refuse(VenueFailure failure, int code, TimeSpan? wait) =>
        _budget.OnRefused(new VenueError(failure, code, "refused", wait)).RetryAfter;
}
