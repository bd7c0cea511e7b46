using System.Globalization;

namespace Phoenix.Venue.Faults;

/// <summary>Durations as people write them: <c>250ms</c>, <c>1.5s</c>, <c>-2m</c>, <c>1h</c>.</summary>
internal static class DurationWords
{
    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Null when it is none, or longer than a year.</summary>
    internal static TimeSpan? Parse(string text)
    {
        var trimmed = text.Trim();
        foreach (var (unit, ticks) in Units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal)) continue;
            var isNumber = decimal.TryParse(
                trimmed[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            var isSane = isNumber && Math.Abs(number) <= TimeSpan.FromDays(366).Ticks / ticks;
            return isSane ? TimeSpan.FromTicks((long)(number * ticks)) : null;
        }

        return null;
    }
}
