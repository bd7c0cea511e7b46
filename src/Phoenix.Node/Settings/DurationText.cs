using System.Globalization;
using System.Text.RegularExpressions;

namespace Phoenix.Node.Settings;

/// <summary>
/// Durations as people write them: a number and a unit, <c>250ms</c>, <c>1.5s</c>, <c>30m</c>, <c>2h</c>.
/// </summary>
public static partial class DurationText
{
    /// <summary>What to tell whoever got it wrong.</summary>
    public const string Expected = "expected a duration with its unit (ms, s, m, h)";

    /// <summary>The duration, or false when the number or the unit is missing, unknown or too large.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var match = Pattern().Match(text.Trim());
        if (!match.Success
            || !decimal.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var unitTicks = match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            _ => TimeSpan.TicksPerHour,
        };
        if (number > TimeSpan.MaxValue.Ticks / unitTicks)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)(number * unitTicks));
        return true;
    }

    /// <summary>The shortest way to write it that can be read back.</summary>
    public static string Format(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0s",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerHour == 0 => $"{ticks / TimeSpan.TicksPerHour}h",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerMinute == 0 => $"{ticks / TimeSpan.TicksPerMinute}m",
        { Ticks: var ticks } when ticks % TimeSpan.TicksPerSecond == 0 => $"{ticks / TimeSpan.TicksPerSecond}s",
        _ => $"{(decimal)duration.Ticks / TimeSpan.TicksPerMillisecond:0.####}ms",
    };

    [GeneratedRegex(@"^(?<number>-?\d{1,18}(?:\.\d{1,9})?)\s*(?<unit>ms|s|m|h)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
