using Phoenix.Core.MarketData;

namespace Phoenix.Core.Streams;

/// <summary>A place for exactly one live market-data socket, for example <c>public-A</c>.</summary>
public readonly record struct SlotId(StreamRoute Route, char Letter) : IComparable<SlotId>
{
    /// <summary>The slots that carry the same streams side by side: A, B, …</summary>
    public static IEnumerable<SlotId> Of(StreamRoute route, int count) =>
        Enumerable.Range(0, count).Select(n => new SlotId(route, (char)('A' + n)));

    public int CompareTo(SlotId other) =>
        Route.CompareTo(other.Route) is var byRoute and not 0 ? byRoute : Letter.CompareTo(other.Letter);

    public override string ToString() => $"{Route.ToString().ToLowerInvariant()}-{Letter}";
}
