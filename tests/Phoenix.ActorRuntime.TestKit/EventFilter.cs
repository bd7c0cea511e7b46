using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Expects log events, or waits in silence for them.</summary>
public interface IEventFilterApplier
{
    /// <summary>Exactly one event while <paramref name="action"/> runs or soon after.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Exactly so many events while <paramref name="action"/> runs or soon after.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default);

    Task ExpectAsync(int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default);

    /// <summary>The events are of no interest while <paramref name="action"/> runs.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);
}

/// <summary>Says which log events are meant.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;

    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys)
    {
    }

    public EventFilterFactory(TestKitBase testkit, ActorSystem system) => (_testkit, _system) = (testkit, system);

    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception =>
        Custom<Error>(e => e.Cause is TException cause &&
            (pattern.IsMatch(cause.Message) || pattern.IsMatch(TextOf(e))) && IsFrom(e, source));

    public IEventFilterApplier Exception(
        Type exceptionType, string? message = null, string? start = null, string? contains = null,
        string? source = null, bool checkInnerExceptions = false) =>
        Custom<Error>(e => Chain(e.Cause, checkInnerExceptions).Any(cause =>
            exceptionType.IsInstanceOfType(cause) &&
            (Fits(cause.Message, message, start, contains) || Fits(TextOf(e), message, start, contains))) &&
            IsFrom(e, source));

    public IEventFilterApplier Error(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Error>(message, start, contains, source);

    public IEventFilterApplier Warning(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Warning>(message, start, contains, source);

    public IEventFilterApplier Info(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Info>(message, start, contains, source);

    public IEventFilterApplier Debug(
        string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Of<Debug>(message, start, contains, source);

    public IEventFilterApplier DeadLetter() => Applier(typeof(DeadLetter), static _ => true);

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        DeadLetter<TMessage>(static _ => true, source);

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        Applier(typeof(DeadLetter), e =>
            e is DeadLetter { Message: TMessage message } letter && isMatch(message) &&
            (source is null || string.Equals(letter.Recipient.Path.ToString(), source, StringComparison.Ordinal)));

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Custom<LogEvent>(predicate);

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent =>
        Applier(typeof(TLogEvent), e => e is TLogEvent typed && predicate(typed));

    private static string TextOf(LogEvent entry) => entry.Message.ToString() ?? string.Empty;

    private static bool IsFrom(LogEvent entry, string? source) =>
        source is null || string.Equals(entry.LogSource, source, StringComparison.Ordinal);

    private static bool Fits(string text, string? message, string? start, string? contains) =>
        (message is null || string.Equals(text, message, StringComparison.OrdinalIgnoreCase)) &&
        (start is null || text.StartsWith(start, StringComparison.OrdinalIgnoreCase)) &&
        (contains is null || text.Contains(contains, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<Exception> Chain(Exception? cause, bool inner)
    {
        for (; cause is not null; cause = inner ? cause.InnerException : null) yield return cause;
    }

    private EventFilterApplier Of<TLogEvent>(string? message, string? start, string? contains, string? source)
        where TLogEvent : LogEvent =>
        Applier(typeof(TLogEvent), e =>
            e is TLogEvent entry && Fits(TextOf(entry), message, start, contains) && IsFrom(entry, source));

    private EventFilterApplier Applier(Type channel, Predicate<object> filter) =>
        new(_testkit, _system, channel, filter);
}

/// <summary>Counts matching events as they are published.</summary>
internal sealed class EventFilterApplier(
    TestKitBase testkit, ActorSystem system, Type channel, Predicate<object> filter)
    : IEventFilterApplier
{
    // Long enough to see an event too many, short enough for a test.
    private static readonly TimeSpan Surplus = TimeSpan.FromMilliseconds(100);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) =>
        Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Expect(expectedCount, testkit.TestKitSettings.TestEventFilterLeeway, action, cancellationToken);

    public void Expect(
        int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(system, channel, filter);
        action();
        var arrived = counter.WaitFor(expectedCount, testkit.Dilated(timeout), cancellationToken);
        Verify(counter, expectedCount, arrived, timeout);
    }

    public Task ExpectOneAsync(Func<Task> actionAsync, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, actionAsync, cancellationToken);

    public async Task ExpectAsync(
        int expectedCount, Func<Task> actionAsync, CancellationToken cancellationToken = default)
    {
        using var counter = new Counter(system, channel, filter);
        await actionAsync();
        var timeout = testkit.TestKitSettings.TestEventFilterLeeway;
        var arrived = counter.WaitFor(expectedCount, testkit.Dilated(timeout), cancellationToken);
        Verify(counter, expectedCount, arrived, timeout);
    }

    public void Mute(Action action, CancellationToken cancellationToken = default) => action();

    private void Verify(Counter counter, int expected, bool arrived, TimeSpan timeout)
    {
        if (arrived && counter.Count == expected) return;
        testkit.Assert.Fail(
            $"Expected {expected} events of type {channel.Name} that match within {timeout}, " +
            $"received {counter.Count}.");
    }

    private sealed class Counter : MinimalActorRef, IDisposable
    {
        private readonly ActorSystem _system;
        private readonly Predicate<object> _filter;
        private readonly SemaphoreSlim _matched = new(0);
        private int _count;

        internal Counter(ActorSystem system, Type channel, Predicate<object> filter)
        {
            (_system, _filter) = (system, filter);
            Path = ((ActorSystemImpl)system).NextTempPath();
            system.EventStream.Subscribe(this, channel);
        }

        public override ActorPath Path { get; }

        internal int Count => Volatile.Read(ref _count);

        public void Dispose()
        {
            _system.EventStream.Unsubscribe(this);
            _matched.Dispose();
        }

        internal bool WaitFor(int expected, TimeSpan timeout, CancellationToken cancellation)
        {
            for (var i = 0; i < expected; i++)
            {
                if (!_matched.Wait(timeout, cancellation)) return false;
            }

            return !_matched.Wait(Surplus, cancellation);
        }

        protected override void TellInternal(object message, IActorRef? sender)
        {
            if (!_filter(message)) return;
            Interlocked.Increment(ref _count);
            _matched.Release();
        }
    }
}
