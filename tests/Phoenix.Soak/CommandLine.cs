using System.Globalization;

namespace Phoenix.Soak;

/// <summary>The words after the command: switches, and options that are followed by a value.</summary>
internal sealed class CommandLine(string[] words)
{
    internal bool Has(string option) => words.Contains(option, StringComparer.Ordinal);

    internal string Text(string option, string otherwise) =>
        Array.IndexOf(words, option) is var at and >= 0 && at + 1 < words.Length ? words[at + 1] : otherwise;

    internal int Number(string option, int otherwise) =>
        int.Parse(Text(option, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    /// <summary>A number with <c>s</c>, <c>m</c> or <c>h</c> at its end; without one, seconds.</summary>
    internal TimeSpan Time(string option, TimeSpan otherwise)
    {
        var text = Text(option, string.Empty);
        if (text.Length == 0) return otherwise;
        var seconds = text[^1] switch { 'h' => 3600, 'm' => 60, _ => 1 };
        return TimeSpan.FromSeconds(
            seconds * double.Parse(text.TrimEnd('s', 'm', 'h'), CultureInfo.InvariantCulture));
    }
}
