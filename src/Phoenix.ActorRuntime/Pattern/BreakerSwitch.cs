using Akka.Actor;

namespace Akka.Pattern;

internal enum BreakerState
{
    /// <summary>Calls go through; failures in a row are counted.</summary>
    Closed,

    /// <summary>Calls are refused until the reset timeout is over.</summary>
    Open,

    /// <summary>One call goes through and decides.</summary>
    HalfOpen,
}

/// <summary>The state of a breaker. What a call reports counts only in the period, from one transition to the next, in
/// which it began.</summary>
internal sealed class BreakerSwitch(CircuitBreaker settings)
{
    private readonly Lock _lock = new();
    private readonly List<Action>[] _listeners = [[], [], []];
    private BreakerState _state;
    private int _period;
    private long _failures;
    private bool _taken;
    private TimeSpan _openUntil;
    private TimeSpan _resetTimeout = settings.ResetTimeout;
    private Exception? _lastCause;

    internal CircuitBreaker Settings => settings;

    internal BreakerState State => _state;

    internal int Period => Volatile.Read(ref _period);

    internal long Failures => Volatile.Read(ref _failures);

    internal Exception? LastCause => Volatile.Read(ref _lastCause);

    internal void Listen(BreakerState state, Action callback)
    {
        lock (_lock) _listeners[(int)state].Add(callback);
    }

    /// <summary>Lets a call begin.</summary>
    /// <param name="period">What the call reports with.</param>
    /// <returns>Why it may not; null if it may.</returns>
    internal OpenCircuitException? Admit(out int period)
    {
        lock (_lock)
        {
            period = _period;
            switch (_state)
            {
                case BreakerState.Open:
                    var left = _openUntil - settings.Scheduler.MonotonicClock;
                    return new OpenCircuitException(_lastCause, left > TimeSpan.Zero ? left : TimeSpan.Zero);
                case BreakerState.HalfOpen when _taken:
                    return new OpenCircuitException(
                        "The circuit breaker is half open and its one call is under way.", _lastCause, TimeSpan.Zero);
                default:
                    _taken = true;
                    return null;
            }
        }
    }

    internal void Succeed(int period)
    {
        lock (_lock)
        {
            if (period != _period || _state == BreakerState.Open) return;
            _failures = 0;
            if (_state == BreakerState.Closed) return;
            Enter(BreakerState.Closed);
            _resetTimeout = settings.ResetTimeout;
            _lastCause = null;
        }

        Announce(BreakerState.Closed);
    }

    internal void Fail(int period, Exception cause)
    {
        lock (_lock)
        {
            if (period != _period || _state == BreakerState.Open) return;
            _lastCause = cause;
            if (_state == BreakerState.Closed && ++_failures < settings.MaxFailures) return;
            Open();
        }

        Announce(BreakerState.Open);
    }

    private void Open()
    {
        var again = _state == BreakerState.HalfOpen;
        Enter(BreakerState.Open);
        if (again)
        {
            var longer = _resetTimeout.Ticks * settings.ExponentialBackoffFactor;
            _resetTimeout = longer < settings.MaxResetTimeout.Ticks
                ? TimeSpan.FromTicks((long)longer)
                : settings.MaxResetTimeout;
        }

        var jitter = settings.RandomFactor > 0 ? settings.Scheduler.NextDouble() * settings.RandomFactor : 0;
        var time = TimeSpan.FromTicks((long)(_resetTimeout.Ticks * (1 + jitter)));
        _openUntil = settings.Scheduler.MonotonicClock + time;
        var period = _period;
        settings.Scheduler.Advanced.ScheduleOnce(time, () => HalfOpen(period));
    }

    private void HalfOpen(int period)
    {
        lock (_lock)
        {
            if (period != _period) return;
            Enter(BreakerState.HalfOpen);
        }

        Announce(BreakerState.HalfOpen);
    }

    private void Enter(BreakerState state)
    {
        _state = state;
        _period++;
        _taken = false;
    }

    private void Announce(BreakerState state)
    {
        Action[] listeners;
        lock (_lock) listeners = [.. _listeners[(int)state]];
        foreach (var listener in listeners)
        {
            try
            {
                listener();
            }
            catch (Exception)
            {
                // The breaker has no log; a listener's mistake must not change the outcome of the call.
                continue;
            }
        }
    }
}

/// <summary>One call through a breaker: ends with the call or with the call timeout, whichever is first.</summary>
internal sealed class BreakerCall<T>(BreakerSwitch breaker)
{
    private readonly TaskCompletionSource<T> _outcome = new(RuntimeTasks.Completion);
    private int _period;
    private int _over;

    internal Task<T> Run(Func<CancellationToken, Task<T>> body)
    {
        if (breaker.Admit(out _period) is { } refusal) return Task.FromException<T>(refusal);
        var settings = breaker.Settings;
        ICancelable? timer = null;

        // Not disposed: it holds nothing but memory, and the timeout may still want it when the call is over.
        var cancel = new CancellationTokenSource();
        if (settings.CallTimeout >= TimeSpan.Zero && settings.CallTimeout != TimeSpan.MaxValue)
        {
            timer = settings.Scheduler.Advanced.ScheduleOnceCancelable(settings.CallTimeout, () => Expire(cancel));
        }

        _ = Watch(body, timer, cancel.Token);
        return _outcome.Task;
    }

    private async Task Watch(Func<CancellationToken, Task<T>> body, ICancelable? timer, CancellationToken token)
    {
        try
        {
            var result = await body(token).ConfigureAwait(RuntimeTasks.StayOnThread);
            timer?.Cancel();
            if (!IsFirst()) return;
            breaker.Succeed(_period);
            _outcome.SetResult(result);
        }
        catch (Exception cause)
        {
            timer?.Cancel();
            if (!IsFirst()) return;
            breaker.Fail(_period, cause);
            if (cause is OperationCanceledException canceled) _outcome.SetCanceled(canceled.CancellationToken);
            else _outcome.SetException(cause);
        }
    }

    private void Expire(CancellationTokenSource cancel)
    {
        if (!IsFirst()) return;
        var late = new TimeoutException($"The call took longer than {breaker.Settings.CallTimeout}.");
        breaker.Fail(_period, late);
        _outcome.SetException(late);
        cancel.Cancel();
    }

    private bool IsFirst() => Interlocked.Exchange(ref _over, 1) == 0;
}
