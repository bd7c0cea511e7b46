using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Limits around a piece of a test.</summary>
public abstract partial class TestKitBase
{
    /// <summary>Runs <paramref name="action"/>; expectations in it share <paramref name="max"/>.</summary>
    public void Within(
        TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <param name="min">It must take at least so long.</param>
    /// <param name="max">It must take at most so long, unless a message was the last it waited for: that has come in
    /// time.</param>
    /// <param name="action">What has to be done in time.</param>
    /// <param name="hint">What the failure adds.</param>
    /// <param name="epsilonValue">By how much <paramref name="max"/> may be exceeded; nothing if null.</param>
    /// <param name="cancellationToken">Cancelled before the beginning, nothing is done.</param>
    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        _ = Limited(min, max, Nothing(Completed(action)), hint, epsilonValue, cancellationToken).Finish();

    public T Within<T>(
        TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Limited(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).Finish();

    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Limited(min, max, Nothing(actionAsync), hint, epsilonValue, cancellationToken).AsTask();

    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Limited(min, max, function, hint, epsilonValue, cancellationToken).AsTask();

    private static Func<Task<Done>> Nothing(Func<Task> action) => async () =>
    {
        await action();
        return Done.Instance;
    };

    private async ValueTask<T> Limited<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint, TimeSpan? epsilon,
        CancellationToken cancellation)
    {
        min.EnsureIsPositiveFinite(nameof(min));
        max.EnsureIsPositiveFinite(nameof(max));
        cancellation.ThrowIfCancellationRequested();
        var limit = Dilated(max);
        var (start, before) = (Now, _end);
        var outer = before is { } end ? Left(end) : TimeSpan.MaxValue;
        _assertions.AssertTrue(
            outer >= min, Literal($"Required min time {min} not possible, only {outer} left. {hint}"));
        _endedInTime = false;
        var allowed = Min(limit, outer);
        _end = allowed == TimeSpan.MaxValue ? allowed : start + allowed;
        try
        {
            var result = await function();
            CheckDuration(Now - start, min, allowed, epsilon ?? TimeSpan.Zero, hint);
            return result;
        }
        finally
        {
            _end = before;
        }
    }

    private void CheckDuration(TimeSpan took, TimeSpan min, TimeSpan max, TimeSpan epsilon, string? hint)
    {
        if (took < min)
        {
            _assertions.Fail(Literal($"Failed: Block took {took}, should have at least been {min}. {hint}"));
        }

        if (!_endedInTime && max != TimeSpan.MaxValue && took > max + epsilon)
        {
            _assertions.Fail(Literal($"Failed: Block took {took}, exceeding {max}. {hint}"));
        }
    }
}
