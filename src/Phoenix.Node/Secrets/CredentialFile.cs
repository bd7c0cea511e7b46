using System.Collections.Immutable;
using Phoenix.Binance.Signing;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Secrets;

/// <summary>
/// The account's key and secret in a file of their own: <c>api-key = …</c> and <c>secret = …</c>, each on a line. The
/// names keep them from being taken for each other, for the key is sent and the secret never is. Nothing that stands in
/// it is ever repeated, so its lines are told by their numbers alone.
/// </summary>
internal static class CredentialFile
{
    public const string Key = "phoenix.venue.credentials.file";

    private const string ApiKey = "api-key";
    private const string Secret = "secret";

    /// <exception cref="BadInputException">It cannot be used; all its mistakes are told.</exception>
    public static BinanceCredentials Read(string path)
    {
        var lines = PrivateFile.Read(Key, path, "name the file that holds the account's key and secret").Split('\n');
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var problems = ImmutableArray.CreateBuilder<SettingsProblem>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim() is { Length: > 0 } line && line[0] != '#' && Mistake(line, found) is { } mistake)
            {
                problems.Add(new SettingsProblem(
                    $"{path}:{i + 1}", mistake, $"expected {ApiKey} = … or {Secret} = …", "correct the line"));
            }
        }

        problems.AddRange(new[] { ApiKey, Secret }
            .Where(name => problems.Count == 0 && !found.ContainsKey(name))
            .Select(name => new SettingsProblem(path, $"{name} is missing", $"expected {name} = …", "add a line")));
        return problems.Count == 0
            ? new BinanceCredentials(found[ApiKey], found[Secret])
            : throw new BadInputException(problems.ToImmutable());
    }

    /// <summary>
    /// Whether it can be a key or a secret; anything else would fail later, in words that may repeat it.
    /// </summary>
    public static bool IsUsable(string text) =>
        text.Length is > 0 and <= 512 && text.All(c => c is > ' ' and <= '~' and not '"' and not '\'');

    /// <returns>Null when there is none.</returns>
    private static string? Mistake(string line, Dictionary<string, string> found)
    {
        var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
        return line.StartsWith("-----BEGIN", StringComparison.Ordinal) ? "a key in PEM, but only HMAC keys can be used"
            : parts.Length < 2 || parts[0] is not (ApiKey or Secret) ? "this line says something else"
            : !IsUsable(parts[1]) ? $"{parts[0]} is empty, or holds blanks, quotes or letters that no key has"
            : !found.TryAdd(parts[0], parts[1]) ? $"{parts[0]} stands there twice"
            : null;
    }
}
