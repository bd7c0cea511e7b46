using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Durations and sizes.</summary>
internal static class HoconUnits
{
    private const decimal Kibi = 1024;
    private const decimal Tebi = Kibi * Kibi * Kibi * Kibi;

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
        if (ticksPerUnit is not { } ticks || !TryMultiply(number, ticks, out var all)) return false;
        duration = TimeSpan.FromTicks(all);
        return true;
    }

    internal static bool TryParseSize(string text, out long bytes)
    {
        bytes = 0;
        if (!TrySplit(text, out var number, out var unit)) return false;
        decimal? factor = unit switch
        {
            "" or "b" or "B" or "byte" or "bytes" => 1,
            "kB" or "kilobyte" or "kilobytes" => 1e3m,
            "MB" or "megabyte" or "megabytes" => 1e6m,
            "GB" or "gigabyte" or "gigabytes" => 1e9m,
            "TB" or "terabyte" or "terabytes" => 1e12m,
            "PB" or "petabyte" or "petabytes" => 1e15m,
            "EB" or "exabyte" or "exabytes" => 1e18m,
            "ZB" or "zettabyte" or "zettabytes" => 1e21m,
            "YB" or "yottabyte" or "yottabytes" => 1e24m,
            "k" or "K" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => Kibi,
            "m" or "M" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => Kibi * Kibi,
            "g" or "G" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => Kibi * Kibi * Kibi,
            "t" or "T" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => Tebi,
            "p" or "P" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => Tebi * Kibi,
            "e" or "E" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => Tebi * Kibi * Kibi,
            "z" or "Z" or "Zi" or "ZiB" or "zebibyte" or "zebibytes" => Tebi * Kibi * Kibi * Kibi,
            "y" or "Y" or "Yi" or "YiB" or "yobibyte" or "yobibytes" => Tebi * Tebi,
            _ => null,
        };
        return factor is { } unitBytes && TryMultiply(number, unitBytes, out bytes);
    }

    internal static bool TryParseIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    /// <summary>Whole units; what is left of a unit is dropped.</summary>
    private static bool TryMultiply(decimal number, decimal factor, out long product)
    {
        product = 0;
        if (number != 0 && Math.Abs(number) > long.MaxValue / factor) return false;
        product = (long)(number * factor);
        return true;
    }

    private static bool TrySplit(string text, out decimal number, out string unit)
    {
        var trimmed = text.Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1])) end--;
        unit = trimmed[end..];
        return decimal.TryParse(
            trimmed[..end].Trim(),
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>Paths of keys.</summary>
internal static class HoconPath
{
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";

    /// <summary>The keys of a path in a call: dots part them, quotes keep dots. Anything else may stand in
    /// them.</summary>
    internal static List<string> Split(string path)
    {
        var keys = new List<string>();
        var start = 0;
        while (start <= path.Length)
        {
            if (start < path.Length && path[start] == '"')
            {
                var quoted = new HoconScanner(path);
                quoted.Skip(start);
                keys.Add(quoted.ReadQuoted());
                start = quoted.Mark() + 1;
                if (start <= path.Length && path[start - 1] != '.')
                {
                    throw new ConfigurationException($"The path '{path}' has text after a quote.");
                }
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
        key.Length > 0 && key is not "include" && key.All(IsWordCharacter) ? key : Quoted(key);

    internal static string QuoteValue(string value) =>
        value.Length > 0 && value is not "null" && value.All(c => IsWordCharacter(c) || c is '.' or '/' or '%') &&
        !value.Contains("//", StringComparison.Ordinal)
            ? value
            : Quoted(value);

    internal static bool IsReserved(char c) => Reserved.Contains(c, StringComparison.Ordinal);

    /// <summary>The text in quotes, what cannot stand in them escaped.</summary>
    internal static string Quoted(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => result.Append('\\').Append(c),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                < ' ' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
