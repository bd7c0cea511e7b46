using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Repeating an assertion until it holds.</summary>
public abstract partial class TestKitBase
{
    private static readonly TimeSpan AssertInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it holds; its last failure is the test's.</summary>
    /// <param name="assertion">Fails by an exception.</param>
    /// <param name="duration">For all attempts together.</param>
    /// <param name="interval">Between two attempts; a tenth of a second if null.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Attempt(Waiting.Blocking, Completed(assertion), duration, interval, cancellationToken).Finish();

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Attempt(Waiting.Asynchronous, Completed(assertion), duration, interval, cancellationToken).AsTask();

    public Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null,
        CancellationToken cancellationToken = default) =>
        Attempt(Waiting.Asynchronous, assertion, duration, interval, cancellationToken).AsTask();

    private static Func<Task> Completed(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private async ValueTask Attempt(
        Waiting waiting, Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, CancellationToken cancellation)
    {
        if (interval is { } given && given < TimeSpan.Zero)
        {
            throw new ArgumentException("The interval must not be negative.", nameof(interval));
        }

        var end = Now + RemainingOrDilated(duration);
        var pause = interval ?? AssertInterval;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception error) when (error is not OperationCanceledException && Now + pause < end)
            {
                // Not yet: it is tried again while there is time.
                LogCall($"AwaitAssert: {error.Message}");
            }

            await waiting.Pause(pause, cancellation);
        }
    }
}
