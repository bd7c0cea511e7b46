using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.RateBudget;

/// <summary>
/// The one budget of an address and its account, shared by REST and the trading API: nothing is sent without asking
/// here. It knows the venue's counters from headers and replies and from its own sends, and closes after a refusal.
/// Safe from any thread.
/// </summary>
public sealed class AccountRateBudget
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>When to ask again for what does not fit: a limit can be raised.</summary>
    private static readonly TimeSpan UntilRaised = TimeSpan.FromSeconds(1);


    private readonly TimeProvider _time;
    private readonly RateBudgetSettings _settings;
    private readonly Lock _gate = new();
    private readonly SlidingCounter _weight;
    private readonly SlidingCounter _ordersShort;
    private readonly SlidingCounter _ordersLong;
    private Instant? _ordersClosedUntil;
    private Instant? _closedUntil;
    private Instant? _bannedUntil;
    private int _refusals;

    public AccountRateBudget(TimeProvider time, RateBudgetSettings settings)
    {
        (_time, _settings) = (time, settings);
        _weight = new SlidingCounter(Minute, settings.WeightPerMinute);
        _ordersShort = new SlidingCounter(TenSeconds, settings.OrdersPerTenSeconds);
        _ordersLong = new SlidingCounter(Minute, settings.OrdersPerMinute);
    }

    /// <summary>The counters as they may stand at the venue, for the operator.</summary>
    public BudgetReading Read()
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            return new BudgetReading(
                _weight.Used(now),
                _weight.Limit,
                _ordersShort.Used(now),
                _ordersShort.Limit,
                _ordersLong.Used(now),
                _ordersLong.Limit,
                Left(Latest(_bannedUntil, _closedUntil), now),
                IsBanned: Left(_bannedUntil, now) > TimeSpan.Zero);
        }
    }

    /// <summary>Takes the cost of one request, or refuses it; a refused request must not be sent.</summary>
    /// <param name="weight">Request weight, 0 or more.</param>
    /// <param name="orders">1 for an order, else 0.</param>
    /// <remarks>
    /// After a ban (418) nothing passes until its end, after a 429 only what protects: cancels count for little and are
    /// worth more than anything else. After too many orders (-1015) only placing stops, since nothing else counts
    /// there.
    /// </remarks>
    public BudgetVerdict TryTake(int weight, int orders, RequestPriority priority)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            if (Left(_bannedUntil, now) is var ban && ban > TimeSpan.Zero)
            {
                return BudgetVerdict.Refused(ban, "banned by the venue");
            }

            if (priority != RequestPriority.Protect && Left(_closedUntil, now) is var closed && closed > TimeSpan.Zero)
            {
                return BudgetVerdict.Refused(closed, "paused after a refusal for rate");
            }

            if (orders > 0 && Left(_ordersClosedUntil, now) is var pause && pause > TimeSpan.Zero)
            {
                return BudgetVerdict.Refused(pause, "orders paused after a refusal for rate");
            }

            if (!Fits(_weight, weight, priority, now))
            {
                return Refused(_weight, now, "request weight");
            }

            if (!Fits(_ordersShort, orders, priority, now))
            {
                return Refused(_ordersShort, now, "orders per 10 s");
            }

            if (!Fits(_ordersLong, orders, priority, now))
            {
                return Refused(_ordersLong, now, "orders per minute");
            }

            Count(weight, orders, now);
            return BudgetVerdict.Granted;
        }
    }

    /// <summary>Counts what is sent in any case, such as the handshake of a trading session.</summary>
    public void Record(int weight, int orders)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            Count(weight, orders, now);
        }
    }

    /// <summary>Takes the venue's own counters into account; null where it told none.</summary>
    public void Report(int? weight, int? ordersPerTenSeconds, int? ordersPerMinute)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            if (weight is { } used)
            {
                _weight.Report(used, now);
            }

            if (ordersPerTenSeconds is { } few)
            {
                _ordersShort.Report(few, now);
            }

            if (ordersPerMinute is { } many)
            {
                _ordersLong.Report(many, now);
            }
        }
    }

    /// <summary>Takes limits, and counts where given, as the venue lists them.</summary>
    public void Report(RateLimit limit)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            var counter = (limit.Type, limit.Window) switch
            {
                ("REQUEST_WEIGHT", var window) when window == Minute => _weight,
                ("ORDERS", var window) when window == TenSeconds => _ordersShort,
                ("ORDERS", var window) when window == Minute => _ordersLong,
                _ => null,
            };
            if (counter is null)
            {
                return;
            }

            counter.Limit = limit.Limit;
            if (limit.Count is { } count)
            {
                counter.Report(count, now);
            }
        }
    }

    /// <summary>The venue answered without complaining of the rate: the pauses start from the shortest again.</summary>
    public void OnAnswered()
    {
        lock (_gate)
        {
            _refusals = 0;
        }
    }

    /// <summary>
    /// Closes the budget after a refusal for rate or a ban, for as long as the venue demands or, if it named no wait,
    /// for a pause that doubles with every refusal in a row. Other failures are left alone.
    /// </summary>
    /// <returns>The error, with the wait that is kept.</returns>
    public VenueError OnRefused(VenueError error)
    {
        if (error.Failure is not (VenueFailure.RateLimited or VenueFailure.Banned))
        {
            return error;
        }

        var now = Instant.Read(_time);
        lock (_gate)
        {
            var doubled = _settings.FirstPause * Math.Pow(2, Math.Min(_refusals, 10));
            var wait = error.RetryAfter ?? (doubled < _settings.LongestPause ? doubled : _settings.LongestPause);
            _refusals++;
            if (error.Failure == VenueFailure.Banned)
            {
                _bannedUntil = Latest(_bannedUntil, now + wait);
            }
            else if (error.Code == -1015)
            {
                _ordersClosedUntil = Latest(_ordersClosedUntil, now + wait);
            }
            else
            {
                _closedUntil = Latest(_closedUntil, now + wait);
            }

            return error with { RetryAfter = wait };
        }
    }

    /// <summary>
    /// A request beyond its whole share fits never, however long one waits: without a wait it would be asked for again
    /// at once, for ever.
    /// </summary>
    private static BudgetVerdict Refused(SlidingCounter counter, Instant now, string reason) =>
        BudgetVerdict.Refused(
            counter.UntilRelief(now) is var relief && relief > TimeSpan.Zero ? relief : UntilRaised, reason);

    private static TimeSpan Left(Instant? until, Instant now) =>
        until is { } end && end > now ? end - now : TimeSpan.Zero;

    private static Instant? Latest(Instant? left, Instant? right) =>
        left is null || (right is { } candidate && candidate > left) ? right : left;

    private void Count(int weight, int orders, Instant now)
    {
        _weight.Add(weight, now);
        _ordersShort.Add(orders, now);
        _ordersLong.Add(orders, now);
    }

    private bool Fits(SlidingCounter counter, int cost, RequestPriority priority, Instant now)
    {
        var share = priority switch
        {
            RequestPriority.Place => _settings.PlaceShare,
            RequestPriority.Query => _settings.QueryShare,
            _ => 1.0,
        };
        return cost == 0 || counter.Used(now) + cost <= (int)(counter.Limit * share);
    }
}
