namespace Phoenix.Core.Streams.Connections;

/// <summary>
/// Notices a slot whose connections die of the very same cause, told in the very same words, before they ever flowed:
/// a wrong address or name, which no retry mends. Retrying goes on at its own rate; this only gives it a name.
/// Mutated in place by its one owner.
/// </summary>
/// <param name="limit">Deaths in a row that make it one.</param>
public sealed class RepeatedDeaths(int limit)
{
    private readonly SortedDictionary<string, (DeathCause Cause, string Detail, int Count)> _runs =
        new(StringComparer.Ordinal);

    /// <returns>How many in a row, when they have just become too many or as many again; else null.</returns>
    public int? Died(string slot, DeathCause cause, string detail)
    {
        var count = _runs.TryGetValue(slot, out var run) && run.Cause == cause && run.Detail == detail
            ? run.Count + 1
            : 1;
        _runs[slot] = (cause, detail, count);
        return count % limit == 0 ? count : null;
    }

    /// <summary>Everything flowed: the run is over.</summary>
    public void Flowed(string slot) => _runs.Remove(slot);
}
