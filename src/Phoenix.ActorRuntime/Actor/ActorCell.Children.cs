using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>The children of an actor. Read from any thread; the lock is never held while user code runs.</summary>
internal sealed partial class ActorCell
{
    private ChildTable? _children;
    private int _closedToChildren;

    public IActorRef Child(string name) => ChildRef(name) ?? (IActorRef)ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public void Stop(IActorRef child)
    {
        _children?.MarkStopping(child);
        if (child is IInternalActorRef actor) actor.Stop();
    }

    internal IInternalActorRef? ChildRef(string name) => _children?.Find(name)?.Child;

    internal IReadOnlyList<IInternalActorRef> ChildRefs()
    {
        var stats = ChildrenInOrder();
        var refs = new IInternalActorRef[stats.Length];
        for (var i = 0; i < refs.Length; i++) refs[i] = stats[i].Child;
        return refs;
    }

    /// <summary>Makes and starts a child; may be called from any thread for the guardians.</summary>
    internal IInternalActorRef CreateChild(Props props, string? name)
    {
        if (name is not null) CheckName(name);
        return AttachChild(props, name);
    }

    /// <summary>As <see cref="CreateChild"/>, under a name that only the runtime itself may give.</summary>
    internal IInternalActorRef AttachChild(Props props, string? name)
    {
        if (_children is null) Interlocked.CompareExchange(ref _children, new ChildTable(), null);
        LocalActorRef child;
        lock (_children.Lock)
        {
            if (Volatile.Read(ref _closedToChildren) != 0)
            {
                throw new InvalidOperationException($"{Self} cannot create a child while it is stopping.");
            }

            name = name is null ? _children.NextName() : _children.CheckUnused(name);
            var path = new ChildActorPath(SelfRef.Path, name, SystemImpl.NextUid());
            child = new LocalActorRef(SystemImpl, props, SelfRef, path);
            _children.Add(name, child);
        }

        try
        {
            child.SendSystemMessage(new CreateActor());
        }
        catch
        {
            // Its dispatcher does not take it: as if it had never been, or the name would stay taken for ever.
            _ = _children.Remove(child);
            throw;
        }

        return child;
    }

    private static void CheckName(string name)
    {
        if (ActorPath.IsValidPathElement(name)) return;
        throw new InvalidActorNameException(
            $"Illegal actor name \"{name}\": letters, digits and {ActorPath.ValidSymbols}, not beginning with '$'.");
    }

    private ChildRestartStats[] ChildrenInOrder() => _children?.InOrder() ?? [];

    private IEnumerable<IInternalActorRef> ChildrenLeft()
    {
        foreach (var stats in ChildrenInOrder()) yield return stats.Child;
    }

    private bool IsWaitingForChildren() => _children is { HasStopping: true };

    private void StopAllChildren()
    {
        foreach (var stats in ChildrenInOrder())
        {
            if (!stats.Stopping) Stop(stats.Child);
        }
    }

    private void CloseToChildren()
    {
        _ = Interlocked.Exchange(ref _closedToChildren, 1);

        // Whoever is making a child at this moment finishes first and has it stopped with the others.
        if (_children is not null) lock (_children.Lock) _closedToChildren = 1;
    }
}
