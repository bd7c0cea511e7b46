using Akka.Actor;

namespace Akka.Event;

/// <summary>Writes lost messages to the log: so many, then a pause in which they are only counted.</summary>
internal sealed class DeadLetterLog : MinimalActorRef
{
    private readonly ActorSystemImpl _system;
    private readonly Lock _lock = new();
    private int _count;
    private int _loggedInARow;
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
            _silentUntil = null;
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
        lock (_lock)
        {
            _count++;
            if (IsSilent)
            {
                _omitted++;
                return;
            }

            ending = Ending();
        }

        if (_system.Log.IsInfoEnabled) Publish(lost, ending);
    }

    private void Publish(AllDeadLetters lost, string ending) => _system.EventStream.Publish(new Info(
        lost.Recipient.Path.ToString(), lost.Recipient.GetType(),
        $"{Describe(lost)}. [{_count}] dead letters encountered{ending}."));

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

    private string Ending()
    {
        var settings = _system.Settings;
        var omitted = _omitted;
        _omitted = 0;
        if (settings.LogDeadLetters != int.MaxValue && ++_loggedInARow >= settings.LogDeadLetters)
        {
            _loggedInARow = 0;
            var pause = settings.LogDeadLettersSuspendDuration;
            var forEver = pause == Timeout.InfiniteTimeSpan;
            _silentUntil = forEver ? pause : _system.Scheduler.MonotonicClock + pause;
            return ", no more dead letters will be logged" + (forEver ? string.Empty : $" in next [{pause}]");
        }

        return omitted > 0 ? $", of which {omitted} were not logged" : string.Empty;
    }
}
