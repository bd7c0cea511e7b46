using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Durations and sizes.</summary>
internal static class HoconUnits
{
    internal static bool TryParseDuration(string text, bool allowInfinite, out TimeSpan duration)
    {
        if (string.Equals(text, "infinite", StringComparison.OrdinalIgnoreCase))
        {
            duration = Timeout.InfiniteTimeSpan;
            return allowInfinite;
        }

        duration = default;
        if (!TrySplit(text, out var number, out var unit)) return false;
        decimal? ticksPerUnit = unit switch
        {
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
            "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
            "s" or "sec" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "min" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            _ => null,
        };
        if (ticksPerUnit is null) return false;
        duration = TimeSpan.FromTicks((long)(number * ticksPerUnit.Value));
        return true;
    }

    internal static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        if (!TrySplit(text, out var number, out var unit)) return false;
        long? factor = unit switch
        {
            "" or "b" or "B" or "byte" or "bytes" => 1,
            "kB" or "kilobyte" or "kilobytes" => 1_000,
            "MB" or "megabyte" or "megabytes" => 1_000_000,
            "GB" or "gigabyte" or "gigabytes" => 1_000_000_000,
            "TB" or "terabyte" or "terabytes" => 1_000_000_000_000,
            "k" or "K" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
            "m" or "M" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
            "g" or "G" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
            "t" or "T" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
            _ => null,
        };
        if (factor is null) return false;
        bytes = (long)(number * factor.Value);
        return true;
    }

    private static bool TrySplit(string text, out decimal number, out string unit)
    {
        var trimmed = text.Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsAsciiLetter(trimmed[end - 1])) end--;
        unit = trimmed[end..];
        return decimal.TryParse(
            trimmed[..end].Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>Paths of keys.</summary>
internal static class HoconPath
{
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    internal static List<string> Split(string path)
    {
        var keys = new List<string>();
        var start = 0;
        while (start <= path.Length)
        {
            if (start < path.Length && path[start] == '"')
            {
                var close = path.IndexOf('"', start + 1);
                if (close < 0) throw new FormatException($"The path '{path}' has an open quote.");
                keys.Add(path[(start + 1)..close]);
                if (close + 1 < path.Length && path[close + 1] != '.')
                {
                    throw new FormatException($"The path '{path}' has text after a quote.");
                }

                start = close + 2;
            }
            else
            {
                var dot = path.IndexOf('.', start);
                if (dot < 0) dot = path.Length;
                keys.Add(path[start..dot].Trim());
                start = dot + 1;
            }
        }

        return keys;
    }

    internal static string Quote(string key) =>
        key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? key : Quoted(key);

    internal static string QuoteValue(string value) =>
        value.Length > 0 && value is not "null" && value.All(IsPlain) && value.Trim().Length == value.Length &&
        !value.Contains("//", StringComparison.Ordinal)
            ? value
            : Quoted(value);

    internal static bool IsReserved(char c) => Reserved.Contains(c, StringComparison.Ordinal);

    private static bool IsPlain(char c) => !IsReserved(c) && c is >= ' ' and < (char)127;

    private static string Quoted(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r")
            .Replace("\t", "\\t") + "\"";
}
