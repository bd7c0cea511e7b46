using System.Globalization;

namespace Phoenix.Node.Settings;

/// <summary>Sizes as people write them: 512KiB, 32MiB.</summary>
internal static class SizeText
{
    public const string Expected = "expected a size with its unit: B, KiB, MiB or GiB";

    private static readonly (string Unit, long Bytes)[] Units =
        [("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("B", 1)];

    /// <summary>A whole number and a unit, with or without a blank between them.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var unit = Array.Find(Units, unit => text.EndsWith(unit.Unit, StringComparison.Ordinal));
        if (unit.Unit is null
            || !long.TryParse(
                text.AsSpan(0, text.Length - unit.Unit.Length).TrimEnd(),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var count)
            || count > long.MaxValue / unit.Bytes)
        {
            return false;
        }

        bytes = count * unit.Bytes;
        return true;
    }

    public static string Format(long bytes)
    {
        var unit = Array.FindLast(Units[..3], unit => bytes >= unit.Bytes && bytes % unit.Bytes == 0);
        return unit.Unit is null ? $"{bytes}B" : $"{bytes / unit.Bytes}{unit.Unit}";
    }
}
