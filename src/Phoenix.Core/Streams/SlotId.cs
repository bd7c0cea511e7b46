using Phoenix.Core.MarketData;

namespace Phoenix.Core.Streams;

/// <summary>A place for exactly one live market-data socket, for example <c>public-A</c>.</summary>
/// <param name="IsSecondBerth">
/// While a slot rotates its next connection comes up beside the present one and is judged apart from it; the two use
/// the two berths of the slot in turn.
/// </param>
public readonly record struct SlotId(StreamRoute Route, char Letter, bool IsSecondBerth = false) : IComparable<SlotId>
{
    /// <summary>The slot that the berth belongs to.</summary>
    public SlotId Slot => this with { IsSecondBerth = false };

    /// <summary>The slots that carry the same streams side by side: A, B, …</summary>
    public static IEnumerable<SlotId> Of(StreamRoute route, int count) =>
        Enumerable.Range(0, count).Select(n => new SlotId(route, (char)('A' + n)));

    public int CompareTo(SlotId other) =>
        Route.CompareTo(other.Route) is var byRoute and not 0 ? byRoute
        : Letter.CompareTo(other.Letter) is var byLetter and not 0 ? byLetter
        : IsSecondBerth.CompareTo(other.IsSecondBerth);

    public override string ToString() =>
        $"{Route.ToString().ToLowerInvariant()}-{Letter}{(IsSecondBerth ? "2" : "")}";
}
