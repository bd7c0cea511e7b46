namespace Akka.Actor;

/// <summary>Whom this actor watches and who watches it; both survive a restart.</summary>
internal sealed partial class ActorCell
{
    // Ordered, because the order of iteration reaches the order of messages.
    private OrderedDictionary<IActorRef, object?>? _watching;
    private OrderedDictionary<IActorRef, IInternalActorRef>? _watchers;
    private Dictionary<IActorRef, object?>? _terminatedQueued;

    public IActorRef Watch(IActorRef subject) => StartWatching(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return StartWatching(subject, message);
    }

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watching is not null && _watching.Remove(subject) && subject is IInternalActorRef watchee)
        {
            watchee.SendSystemMessage(new UnwatchActor(SelfRef));
        }

        _terminatedQueued?.Remove(subject);
        return subject;
    }

    /// <summary>Lets a notice through that the actor has had before, put aside and now wants again.</summary>
    internal void ExpectAgain(Terminated terminated) => (_terminatedQueued ??= [])[terminated.ActorRef] = null;

    private IActorRef StartWatching(IActorRef subject, object? message)
    {
        if (subject is not IInternalActorRef watchee || subject.Equals(SelfRef)) return subject;
        _watching ??= [];
        if (_watching.TryGetValue(subject, out var before))
        {
            if (Equals(before, message)) return subject;
            throw new InvalidOperationException(
                $"{Self} already watches {subject} with another message; unwatch it first.");
        }

        _watching.Add(subject, message);
        watchee.SendSystemMessage(new WatchActor(watchee, SelfRef));
        return subject;
    }

    private void AddWatcher(WatchActor watch)
    {
        _watchers ??= [];
        _ = _watchers.TryAdd(watch.Watcher, watch.Watcher);
    }

    private void RemoveWatcher(UnwatchActor unwatch) => _watchers?.Remove(unwatch.Watcher);

    private void OnActorDied(ActorDied died)
    {
        if (_watching is not null && _watching.Remove(died.Actor, out var message) && _phase != Phase.Terminating)
        {
            _terminatedQueued ??= [];
            _terminatedQueued[died.Actor] = message;
            Self.Tell(new Terminated(died.Actor, died.ExistenceConfirmed, addressTerminated: false), died.Actor);
        }

        if (_children?.Remove(died.Actor) != true) return;
        _strategy?.HandleChildTerminated(this, died.Actor, ChildrenLeft());
        if (IsWaitingForChildren()) return;
        if (_phase == Phase.Restarting) FinishRestart();
        else if (_phase == Phase.Terminating) FinishTerminate();
    }

    private void ReceiveTerminated(Terminated terminated)
    {
        // Unwatched after the notice was queued: it must not arrive any more.
        if (_terminatedQueued is null || !_terminatedQueued.Remove(terminated.ActorRef, out var message)) return;
        if (message is not null) _envelope = new Envelope(message, terminated.ActorRef);
        ReceiveMessage(message ?? terminated);
    }

    private void UnwatchAll()
    {
        if (_watching is null) return;
        foreach (var subject in _watching.Keys)
        {
            if (subject is IInternalActorRef watchee) watchee.SendSystemMessage(new UnwatchActor(SelfRef));
        }

        _watching = null;
        _terminatedQueued = null;
    }

    private void TellWatchers()
    {
        if (_watchers is null) return;
        foreach (var watcher in _watchers.Values)
        {
            if (!watcher.Equals(ParentRef)) watcher.SendSystemMessage(new ActorDied(SelfRef, existenceConfirmed: true));
        }

        _watchers = null;
    }
}
