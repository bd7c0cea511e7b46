using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;

namespace Phoenix.Core.Alerts;

/// <summary>What the alerts remember of one symbol. Mutated in place by its one owner.</summary>
internal sealed class DeskHealth(Instant heardAt)
{
    private readonly SortedDictionary<string, Instant> _unknown = new(StringComparer.Ordinal);
    private readonly SortedDictionary<HaltCauses, Instant> _groups = [];

    public HaltCauses Halts { get; private set; }

    /// <summary>When it was heard of last.</summary>
    public Instant HeardAt { get; set; } = heardAt;

    public RecentTimes HaltTimes { get; } = new();

    /// <summary>Since when it is not known what became of an order; null while all is known.</summary>
    public Instant? UnknownSince => _unknown.Count == 0 ? null : _unknown.Values.Min();

    public string UnknownOrders => string.Join(", ", _unknown.Keys);

    /// <summary>Since when it is halted and nobody wants it; null while that is not so.</summary>
    public Instant? UnwantedSince { get; private set; }

    /// <summary>Since when one of these causes has held without a gap; null while none holds.</summary>
    public Instant? Since(HaltCauses group) =>
        _groups.TryGetValue(group, out var since) ? since : null;

    /// <param name="causes">That hold now.</param>
    /// <param name="groups">Of which each is timed on its own.</param>
    /// <param name="now">When they were told.</param>
    public void Stand(HaltCauses causes, ImmutableArray<HaltCauses> groups, Instant now)
    {
        Halts = causes;
        UnwantedSince = causes == HaltCauses.None || causes.AreWanted() ? null : UnwantedSince ?? now;
        foreach (var group in groups)
        {
            if ((causes & group) == 0)
            {
                _groups.Remove(group);
            }
            else
            {
                _groups.TryAdd(group, now);
            }
        }
    }

    public void Doubt(ImmutableArray<ClientOrderId> orders, Instant now)
    {
        var names = orders.Select(order => order.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var settled in _unknown.Keys.Where(known => !names.Contains(known)).ToList())
        {
            _unknown.Remove(settled);
        }

        foreach (var name in names)
        {
            _unknown.TryAdd(name, now);
        }
    }
}

/// <summary>When something happened lately; a bounded number of times is kept. Owned by one writer.</summary>
internal sealed class RecentTimes
{
    /// <summary>More than any setting counts up to.</summary>
    public const int Most = 1000;

    private readonly Queue<Instant> _times = new();

    public void Add(Instant at)
    {
        if (_times.Count == Most)
        {
            _times.Dequeue();
        }

        _times.Enqueue(at);
    }

    /// <summary>How often since then, that moment excluded; what lies before it is forgotten.</summary>
    public int CountSince(Instant from)
    {
        while (_times.TryPeek(out var oldest) && oldest <= from)
        {
            _times.Dequeue();
        }

        return _times.Count;
    }

    /// <summary>The earliest that is kept; only when there is one.</summary>
    public Instant First => _times.Peek();
}
