using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>Options whose mistakes are told with what is allowed and an example.</summary>
internal static class OptionParsing
{
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DURATION",
        CustomParser = result => DurationText.TryParse(Text(result), out var value) && value > TimeSpan.Zero
            ? value
            : Refuse<TimeSpan?>(result, name, $"{DurationText.Expected}, greater than 0; write for example {name} 30s"),
    };

    /// <summary>A time of the day.</summary>
    public static Option<TimeSpan?> Clock(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result => TimeSpan.TryParseExact(
            Text(result), [@"hh\:mm", @"hh\:mm\:ss", @"hh\:mm\:ss\.FFF"], CultureInfo.InvariantCulture, out var value)
            ? value
            : Refuse<TimeSpan?>(result, name, $"expected a time of the day; write for example {name} 14:30:05"),
    };

    public static Option<long?> Long(string name, string helpName, string description, long least, long most) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => TryLong(Text(result), least, most) is { } value
                ? value
                : Refuse<long?>(result, name, Range(least, most)),
        };

    public static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
    };

    private static string Text(ArgumentResult result) => result.Tokens.Count == 0 ? "" : result.Tokens[0].Value;

    private static long? TryLong(string text, long least, long most) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= least
        && value <= most
            ? value
            : null;

    private static string Range(long least, long most) => most == long.MaxValue
        ? $"expected a whole number of at least {least}; write for example 7"
        : $"expected a whole number from {least} to {most}{(least == 0 ? "; 0 takes a free port" : "")}";

    private static T? Refuse<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} {Text(result)}: {expected}");
        return default;
    }
}
