using Phoenix.Binance.Wire;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.RateBudget;

/// <summary>
/// The one budget of an address and its account, shared by REST and the trading API: nothing is sent without asking
/// here. It knows the venue's counters from headers and replies and from its own sends, and closes after a refusal.
/// Safe from any thread.
/// </summary>
public sealed class AccountRateBudget : IRateBudget
{
    private static readonly TimeSpan TenSeconds = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Until whoever waits for the answer of the first request after a pause asks again.</summary>
    private static readonly TimeSpan FirstTurn = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly RateBudgetSettings _settings;
    private readonly Lock _gate = new();
    private readonly SlidingCounter _weight;
    private readonly SlidingCounter _ordersShort;
    private readonly SlidingCounter _ordersLong;
    private readonly Reopening _reopening = new();
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

    /// <inheritdoc/>
    public BudgetReading Read()
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            return new BudgetReading(
                _weight.Used(now),
                _weight.Limits.At(now),
                _ordersShort.Used(now),
                _ordersShort.Limits.At(now),
                _ordersLong.Used(now),
                _ordersLong.Limits.At(now),
                Left(Latest(_bannedUntil, _closedUntil), now),
                IsBanned: Left(_bannedUntil, now) > TimeSpan.Zero);
        }
    }

    /// <summary>Takes the cost of one request, or refuses it; a refused request must not be sent.</summary>
    /// <param name="weight">Request weight, 0 or more.</param>
    /// <param name="orders">1 for an order, else 0.</param>
    /// <remarks>
    /// After a 429 nothing passes until the wait is over, be it a cancel: all of it counts on the same limit, which is
    /// spent, so it would be refused, and going on in spite of refusals is what earns a ban (418). Until then the
    /// venue's countdown stands in for the cancels. After too many orders (-1015) only placing stops, since nothing
    /// else counts there.
    /// </remarks>
    public BudgetVerdict TryTake(int weight, int orders, RequestPriority priority)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            var verdict = Pass(orders, priority, now);
            verdict = verdict.IsGranted ? Afford(weight, orders, priority, now) : verdict;
            if (verdict.IsGranted)
            {
                _reopening.NoteSent(now);
                Count(weight, orders, now);
            }

            return verdict;
        }
    }

    /// <summary>Takes the cost of a handshake; it needs no turn after a pause, since dialling has its own.</summary>
    public BudgetVerdict TryDial(int weight)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            var verdict = Paused(RequestPriority.Protect, now) ?? Afford(weight, 0, RequestPriority.Protect, now);
            if (verdict.IsGranted)
            {
                Count(weight, 0, now);
            }

            return verdict;
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

    /// <summary>Takes a limit of the venue's rules, or one of a reply, which comes with the count.</summary>
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

            if (limit.Count is { } count)
            {
                counter.Limits.Hear(limit.Limit, now);
                counter.Report(count, now);
            }
            else
            {
                counter.Limits.Rule(limit.Limit);
            }
        }
    }

    /// <summary>The venue answered without complaining of the rate: the pauses start from the shortest again.</summary>
    public void OnAnswered()
    {
        lock (_gate)
        {
            _refusals = 0;
            _reopening.End();
        }
    }

    /// <summary>
    /// Closes the budget after a refusal for rate or a ban, for as long as the venue demands or, if it named no wait,
    /// for a pause that doubles with every refusal in a row. What was used by then is the limit until the window is
    /// over. Other failures are left alone.
    /// </summary>
    /// <returns>The error, with the wait that is kept.</returns>
    public VenueError OnRefused(VenueError error)
    {
        var now = Instant.Read(_time);
        lock (_gate)
        {
            if (error.Failure is not (VenueFailure.RateLimited or VenueFailure.Banned))
            {
                _reopening.End();
                return error;
            }

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
                _weight.Limits.Lower(
                    Math.Min(_weight.Limits.At(now), _weight.Used(now)), now + (error.RetryAfter ?? Minute));
            }

            return error with { RetryAfter = wait };
        }
    }

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

    private BudgetVerdict Pass(int orders, RequestPriority priority, Instant now)
    {
        if (Paused(priority, now) is { } paused)
        {
            return paused;
        }

        if (orders > 0 && Left(_ordersClosedUntil, now) is var pause && pause > TimeSpan.Zero)
        {
            return BudgetVerdict.Refused(pause, "orders paused after a refusal for rate");
        }

        return _reopening.MustWait(priority, now)
            ? BudgetVerdict.Refused(FirstTurn + Reopening.TurnOf(priority), "one request tries after a pause")
            : BudgetVerdict.Granted;
    }

    /// <summary>Null when no pause holds.</summary>
    private BudgetVerdict? Paused(RequestPriority priority, Instant now)
    {
        if (Left(_bannedUntil, now) is var ban && ban > TimeSpan.Zero)
        {
            return BudgetVerdict.Refused(ban + Reopening.TurnOf(priority), "banned by the venue");
        }

        if (Left(_closedUntil, now) is var closed && closed > TimeSpan.Zero)
        {
            return BudgetVerdict.Refused(closed + Reopening.TurnOf(priority), "paused after a refusal for rate");
        }

        if (_weight.Limits.HasLapsed(now) || _bannedUntil is not null || _closedUntil is not null)
        {
            (_bannedUntil, _closedUntil) = (null, null);
            _reopening.Begin();
        }

        return null;
    }

    private BudgetVerdict Afford(int weight, int orders, RequestPriority priority, Instant now)
    {
        // An order costs no weight, but its cancel will; and the venue refuses it too when the limit is exceeded.
        if (_weight.Used(now) + weight > WeightFor(priority, now))
        {
            return BudgetVerdict.Refused(_weight.UntilRelief(now), "request weight");
        }

        if (!Fits(_ordersShort, orders, priority, now))
        {
            return BudgetVerdict.Refused(_ordersShort.UntilRelief(now), "orders per 10 s");
        }

        return Fits(_ordersLong, orders, priority, now)
            ? BudgetVerdict.Granted
            : BudgetVerdict.Refused(_ordersLong.UntilRelief(now), "orders per minute");
    }

    private int WeightFor(RequestPriority priority, Instant now)
    {
        var limit = _weight.Limits.At(now);
        return priority == RequestPriority.Protect
            ? limit
            : Math.Min((int)(limit * ShareOf(priority)), limit - _settings.ProtectReserve);
    }

    /// <summary>One order always fits an unused limit: its reply tells whether the limit still stands.</summary>
    private bool Fits(SlidingCounter counter, int cost, RequestPriority priority, Instant now) =>
        cost == 0 || counter.Used(now) + cost <= Math.Max(1, (int)(counter.Limits.At(now) * ShareOf(priority)));

    private double ShareOf(RequestPriority priority) => priority switch
    {
        RequestPriority.Place => _settings.PlaceShare,
        RequestPriority.Confirm => _settings.ConfirmShare,
        RequestPriority.Query => _settings.QueryShare,
        RequestPriority.Reduce => _settings.ReduceShare,
        _ => 1.0,
    };
}
