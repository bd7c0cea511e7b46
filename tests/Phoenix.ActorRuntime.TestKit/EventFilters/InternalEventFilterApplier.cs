using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Expects and mutes with filters that are already chosen.</summary>
/// <remarks>How events are waited for and counted is in <c>InternalEventFilterApplier.Intercept.cs</c>.</remarks>
public partial class InternalEventFilterApplier(
    TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilterBase> filters) : IEventFilterApplier
{
    public EventFilterFactory And => new(testkit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, action, cancellationToken);

    [Obsolete("Only for backwards compat. Use ExpectOneAsync(Func<Task>, CancellationToken) instead beginning in " +
        "Akka.NET v1.5")]
    public Task ExpectOneAsync(Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, Awaitable(action), cancellationToken);

    public Task ExpectOneAsync(
        TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        _ = Intercept(Result(action), system, null, expectedCount, null, cancellationToken);

    public void Expect(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        _ = Intercept(Result(action), system, timeout, expectedCount, null, cancellationToken);

    public Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, actionAsync, null, cancellationToken);

    public Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, TimeSpan? timeout, CancellationToken cancellationToken = default) =>
        InterceptAsync(Result(actionAsync), system, timeout, expectedCount, null, cancellationToken);

    public Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, action, timeout, cancellationToken);

    public Task ExpectAsync(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        ExpectAsync(expectedCount, Awaitable(action), timeout, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(1, func, cancellationToken);

    public T ExpectOne<T>(TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, func, cancellationToken);

    public Task<T> ExpectOneAsync<T>(
        TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, timeout, func, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, system, null, expectedCount, null, cancellationToken);

    public T Expect<T>(
        int expectedCount, TimeSpan timeout, Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, system, timeout, expectedCount, null, cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, system, null, expectedCount, null, cancellationToken);

    public Task<T> ExpectAsync<T>(
        int expectedCount, TimeSpan timeout, Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, system, timeout, expectedCount, null, cancellationToken);

    public void Mute(Action action, CancellationToken cancellationToken = default) =>
        _ = Mute(Result(action), cancellationToken);

    public T Mute<T>(Func<T> func, CancellationToken cancellationToken = default) =>
        Intercept(func, system, null, null, null, cancellationToken);

    public Task MuteAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        MuteAsync(Result(action), cancellationToken);

    public Task MuteAsync(Action action, CancellationToken cancellationToken = default) =>
        MuteAsync(Result(Awaitable(action)), cancellationToken);

    public Task<T> MuteAsync<T>(Func<Task<T>> func, CancellationToken cancellationToken = default) =>
        InterceptAsync(func, system, null, null, null, cancellationToken);

    public IUnmutableFilter Mute()
    {
        system.EventStream.Publish(new TestEvent.Mute(filters));
        return new InternalUnmutableFilter(filters, system);
    }

    private static Func<Task> Awaitable(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    private static Func<Done> Result(Action action) => () =>
    {
        action();
        return Done.Instance;
    };

    private static Func<Task<Done>> Result(Func<Task> action) => async () =>
    {
        await action();
        return Done.Instance;
    };

    /// <summary>Mutes until it is told to end.</summary>
    protected class InternalUnmutableFilter(
        IReadOnlyCollection<EventFilterBase> filters, ActorSystem system) : IUnmutableFilter
    {
        private bool _muting = true;

        public void Unmute()
        {
            if (!_muting) return;
            _muting = false;
            system.EventStream.Publish(new TestEvent.Unmute(filters));
        }

        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (disposing) Unmute();
        }
    }

    /// <summary>Counts what the filters have met.</summary>
    protected class MatchedEventHandler
    {
        private int _receivedCount;

        public int ReceivedCount => Volatile.Read(ref _receivedCount);

        // Set at each event, taken by the one who waits for them.
        internal SemaphoreSlim Received { get; } = new(0);

        public virtual void HandleEvent(EventFilterBase eventFilter, LogEvent logEvent)
        {
            Interlocked.Increment(ref _receivedCount);
            Received.Release();
        }
    }
}
