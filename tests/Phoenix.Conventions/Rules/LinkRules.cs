using System.Text.RegularExpressions;

namespace Phoenix.Conventions.Rules;

/// <summary>Relative links of a Markdown page lead somewhere.</summary>
internal static partial class LinkRules
{
    /// <param name="path">The page, relative to the repository.</param>
    /// <param name="text">Its text; code blocks and code spans are not looked at.</param>
    /// <param name="exists">Whether a path relative to the repository is a file or folder.</param>
    public static IEnumerable<string> BrokenLinks(string path, string text, Func<string, bool> exists)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var prose = CodeSpan().Replace(CodeBlock().Replace(text, ""), "");
        return Link().Matches(prose)
            .Select(match => match.Groups["target"].Value)
            .Where(target => !Elsewhere().IsMatch(target))
            .Select(target => Uri.UnescapeDataString(target.Split('#')[0]))
            .Where(target => !exists(Normal(folder, target)))
            .Select(target => $"{path}: {target} does not exist");
    }

    private static string Normal(string folder, string target)
    {
        var root = Path.GetFullPath("/");
        var full = Path.GetFullPath(Path.Combine(root, folder, target));
        return Path.GetRelativePath(root, full).Replace('\\', '/');
    }

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)(?:\s+""[^""]*"")?\)|^\[[^\]]+\]:\s*(?<target>\S+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("^(?:[a-z][a-z0-9+.-]*:|#)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Elsewhere();
}
