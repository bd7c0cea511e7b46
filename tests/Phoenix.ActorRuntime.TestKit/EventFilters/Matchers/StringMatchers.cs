using System.Text.RegularExpressions;

namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Says whether a text is the one that is meant.</summary>
public interface IStringMatcher
{
    bool IsMatch(string s);
}

/// <summary>Every text.</summary>
public class MatchesAll : IStringMatcher
{
    private MatchesAll()
    {
    }

    public static IStringMatcher Instance { get; } = new MatchesAll();

    public bool IsMatch(string s) => true;

    public override string ToString() => string.Empty;
}

/// <summary>This text, in upper or lower case.</summary>
public class EqualsString(string s) : IStringMatcher
{
    private readonly string _text = s;

    public bool IsMatch(string s) => string.Equals(_text, s, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"== \"{_text}\"";
}

/// <summary>A text that begins so, in upper or lower case.</summary>
public class StartsWithString(string start) : IStringMatcher
{
    public bool IsMatch(string s) => s.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"starts with \"{start}\"";
}

/// <summary>A text that holds this, in upper or lower case.</summary>
public class ContainsString(string part) : IStringMatcher
{
    public bool IsMatch(string s) => s.Contains(part, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"contains \"{part}\"";
}

/// <summary>A text that fits the expression.</summary>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    public bool IsMatch(string s) => regex.IsMatch(s);

    public override string ToString() => $"matches regex \"{regex}\"";
}

/// <summary>A text that the function accepts.</summary>
public class PredicateMatcher(Predicate<string> predicate, string hint = "") : IStringMatcher
{
    public bool IsMatch(string s) => predicate(s);

    public override string ToString() => $"matches predicate {hint}";
}

/// <summary>This path; with or without the address of its system, if it may be relative.</summary>
public class EqualsStringAndPathMatcher(string path, bool canBeRelative = true) : IStringMatcher
{
    private readonly string _wanted = path;

    public bool IsMatch(string path)
    {
        if (string.Equals(_wanted, path, StringComparison.OrdinalIgnoreCase)) return true;
        return canBeRelative && Actor.ActorPath.TryParse(path, out var absolute) &&
            string.Equals(_wanted, absolute!.ToStringWithoutAddress(), StringComparison.OrdinalIgnoreCase);
    }

    public override string ToString() => $"== \"{_wanted}\"";
}
