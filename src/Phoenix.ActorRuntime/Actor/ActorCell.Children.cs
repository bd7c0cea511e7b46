using Akka.Util;

namespace Akka.Actor;

/// <summary>What a supervisor remembers of one child.</summary>
internal sealed class ChildStats(IInternalActorRef child, int order)
{
    private int _restarts;
    private TimeSpan _windowStart;

    internal IInternalActorRef Child => child;

    /// <summary>Age among the siblings: iteration is in order of creation.</summary>
    internal int Order => order;

    /// <summary>True once the parent has told it to stop: a restart waits for such a child to be gone.</summary>
    internal bool Stopping { get; set; }

    /// <summary>Counts a restart and says whether it is within the limit.</summary>
    /// <param name="maxRetries">0 never, negative without limit (one per window if there is a window).</param>
    /// <param name="windowMs">Length of the window, not positive for none.</param>
    internal bool RequestRestart(int maxRetries, int windowMs, TimeSpan now)
    {
        if (maxRetries == 0) return false;
        if (windowMs <= 0) return maxRetries < 0 || ++_restarts <= maxRetries;

        var limit = maxRetries < 0 ? 1 : maxRetries;
        if (_restarts > 0 && (now - _windowStart).TotalMilliseconds <= windowMs) return ++_restarts <= limit;
        (_restarts, _windowStart) = (1, now);
        return true;
    }
}

/// <summary>The children of an actor. Read from any thread; the lock is never held while user code runs.</summary>
internal sealed partial class ActorCell
{
    private readonly Lock _childLock = new();
    private Dictionary<string, ChildStats>? _children;
    private int _nextChild;
    private int _nextName;
    private bool _closedToChildren;

    public IActorRef Child(string name) => ChildRef(name) ?? (IActorRef)ActorRefs.Nobody;

    public IEnumerable<IActorRef> GetChildren() => ChildRefs();

    public void Stop(IActorRef child)
    {
        lock (_childLock)
        {
            if (FindStats(child) is { } stats) stats.Stopping = true;
        }

        if (child is IInternalActorRef actor) actor.Stop();
    }

    internal IInternalActorRef? ChildRef(string name)
    {
        lock (_childLock)
        {
            return _children is not null && _children.TryGetValue(name, out var stats) ? stats.Child : null;
        }
    }

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
        LocalActorRef child;
        lock (_childLock)
        {
            if (_closedToChildren)
            {
                throw new InvalidOperationException($"{Self} cannot create a child while it is stopping.");
            }

            _children ??= new Dictionary<string, ChildStats>(StringComparer.Ordinal);
            name ??= NextName();
            if (_children.ContainsKey(name))
            {
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            }

            var path = new ChildActorPath(SelfRef.Path, name, SystemImpl.NextUid());
            child = new LocalActorRef(SystemImpl, props, SelfRef, path);
            _children.Add(name, new ChildStats(child, _nextChild++));
        }

        child.SendSystemMessage(CreateActor.Instance);
        return child;
    }

    private static void CheckName(string name)
    {
        if (ActorPath.IsValidPathElement(name)) return;
        throw new InvalidActorNameException(
            $"Illegal actor name \"{name}\": letters, digits and {ActorPath.ValidSymbols}, not beginning with '$'.");
    }

    private string NextName()
    {
        string name;
        do
        {
            name = "$" + CompactNumber.Format(_nextName++);
        }
        while (_children!.ContainsKey(name));
        return name;
    }

    private ChildStats? FindStats(IActorRef child) =>
        _children is not null && _children.TryGetValue(child.Path.Name, out var stats) && stats.Child.Equals(child)
            ? stats
            : null;

    private ChildStats[] ChildrenInOrder()
    {
        ChildStats[] stats;
        lock (_childLock)
        {
            if (_children is null || _children.Count == 0) return [];
            stats = [.. _children.Values];
        }

        if (stats.Length > 1) Array.Sort(stats, static (a, b) => a.Order.CompareTo(b.Order));
        return stats;
    }

    private bool IsWaitingForChildren()
    {
        lock (_childLock)
        {
            if (_children is null) return false;
            foreach (var stats in _children.Values)
            {
                if (stats.Stopping) return true;
            }

            return false;
        }
    }

    private void StopAllChildren()
    {
        foreach (var stats in ChildrenInOrder())
        {
            if (!stats.Stopping) Stop(stats.Child);
        }
    }

    /// <summary>Forgets a child that has died.</summary>
    private ChildStats? RemoveChild(IActorRef child)
    {
        lock (_childLock)
        {
            var stats = FindStats(child);
            if (stats is not null) _children!.Remove(child.Path.Name);
            return stats;
        }
    }

    private void CloseToChildren()
    {
        lock (_childLock) _closedToChildren = true;
    }
}
