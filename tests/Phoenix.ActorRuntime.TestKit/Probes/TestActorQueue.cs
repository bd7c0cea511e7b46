namespace Akka.TestKit.Internal;

/// <summary>The messages a test actor has received and the test has not looked at yet.</summary>
/// <remarks>Any thread adds; the test takes. The semaphore counts what waits, so that waiting needs no
/// polling.</remarks>
internal sealed class TestActorQueue
{
    // A longer wait than timers can count is a wait without end.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly Lock _lock = new();
    private readonly Queue<MessageEnvelope> _received = new();
    private readonly SemaphoreSlim _waiting = new(0);

    internal bool HasMessages => _waiting.CurrentCount > 0;

    internal void Add(MessageEnvelope envelope)
    {
        lock (_lock) _received.Enqueue(envelope);
        _waiting.Release();
    }

    /// <param name="waiting">Whether the thread waits or is given back.</param>
    /// <param name="timeout">Infinite if negative.</param>
    /// <param name="cancellation">Ends the wait with an exception.</param>
    /// <returns>Null if nothing came in time.</returns>
    internal async ValueTask<MessageEnvelope?> Take(
        Waiting waiting, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!await Arrival(waiting, timeout, cancellation)) return null;
        lock (_lock) return _received.Dequeue();
    }

    /// <summary>As <see cref="Take"/>, and leaves the message where it is.</summary>
    internal async ValueTask<MessageEnvelope?> Peek(
        Waiting waiting, TimeSpan timeout, CancellationToken cancellation)
    {
        if (!await Arrival(waiting, timeout, cancellation)) return null;
        lock (_lock)
        {
            var first = _received.Peek();
            _waiting.Release();
            return first;
        }
    }

    private ValueTask<bool> Arrival(Waiting waiting, TimeSpan timeout, CancellationToken cancellation)
    {
        var limit = timeout < TimeSpan.Zero || timeout > LongestWait ? Timeout.InfiniteTimeSpan : timeout;
        return waiting == Waiting.Blocking
            ? ValueTask.FromResult(_waiting.Wait(limit, cancellation))
            : new ValueTask<bool>(_waiting.WaitAsync(limit, cancellation));
    }
}
