using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor with timers of its own; the runtime sets <see cref="Timers"/> before <c>PreStart</c>.</summary>
public interface IWithTimers
{
    ITimerScheduler Timers { get; set; }
}

/// <summary>Timers by key: starting one replaces the one of the same key; all end with the actor or its restart, and
/// the message of a canceled timer is not delivered even if it is in the mailbox already.</summary>
public interface ITimerScheduler
{
    IReadOnlyCollection<object> ActiveTimers { get; }

    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender);

    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    bool IsTimerActive(object key);

    void Cancel(object key);

    void CancelAll();
}

/// <summary>A timer's message on its way through the mailbox; delivered only if its timer still stands.</summary>
internal sealed class TimerTick(
    ActorBase owner, object key, int generation, object message, IActorRef? sender, bool repeat)
    : IDeadLetterSuppression
{
    internal object Key => key;

    internal int Generation => generation;

    internal object Message => message;

    internal IActorRef? Sender => sender;

    internal bool Repeats => repeat;

    internal bool IsDue(ActorBase? actor) => ReferenceEquals(actor, owner) && owner.IsDue(this);
}

/// <summary>The timers of one instance of an actor.</summary>
internal sealed class TimerScheduler(ActorCell cell, ActorBase owner) : ITimerScheduler
{
    private readonly Dictionary<object, (int Generation, RuntimeTimer Timer)> _timers = [];
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) =>
        Start(key, msg, interval, Positive(interval), null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, interval, Positive(interval), sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, Positive(interval), null);

    public void StartPeriodicTimer(
        object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, Positive(interval), sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) =>
        Start(key, msg, timeout, TimeSpan.Zero, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) =>
        Start(key, msg, timeout, TimeSpan.Zero, sender);

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (!_timers.Remove(key, out var timer)) return;
        timer.Timer.Cancel();
        if (cell.SystemImpl.Settings.DebugTimerScheduler)
        {
            Trace($"Cancel timer [{key}] with generation [{timer.Generation}]");
        }
    }

    public void CancelAll()
    {
        foreach (var (_, timer) in _timers.Values) timer.Cancel();
        _timers.Clear();
    }

    /// <summary>Whether the tick belongs to a timer that still stands; a single timer is over with it.</summary>
    internal bool Accept(TimerTick tick)
    {
        if (!_timers.TryGetValue(tick.Key, out var timer) || timer.Generation != tick.Generation) return false;
        if (!tick.Repeats) _timers.Remove(tick.Key);
        return true;
    }

    private static TimeSpan Positive(TimeSpan interval) =>
        interval > TimeSpan.Zero
            ? interval
            : throw new ArgumentOutOfRangeException(
                nameof(interval), interval, "The interval of a periodic timer must be positive.");

    // Published whatever the level of the log is: who asks for it wants to see it.
    private void Trace(string what) =>
        cell.SystemImpl.EventStream.Publish(new Debug(cell.Self.Path.ToString(), cell.Props.Type, what));

    private void Start(object key, object message, TimeSpan delay, TimeSpan interval, IActorRef? sender)
    {
        Cancel(key);
        if (cell.SystemImpl.Settings.DebugTimerScheduler)
        {
            Trace($"Start timer [{key}] with generation [{_generation + 1}]");
        }

        var tick = new TimerTick(owner, key, ++_generation, message, sender, interval > TimeSpan.Zero);
        _timers[key] = (_generation, cell.SystemImpl.StartTimer(delay, interval, cell.Self, tick));
    }
}
