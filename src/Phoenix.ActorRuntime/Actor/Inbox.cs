using Akka.Event;

namespace Akka.Actor;

/// <summary>A mailbox for code that is no actor.</summary>
public interface IInboxable : ICanWatch
{
    /// <summary>What the messages are to be sent to.</summary>
    IActorRef Receiver { get; }

    /// <summary>The next message; throws <see cref="TimeoutException"/> if none comes in the default time.</summary>
    object Receive();

    object Receive(TimeSpan timeout);

    /// <summary>The next message that fits; the others wait for other calls.</summary>
    object ReceiveWhere(Predicate<object> predicate);

    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);

    /// <summary>The next message; fails with <see cref="TimeoutException"/> if none comes in the default
    /// time.</summary>
    Task<object> ReceiveAsync();

    /// <summary>The next message; fails with <see cref="TimeoutException"/> if none comes in time. If the time is over
    /// already, the result is a <see cref="Status.Failure"/> with that exception.</summary>
    Task<object> ReceiveAsync(TimeSpan timeout);

    /// <summary>Sends <paramref name="message"/> so that the answer comes here.</summary>
    void Send(IActorRef target, object message);
}

/// <summary>A mailbox for code that is no actor: it can send, receive and watch.</summary>
/// <remarks>Holds up to <c>akka.actor.inbox.inbox-size</c> messages and waits for
/// <c>akka.actor.inbox.default-timeout</c> unless told otherwise. Any thread may use it.</remarks>
public class Inbox : IInboxable, IDisposable
{
    private readonly InboxRef _receiver;
    private readonly TimeSpan _defaultTimeout;

    private Inbox(ActorSystemImpl system)
    {
        _receiver = new InboxRef(system, system.Settings.Config.GetInt("akka.actor.inbox.inbox-size", 1000));
        _defaultTimeout = system.Settings.Config.GetTimeSpan(
            "akka.actor.inbox.default-timeout", TimeSpan.FromSeconds(5));
    }

    public IActorRef Receiver => _receiver;

    public static Inbox Create(ActorSystem system) => new((ActorSystemImpl)system);

    public IActorRef Watch(IActorRef subject) => _receiver.Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message) => _receiver.Watch(subject, message);

    public IActorRef Unwatch(IActorRef subject) => _receiver.Unwatch(subject);

    public void Send(IActorRef actorRef, object message) => actorRef.Tell(message, _receiver);

    public object Receive() => Receive(_defaultTimeout);

    public object Receive(TimeSpan timeout) => ReceiveWhere(static _ => true, timeout);

    public object ReceiveWhere(Predicate<object> predicate) => ReceiveWhere(predicate, _defaultTimeout);

    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout)
    {
        var message = _receiver.Receive(predicate, timeout);
        if (!message.IsCompleted && RuntimeTasks.StayOnThread)
        {
            throw new NotSupportedException("Nothing waits for another thread in deterministic mode.");
        }

        return message.GetAwaiter().GetResult() is Status.Failure { Cause: TimeoutException late }
            ? throw late
            : message.Result;
    }

    public Task<object> ReceiveAsync() => ReceiveAsync(_defaultTimeout);

    public Task<object> ReceiveAsync(TimeSpan timeout) => _receiver.Receive(static _ => true, timeout);

    /// <summary>What comes now goes to the dead letters.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _receiver.Close();
    }
}

/// <summary>The messages of an inbox and those who wait for them.</summary>
internal sealed class InboxRef : MinimalActorRef
{
    private readonly ActorSystemImpl _system;
    private readonly int _capacity;
    private readonly Lock _lock = new();
    private readonly List<object> _messages = [];
    private readonly List<Waiter> _waiters = [];
    private readonly Dictionary<IActorRef, object?> _watching = [];
    private bool _warned;
    private bool _closed;

    internal InboxRef(ActorSystemImpl system, int capacity) =>
        (_system, _capacity, Path) = (system, capacity, system.NextTempPath());

    public override ActorPath Path { get; }

    private protected override ActorSystemImpl? OwnerSystem => _system;

    internal IActorRef Watch(IActorRef subject, object? message)
    {
        lock (_lock) _watching[subject] = message;
        var watchee = (IInternalActorRef)subject;
        watchee.SendSystemMessage(new WatchActor(watchee, this));
        return subject;
    }

    internal IActorRef Unwatch(IActorRef subject)
    {
        lock (_lock) _watching.Remove(subject);
        ((IInternalActorRef)subject).SendSystemMessage(new UnwatchActor(this));
        return subject;
    }

    internal Task<object> Receive(Predicate<object> fits, TimeSpan timeout)
    {
        var waiter = new Waiter(fits, _system.Environment.Completion);
        lock (_lock)
        {
            var index = _messages.FindIndex(fits);
            if (index >= 0)
            {
                var message = _messages[index];
                _messages.RemoveAt(index);
                return Task.FromResult(message);
            }

            if (timeout > TimeSpan.Zero || timeout == Timeout.InfiniteTimeSpan) _waiters.Add(waiter);
            else return Task.FromResult<object>(new Status.Failure(Waiter.Late()));
        }

        if (timeout > TimeSpan.Zero)
        {
            waiter.Timer = _system.Environment.After(timeout, _system.Scheduler, () => GiveUp(waiter));
        }

        return waiter.Task;
    }

    internal void Close()
    {
        lock (_lock) _closed = true;
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        Waiter? waiter = null;
        var dropped = false;
        lock (_lock)
        {
            if (!_closed)
            {
                var index = _waiters.FindIndex(candidate => candidate.Fits(message));
                if (index >= 0)
                {
                    waiter = _waiters[index];
                    _waiters.RemoveAt(index);
                }
                else if (_messages.Count < _capacity)
                {
                    _messages.Add(message);
                    _warned = false;
                    return;
                }
                else
                {
                    dropped = !_warned;
                    _warned = true;
                }
            }
        }

        if (waiter is not null) waiter.Finish(message);
        else if (_closed) _system.DeadLetterOffice.Publish(message, sender, this);
        else if (dropped) _system.Log.Warning("Dropping message: the inbox holds {0} already", _capacity);
    }

    private protected override void OnSystemMessage(SystemMessage message)
    {
        if (message is not ActorDied died) return;
        object? instead;
        lock (_lock)
        {
            if (!_watching.Remove(died.Actor, out instead)) return;
        }

        Tell(instead ?? new Terminated(died.Actor, died.ExistenceConfirmed, addressTerminated: false), died.Actor);
    }

    private void GiveUp(Waiter waiter)
    {
        lock (_lock)
        {
            if (!_waiters.Remove(waiter)) return;
        }

        waiter.Expire();
    }

    private sealed class Waiter(Predicate<object> fits, TaskCreationOptions options)
    {
        private readonly TaskCompletionSource<object> _message = new(options);

        internal Task<object> Task => _message.Task;

        internal RuntimeTimer Timer { get; set; }

        internal bool Fits(object message) => fits(message);

        internal void Finish(object message)
        {
            Timer.Cancel();
            _ = _message.TrySetResult(message);
        }

        internal void Expire() => _ = _message.TrySetException(Late());

        internal static TimeoutException Late() => new("No message came in time.");
    }
}
