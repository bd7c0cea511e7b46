using System.Globalization;
using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace Akka.Hosting;

/// <summary>Values as HOCON text.</summary>
/// <remarks>A value that is null is a <see cref="ConfigurationException"/>, except text.</remarks>
public static class HoconExtensions
{
    /// <summary>The text, in quotes where it needs them; <c>null</c> for null.</summary>
    public static string ToHocon(this string? text)
    {
        if (text is null) return "null";
        var isPlain = text.Length > 0 && text is not "null" && text.Trim().Length == text.Length && text.All(IsPlain);
        return isPlain ? text : Quoted(text);
    }

    public static string ToHocon(this bool value) => value ? "on" : "off";

    public static string ToHocon(this bool? value) => Given(value).ToHocon();

    public static string ToHocon(this int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this int? value) => Given(value).ToHocon();

    public static string ToHocon(this long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this long? value) => Given(value).ToHocon();

    public static string ToHocon(this float value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this float? value) => Given(value).ToHocon();

    public static string ToHocon(this double value) => value.ToString(CultureInfo.InvariantCulture);

    public static string ToHocon(this double? value) => Given(value).ToHocon();

    /// <summary>Milliseconds.</summary>
    /// <param name="value">Less than zero means infinite.</param>
    /// <param name="allowInfinite">Whether an infinite value is no mistake.</param>
    /// <param name="zeroIsInfinite">Whether zero means infinite too.</param>
    public static string ToHocon(this TimeSpan value, bool allowInfinite = false, bool zeroIsInfinite = false)
    {
        if (value > TimeSpan.Zero || (value == TimeSpan.Zero && !zeroIsInfinite))
        {
            return ((decimal)value.Ticks / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture);
        }

        return allowInfinite ? "infinite" : throw new ConfigurationException("Infinite value is not allowed");
    }

    public static string ToHocon(this TimeSpan? value, bool allowInfinite = false, bool zeroIsInfinite = false) =>
        Given(value).ToHocon(allowInfinite, zeroIsInfinite);

    private static T Given<T>(T? value)
        where T : struct => value ?? throw new ConfigurationException("Value can not be null");

    private static bool IsPlain(char c) => c is >= ' ' and <= '\u00ff' and not '/' && !HoconPath.IsReserved(c);

    private static string Quoted(string text)
    {
        var result = new StringBuilder();
        foreach (var c in HoconPath.Quoted(text))
        {
            _ = c switch
            {
                '/' => result.Append("\\/"),
                > '\u00ff' => result.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}

/// <summary>Moving settings about.</summary>
public static class Util
{
    /// <summary>The whole of <paramref name="config"/> below a path.</summary>
    public static Config MoveTo(this Config config, string path)
    {
        var keys = HoconPath.Split(path);
        for (var i = keys.Count - 1; i >= 0; i--) config = config.Root.AtKey(keys[i]);
        return config;
    }
}
