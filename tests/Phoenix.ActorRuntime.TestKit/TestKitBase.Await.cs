namespace Akka.TestKit;

/// <summary>Waiting for conditions, and limits around a piece of a test.</summary>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Repeats an assertion until it holds.</summary>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var end = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                // Not yet: it is tried again until the time is over; the last failure is the test's.
                Pause(interval, cancellationToken);
            }
        }
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message,
        CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (!conditionIsFulfilled())
        {
            if (Now >= end) _assertions.Fail($"Timeout {limit} while waiting for a condition {message}".TrimEnd());
            Pause(interval, cancellationToken);
        }
    }

    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default)
    {
        var end = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (Now < end)
            {
                await Task.Delay(interval ?? PollInterval, cancellationToken);
            }
        }
    }

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            },
            duration,
            interval,
            cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), null, cancellationToken);

    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        while (!await conditionIsFulfilled())
        {
            if (Now >= end) _assertions.Fail($"Timeout {limit} while waiting for a condition");
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>Runs <paramref name="action"/>; expectations in it share <paramref name="max"/>.</summary>
    public void Within(
        TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        _ = Within<object?>(
            min,
            max,
            () =>
            {
                action();
                return null;
            },
            hint,
            epsilonValue,
            cancellationToken);

    public T Within<T>(
        TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (start, before, limit) = (Now, _end, Dilated(max));
        var outer = before is { } end ? end - start : TimeSpan.MaxValue;
        _assertions.AssertTrue(outer >= min, $"Required min time {min} not possible, only {outer} left. {hint}");
        _end = start + (limit < outer ? limit : outer);
        try
        {
            var result = function();
            CheckWithin(Now - start, min, limit, epsilonValue, hint);
            return result;
        }
        finally
        {
            _end = before;
        }
    }

    public async Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (start, before, limit) = (Now, _end, Dilated(max));
        _end = before is { } end && end - start < limit ? end : start + limit;
        try
        {
            await actionAsync();
            CheckWithin(Now - start, TimeSpan.Zero, limit, epsilonValue, null);
        }
        finally
        {
            _end = before;
        }
    }

    private static void Pause(TimeSpan? interval, CancellationToken cancellation)
    {
        if (cancellation.WaitHandle.WaitOne(interval ?? PollInterval)) cancellation.ThrowIfCancellationRequested();
    }

    private void CheckWithin(TimeSpan took, TimeSpan min, TimeSpan max, TimeSpan? epsilon, string? hint)
    {
        var slack = epsilon ?? TimeSpan.Zero;
        _assertions.AssertTrue(took + slack >= min, $"Block took {took}, should have been at least {min}. {hint}");
        _assertions.AssertTrue(took - slack <= max, $"Block took {took}, exceeding {max}. {hint}");
    }
}
