using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>How events are waited for and counted.</summary>
public partial class InternalEventFilterApplier
{
    // For systems whose log has no listener of the kit: nobody will ever pass the mark on.
    private static readonly TimeSpan MarkLimit = TimeSpan.FromMilliseconds(200);

    protected static string GetMessageString(int number) => number == 1 ? "message" : "messages";

    protected T Intercept<T>(
        Func<T> func, ActorSystem system, TimeSpan? timeout, int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null, CancellationToken cancellationToken = default) =>
        Intercept(
            Waiting.Blocking, () => Task.FromResult(func()), system, timeout, expectedOccurrences,
            matchedEventHandler ?? new MatchedEventHandler(), cancellationToken).Finish();

    protected Task<T> InterceptAsync<T>(
        Func<Task<T>> func, ActorSystem system, TimeSpan? timeout, int? expectedOccurrences,
        MatchedEventHandler? matchedEventHandler = null, CancellationToken cancellationToken = default) =>
        Intercept(
            Waiting.Asynchronous, func, system, timeout, expectedOccurrences,
            matchedEventHandler ?? new MatchedEventHandler(), cancellationToken).AsTask();

    /// <returns>Whether exactly so many events came; of none at all, only the whole time can tell.</returns>
    protected bool AwaitDone(
        TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler,
        CancellationToken cancellationToken = default) =>
        AwaitDone(Waiting.Blocking, timeout, expectedOccurrences, matchedEventHandler, cancellationToken).Finish();

    protected Task<bool> AwaitDoneAsync(
        TimeSpan timeout, int? expectedOccurrences, MatchedEventHandler matchedEventHandler,
        CancellationToken cancellationToken = default) =>
        AwaitDone(Waiting.Asynchronous, timeout, expectedOccurrences, matchedEventHandler, cancellationToken).AsTask();

    private async ValueTask<T> Intercept<T>(
        Waiting waiting, Func<Task<T>> func, ActorSystem system, TimeSpan? timeout, int? expected,
        MatchedEventHandler handler, CancellationToken cancellation)
    {
        var leeway = testkit.Dilated(timeout ?? testkit.TestKitSettings.TestEventFilterLeeway);
        foreach (var filter in filters) filter.EventMatched += handler.HandleEvent;
        system.EventStream.Publish(new TestEvent.Mute(filters));
        try
        {
            var result = await func();
            await Pass(waiting, system, cancellation);
            if (await AwaitDone(waiting, leeway, expected, handler, cancellation))
            {
                await Pass(waiting, system, cancellation);
            }

            Verify(leeway, expected, handler.ReceivedCount);
            return result;
        }
        finally
        {
            foreach (var filter in filters) filter.EventMatched -= handler.HandleEvent;
            system.EventStream.Publish(new TestEvent.Unmute(filters));
        }
    }

    // Lets the listener see everything that was published before.
    private static async ValueTask Pass(Waiting waiting, ActorSystem system, CancellationToken cancellation)
    {
        var mark = new ListenerMark();
        system.EventStream.Publish(mark);
        if (waiting == Waiting.Blocking)
        {
            _ = mark.WhenPassed.Wait(MarkLimit, cancellation);
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = await Task.WhenAny(mark.WhenPassed, Task.Delay(MarkLimit, limit.Token));
        await limit.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    private static async ValueTask<bool> AwaitDone(
        Waiting waiting, TimeSpan timeout, int? expected, MatchedEventHandler handler, CancellationToken cancellation)
    {
        if (expected is not { } count) return true;
        var end = TestKitBase.Now + timeout;
        while (handler.ReceivedCount < Math.Max(count, 1))
        {
            var left = end - TestKitBase.Now;
            if (left <= TimeSpan.Zero) break;
            _ = waiting == Waiting.Blocking
                ? handler.Received.Wait(left, cancellation)
                : await handler.Received.WaitAsync(left, cancellation);
        }

        return handler.ReceivedCount == count;
    }

    private void Verify(TimeSpan timeout, int? expected, int received)
    {
        if (expected is not { } count || received == count) return;
        var matching = string.Join(",", filters).Replace("{", "{{").Replace("}", "}}");
        if (received < count)
        {
            testkit.Assert.Fail(
                $"Timeout ({timeout}) while waiting for messages. Only received {received}/{count} messages " +
                $"that matched filter [{matching}]");
        }

        var surplus = received - count;
        testkit.Assert.Fail(
            $"Received {surplus} {GetMessageString(surplus)} too many. Expected {count} {GetMessageString(count)} " +
            $"but received {received} that matched filter [{matching}]");
    }
}
