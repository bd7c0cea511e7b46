using System.Collections.Immutable;
using Phoenix.Binance.Signing;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Secrets;

/// <summary>
/// The account's key and secret, from the environment or from a file, never from both: which account is meant could not
/// be told then, and one of them would trade.
/// </summary>
internal static class AccountCredentials
{
    private const string Block = "phoenix.venue.credentials";

    /// <exception cref="BadInputException">There are none, or they cannot be used; they are not repeated.</exception>
    public static BinanceCredentials Load(CredentialSettings settings) =>
        settings.File.Length > 0 ? FromFile(settings) : FromEnvironment(settings);

    /// <summary>Where they were found, for an operator.</summary>
    public static string Source(CredentialSettings settings) => settings.File.Length > 0
        ? $"{settings.File} is ours alone{PrivateFile.ModeText(settings.File)}"
        : $"found in {settings.ApiKeyVariable} and {settings.SecretVariable}";

    private static BinanceCredentials FromFile(CredentialSettings settings)
    {
        var set = new[] { settings.ApiKeyVariable, settings.SecretVariable }
            .Where(variable => Read(variable).Length > 0)
            .ToList();
        var names = string.Join(" and ", set);
        return set.Count == 0
            ? CredentialFile.Read(settings.File)
            : throw new BadInputException(new SettingsProblem(
                CredentialFile.Key,
                settings.File,
                $"expected credentials in one place only, and {names} of the environment is set too",
                $"unset {names}, or remove the key file"));
    }

    private static BinanceCredentials FromEnvironment(CredentialSettings settings)
    {
        var problems = ImmutableArray.CreateBuilder<SettingsProblem>();
        Check("api-key-variable", settings.ApiKeyVariable);
        Check("secret-variable", settings.SecretVariable);
        return problems.Count == 0
            ? new BinanceCredentials(Read(settings.ApiKeyVariable), Read(settings.SecretVariable))
            : throw new BadInputException(problems.ToImmutable());

        void Check(string key, string variable)
        {
            var isEmpty = Read(variable).Length == 0;
            if (isEmpty || !CredentialFile.IsUsable(Read(variable)))
            {
                problems.Add(new SettingsProblem(
                    $"{Block}.{key}",
                    $"environment variable {variable} {(isEmpty ? "is empty" : "holds blanks, quotes or line ends")}",
                    "expected the account's credential there",
                    $"set {variable}{(isEmpty ? $", or name a file with both ({CredentialFile.Key})" : " anew")}"));
            }
        }
    }

    private static string Read(string variable) => Environment.GetEnvironmentVariable(variable) ?? "";
}
