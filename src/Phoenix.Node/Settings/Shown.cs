using System.Text.RegularExpressions;

namespace Phoenix.Node.Settings;

/// <summary>
/// How a value of the user's appears in a message: on one line, not endless, and without what may be a secret, for
/// messages end in terminals, logs and tickets.
/// </summary>
internal static partial class Shown
{
    /// <summary>In place of what is not shown.</summary>
    public const string Hidden = "(hidden)";

    /// <summary>What is longer is cut off.</summary>
    private const int MostLetters = 100;

    /// <summary>The value of a key.</summary>
    /// <param name="path">The key: some can be known by their names to hold a secret, or to have been meant to.</param>
    public static string Value(string path, ConfigLeaf leaf) =>
        IsSecret(path) && leaf is not { Text: "", Items: null } ? Hidden : Text(leaf.ToString());

    /// <summary>Whether the last word of a key says that it holds a secret.</summary>
    public static bool IsSecret(string path) => SecretName().IsMatch(path[(path.LastIndexOf('.') + 1)..]);

    /// <summary>Any text of the user's.</summary>
    public static string Text(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        var safe = KeyLike().Replace(UserInfo().Replace(line, Hidden + "@"), Hidden);
        return safe.Length <= MostLetters ? safe : safe[..MostLetters] + "…";
    }

    /// <summary>A key whose name says so, except one that names a file.</summary>
    [GeneratedRegex(
        "^(?!.*-file$)[^.]*(secret|password|passphrase|api-?key|private|token|credential)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretName();

    /// <summary>As long as an exchange's keys are, and without any sign in between.</summary>
    [GeneratedRegex("[A-Za-z0-9]{40,}", RegexOptions.CultureInvariant)]
    private static partial Regex KeyLike();

    /// <summary>User and password in an address.</summary>
    [GeneratedRegex("(?<=://)[^/@ ]+@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
