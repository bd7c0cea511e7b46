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

/// <summary>The children of one actor by name; made with the first of them.</summary>
/// <remarks>Every method takes the lock itself, except those that say they need it held.</remarks>
internal sealed class ChildTable
{
    private readonly Dictionary<string, ChildStats> _byName = new(StringComparer.Ordinal);
    private ChildStats[]? _inOrder;
    private int _nextChild;
    private int _nextName;
    private int _stopping;

    internal Lock Lock { get; } = new();

    /// <summary>Some child has been told to stop and is not gone yet.</summary>
    internal bool HasStopping => Volatile.Read(ref _stopping) > 0;

    internal ChildStats? Find(string name)
    {
        lock (Lock) return _byName.GetValueOrDefault(name);
    }

    internal ChildStats? Find(IActorRef child)
    {
        var stats = Find(child.Path.Name);
        return stats is not null && stats.Child.Equals(child) ? stats : null;
    }

    internal void MarkStopping(IActorRef child)
    {
        lock (Lock)
        {
            if (Find(child) is not { Stopping: false } stats) return;
            stats.Stopping = true;
            _stopping++;
        }
    }

    /// <summary>Needs the lock held.</summary>
    internal string NextName()
    {
        string name;
        do
        {
            name = "$" + CompactNumber.Format(_nextName++);
        }
        while (_byName.ContainsKey(name));
        return name;
    }

    /// <summary>Needs the lock held.</summary>
    internal string CheckUnused(string name) =>
        _byName.ContainsKey(name)
            ? throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!")
            : name;

    /// <summary>Needs the lock held.</summary>
    internal void Add(string name, IInternalActorRef child)
    {
        _byName.Add(name, new ChildStats(child, _nextChild++));
        _inOrder = null;
    }

    /// <summary>Forgets a child that has died.</summary>
    internal bool Remove(IActorRef child)
    {
        lock (Lock)
        {
            if (Find(child) is not { } stats) return false;
            _byName.Remove(child.Path.Name);
            _inOrder = null;
            if (stats.Stopping) _stopping--;
            return true;
        }
    }

    /// <summary>The children, the oldest first; not to be written to.</summary>
    internal ChildStats[] InOrder()
    {
        lock (Lock)
        {
            if (_inOrder is not null) return _inOrder;
            ChildStats[] stats = [.. _byName.Values];
            if (stats.Length > 1) Array.Sort(stats, static (a, b) => a.Order.CompareTo(b.Order));
            return _inOrder = stats;
        }
    }
}
