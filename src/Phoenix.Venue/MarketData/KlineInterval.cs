using System.Collections.Immutable;
using System.Text;

namespace Phoenix.Venue.MarketData;

/// <summary>One length of candlestick, and where its bars begin.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/common-definition (read 2026-05-28).
/// Bars begin at multiples of their length since 1970, weeks on Mondays, months on their first day, all in UTC.
/// </remarks>
internal sealed class KlineInterval
{
    internal const long MinuteMs = 60_000;
    internal const long HourMs = 60 * MinuteMs;
    internal const long DayMs = 24 * HourMs;

    private const long FirstMondayMs = 4 * DayMs;   // 1970-01-05

    private readonly long _length;
    private readonly long _origin;

    private KlineInterval(int index, string name, long length, long origin = 0)
    {
        (Index, Name, _length, _origin) = (index, name, length, origin);
        Utf8Name = Encoding.UTF8.GetBytes(name);
    }

    /// <summary>All of them, shortest first; each but the first is made of whole minutes.</summary>
    internal static ImmutableArray<KlineInterval> All { get; } =
    [
        new(0, "1m", MinuteMs),
        new(1, "3m", 3 * MinuteMs),
        new(2, "5m", 5 * MinuteMs),
        new(3, "15m", 15 * MinuteMs),
        new(4, "30m", 30 * MinuteMs),
        new(5, "1h", HourMs),
        new(6, "2h", 2 * HourMs),
        new(7, "4h", 4 * HourMs),
        new(8, "6h", 6 * HourMs),
        new(9, "8h", 8 * HourMs),
        new(10, "12h", 12 * HourMs),
        new(11, "1d", DayMs),
        new(12, "3d", 3 * DayMs),
        new(13, "1w", 7 * DayMs, FirstMondayMs),
        new(14, "1M", 0),
    ];

    internal int Index { get; }

    internal string Name { get; }

    internal byte[] Utf8Name { get; }

    private bool IsMonth => _length == 0;

    internal static KlineInterval? Find(string name)
    {
        foreach (var interval in All)
        {
            if (interval.Name == name) return interval;
        }

        return null;
    }

    /// <summary>When the bar began that runs at <paramref name="at"/>.</summary>
    internal long StartOf(long at)
    {
        if (!IsMonth) return at - ((at - _origin) % _length);
        var date = DateTimeOffset.FromUnixTimeMilliseconds(at);
        return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
    }

    /// <summary>When the bar after the one that begins at <paramref name="start"/> begins.</summary>
    internal long NextAfter(long start) => IsMonth
        ? DateTimeOffset.FromUnixTimeMilliseconds(start).AddMonths(1).ToUnixTimeMilliseconds()
        : start + _length;

    /// <summary>Whether bars of <paramref name="milliseconds"/> make up whole bars of this length.</summary>
    internal bool IsMadeOf(long milliseconds) => IsMonth || _length >= milliseconds;
}
