using Akka.Actor;

namespace Akka.Event;

/// <summary>Writes lost messages to the log: so many, then a pause in which they are only counted.</summary>
internal sealed class DeadLetterLog : MinimalActorRef
{
    private readonly ActorSystemImpl _system;
    private readonly Lock _lock = new();
    private int _count;
    private bool _resuming;
    private int _omitted;
    private TimeSpan? _silentUntil;

    internal DeadLetterLog(ActorSystemImpl system, ActorPath path)
    {
        (_system, Path) = (system, path);
        system.EventStream.Subscribe(this, typeof(DeadLetter));
        system.EventStream.Subscribe(this, typeof(Dropped));
        system.EventStream.Subscribe(this, typeof(UnhandledMessage));
    }

    public override ActorPath Path { get; }

    private protected override ActorSystemImpl? OwnerSystem => _system;

    private bool IsSilent
    {
        get
        {
            if (_silentUntil is not { } until) return false;
            if (until == Timeout.InfiniteTimeSpan || _system.Scheduler.MonotonicClock < until) return true;
            (_silentUntil, _resuming) = (null, true);
            return false;
        }
    }

    protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is not AllDeadLetters lost) return;
        if (lost is UnhandledMessage unhandled && _system.Settings.DebugUnhandledMessage) Explain(unhandled);
        if (_system.Settings.LogDeadLetters == 0) return;
        if (_system.IsStopping && !_system.Settings.LogDeadLettersDuringShutdown) return;
        string ending;
        int number;
        lock (_lock)
        {
            number = ++_count;
            if (IsSilent)
            {
                _omitted++;
                return;
            }

            ending = Ending();
        }

        if (_system.Log.IsInfoEnabled) Publish(lost, number, ending);
    }

    private void Publish(AllDeadLetters lost, int number, string ending) => _system.EventStream.Publish(new Info(
        lost.Recipient.Path.ToString(), lost.Recipient.GetType(),
        $"{Describe(lost)}. [{number}] dead letters encountered{ending}."));

    private void Explain(UnhandledMessage unhandled) => _system.EventStream.Publish(new Debug(
        unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(),
        $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"));

    private static string Describe(AllDeadLetters lost)
    {
        var from = lost.Sender is null or Nobody ? string.Empty : $" from {lost.Sender}";
        var what = $"Message [{lost.Message.GetType().Name}]{from} to {lost.Recipient} was";
        return lost switch
        {
            Dropped dropped => $"{what} dropped. {dropped.Reason}",
            UnhandledMessage => $"{what} unhandled",
            _ => $"{what} not delivered",
        };
    }

    /// <summary>The first after a pause tells of those left out, and the counting starts anew.</summary>
    private string Ending()
    {
        if (_resuming)
        {
            var omitted = _omitted;
            (_resuming, _omitted, _count) = (false, 0, 0);
            return $", of which {omitted} were not logged";
        }

        var settings = _system.Settings;
        if (settings.LogDeadLetters == int.MaxValue || _count < settings.LogDeadLetters) return string.Empty;
        var pause = settings.LogDeadLettersSuspendDuration;
        var forEver = pause == Timeout.InfiniteTimeSpan;
        _silentUntil = forEver ? pause : _system.Scheduler.MonotonicClock + pause;
        return ", no more dead letters will be logged" + (forEver ? string.Empty : $" in next [{pause}]");
    }
}
