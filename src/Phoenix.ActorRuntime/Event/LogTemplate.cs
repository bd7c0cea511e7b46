using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Akka.Event;

/// <summary>Templates of log messages: <c>{0}</c> by number, <c>{Price}</c> by name, <c>{{</c> for a brace.</summary>
internal static partial class LogTemplate
{
    internal static string Fill(string template, object?[] values)
    {
        try
        {
            var numbered = HasNames(template) ? Numbered(template) : template;
            return string.Format(CultureInfo.InvariantCulture, numbered, values);
        }
        catch (FormatException)
        {
            return $"[INVALID LOG FORMAT] template=[{template}], values=[{string.Join(", ", values)}]";
        }
    }

    private static bool HasNames(string template) => NamedHole().IsMatch(template);

    /// <summary>The holes of a template with names stand for the values in their order.</summary>
    private static string Numbered(string template)
    {
        var text = new StringBuilder(template.Length);
        var (from, hole) = (0, 0);
        foreach (Match match in AnyHole().Matches(template))
        {
            text.Append(template, from, match.Index - from);
            var rest = match.Groups["rest"].Value;
            if (!match.Groups["name"].Success) text.Append(match.Value);
            else text.Append(CultureInfo.InvariantCulture, $"{{{hole++}{rest}}}");
            from = match.Index + match.Length;
        }

        return text.Append(template, from, template.Length - from).ToString();
    }

    [GeneratedRegex(@"(?<!\{)(?:\{\{)*\{[@$]?[A-Za-z_]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamedHole();

    [GeneratedRegex(
        @"\{\{|\}\}|\{[@$]?(?<name>\w+)(?<rest>(?:,[^:{}]*)?(?::[^{}]*)?)\}",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AnyHole();
}
