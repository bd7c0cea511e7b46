using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Waiting for conditions.</summary>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan ConditionInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until it is true.</summary>
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message,
        CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <param name="conditionIsFulfilled">The condition.</param>
    /// <param name="max">What remains, if null.</param>
    /// <param name="interval">Between two looks; a tenth of a second, or of <paramref name="max"/>, if null.</param>
    /// <param name="message">What the failure adds.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        _ = InternalAwaitCondition(
            conditionIsFulfilled, RemainingOrDilated(max), interval, Failing(message), CallLog, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(
            conditionIsFulfilled, RemainingOrDilated(max), interval, Failing(message), CallLog, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Completed(conditionIsFulfilled), max, interval, message, cancellationToken);

    /// <summary>Waits at most so long until it is true.</summary>
    /// <returns>Whether it is.</returns>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, static (_, _) => { }, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, static (_, _) => { }, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Completed(conditionIsFulfilled), max, interval, cancellationToken);

    /// <param name="conditionIsFulfilled">The condition.</param>
    /// <param name="max">How long to wait.</param>
    /// <param name="interval">Between two looks.</param>
    /// <param name="fail">What to do if it does not come true: a format and its arguments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it came true.</returns>
    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitCondition(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    protected static bool InternalAwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        ILoggingAdapter? logger, CancellationToken cancellationToken = default) =>
        Condition(
            Waiting.Blocking, Completed(conditionIsFulfilled), max, interval, fail, logger, cancellationToken)
            .Finish();

    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        CancellationToken cancellationToken = default) =>
        InternalAwaitConditionAsync(conditionIsFulfilled, max, interval, fail, null, cancellationToken);

    protected static Task<bool> InternalAwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval, Action<string, object[]> fail,
        ILoggingAdapter? logger, CancellationToken cancellationToken = default) =>
        Condition(Waiting.Asynchronous, conditionIsFulfilled, max, interval, fail, logger, cancellationToken).AsTask();

    private static Func<Task<bool>> Completed(Func<bool> condition) => () => Task.FromResult(condition());

    private static async ValueTask<bool> Condition(
        Waiting waiting, Func<Task<bool>> isFulfilled, TimeSpan max, TimeSpan? interval,
        Action<string, object[]> fail, ILoggingAdapter? logger, CancellationToken cancellation)
    {
        max.EnsureIsPositiveFinite(nameof(max));
        var start = Now;
        var end = start + max;
        var pause = interval ?? Min(ConditionInterval, max / 10);
        logger?.Log(LogLevel.DebugLevel, null, $"Awaiting a condition for {max}, a look each {pause}");
        while (!await isFulfilled())
        {
            if (Now >= end)
            {
                fail("Timeout {0} expired while waiting for condition.", [max]);
                return false;
            }

            await waiting.Pause(pause.Min(Left(end)), cancellation);
        }

        logger?.Log(LogLevel.DebugLevel, null, $"The condition came true after {Now - start}");
        return true;
    }

    private ILoggingAdapter? CallLog => TestKitSettings.LogTestKitCalls ? Log : null;

    private Action<string, object[]> Failing(string? message) => (format, args) =>
        _assertions.Fail(format + Literal(string.IsNullOrEmpty(message) ? string.Empty : " " + message), args);
}
