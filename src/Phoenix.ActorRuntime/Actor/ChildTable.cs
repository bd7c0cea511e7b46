using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.Actor;

/// <summary>The children of one actor by name; made with the first of them.</summary>
/// <remarks>Every method takes the lock itself, except those that say they need it held.</remarks>
internal sealed class ChildTable
{
    private readonly Dictionary<string, ChildRestartStats> _byName = new(StringComparer.Ordinal);
    private ChildRestartStats[]? _inOrder;
    private int _nextChild;
    private int _nextName;
    private int _stopping;

    internal Lock Lock { get; } = new();

    /// <summary>Some child has been told to stop and is not gone yet.</summary>
    internal bool HasStopping => Volatile.Read(ref _stopping) > 0;

    internal ChildRestartStats? Find(string name)
    {
        lock (Lock) return _byName.GetValueOrDefault(name);
    }

    internal ChildRestartStats? Find(IActorRef child)
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
        _byName.Add(name, new ChildRestartStats(child) { Order = _nextChild++ });
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
    internal ChildRestartStats[] InOrder()
    {
        lock (Lock)
        {
            if (_inOrder is not null) return _inOrder;
            ChildRestartStats[] stats = [.. _byName.Values];
            if (stats.Length > 1) Array.Sort(stats, static (a, b) => a.Order.CompareTo(b.Order));
            return _inOrder = stats;
        }
    }
}
