using System.Collections.Immutable;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// What the invariants demand, stated here once more and not taken from the system's settings: a setting that breaks
/// an invariant must be caught by it.
/// </summary>
internal static class Bounds
{
    /// <summary>A book older than this is stale.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromSeconds(3);

    /// <summary>From stale to no resting quote, while one channel of order entry works.</summary>
    public static readonly TimeSpan Pull = TimeSpan.FromMilliseconds(500);

    /// <summary>The venue's countdown, the last resort when order entry is dead too.</summary>
    public static readonly TimeSpan Countdown = TimeSpan.FromSeconds(10);

    /// <summary>The window in which the venue counts request weight: so long after a 429 it may refuse.</summary>
    public static readonly TimeSpan WeightWindow = TimeSpan.FromMinutes(1);

    /// <summary>A stale monitor without a sign of life for longer is not trusted to watch.</summary>
    public static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(1_300);

    /// <summary>Missing frames are waited for no longer than this, and the monitor's tick.</summary>
    public static readonly TimeSpan Hole = TimeSpan.FromMilliseconds(250);

    /// <summary>From our closing a socket to the venue's seeing it.</summary>
    public static readonly TimeSpan Close = TimeSpan.FromMilliseconds(20);

    /// <summary>The largest position in each symbol, long or short, everything that rests included.</summary>
    public static readonly ImmutableSortedDictionary<string, decimal> NetMax =
        ImmutableSortedDictionary<string, decimal>.Empty.Add("BTCUSDC", 0.06m).Add("ETHUSDC", 0.30m);

    /// <summary>What rests was sent at prices of a moment before.</summary>
    public const decimal PriceSlack = 1.02m;

    /// <summary>A collection may hold so many more than twice what it held before.</summary>
    public const int CollectionSlack = 300;

    /// <summary>Collections that fill up to a limit of their own, and what that is.</summary>
    public static readonly ImmutableSortedDictionary<string, int> Rings =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("OwnOrders._forgotten", 16_384),
                KeyValuePair.Create("OwnOrders._forgottenIds", 16_384),
                KeyValuePair.Create("RequestLog._order", 1_024),
                KeyValuePair.Create("RequestLog._kinds", 1_024),
            ]);

    /// <summary>More events without any time between them never end.</summary>
    public const int EventsOfAnInstant = 500_000;

    /// <summary>Two for each route of market data, one for user data, one for trading.</summary>
    public const int Sockets = 6;

    /// <summary>A second user socket is open this long at most, while it takes over from the first.</summary>
    public static readonly TimeSpan Handover = TimeSpan.FromSeconds(15);
}
