using Phoenix.Node.Settings;

namespace Phoenix.Node.Alerts;

/// <summary>
/// A text that appears in no log, exception or page: a webhook's address, which whoever has it may use, or what signs.
/// </summary>
internal sealed class AlertSecret
{
    private const int MostLength = 2048;
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private AlertSecret(string text) => Text = text;

    /// <summary>For the request itself.</summary>
    public string Text { get; }

    /// <param name="place">Where it is found.</param>
    /// <param name="key">The settings' path without <c>-variable</c> or <c>-file</c>, for messages.</param>
    /// <exception cref="BadInputException">It is not there, or others may read it.</exception>
    public static AlertSecret Load(SecretPlace place, string key)
    {
        if (place.Variable.Length > 0)
        {
            var value = Environment.GetEnvironmentVariable(place.Variable)?.Trim() ?? "";
            return value.Length is > 0 and <= MostLength
                ? new AlertSecret(value)
                : throw Refuse(
                    $"{key}-variable",
                    $"environment variable {place.Variable} is empty or too long",
                    $"set {place.Variable}, or name another variable");
        }

        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(place.File) & ~Ours) != 0)
            {
                throw Refuse($"{key}-file", $"others may use {place.File}", $"chmod 600 {place.File}");
            }

            var text = File.ReadAllText(place.File).Trim();
            return text.Length is > 0 and <= MostLength
                ? new AlertSecret(text)
                : throw Refuse($"{key}-file", $"{place.File} is empty or too long", "write one line into it");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var reason = failure.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw Refuse($"{key}-file", reason, "name a file that can be read");
        }
    }

    /// <summary>An address that messages can be sent to.</summary>
    /// <inheritdoc cref="Load"/>
    public static Uri LoadAddress(SecretPlace place, string key) =>
        Uri.TryCreate(Load(place, key).Text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw Refuse(
                place.Variable.Length > 0 ? $"{key}-variable" : $"{key}-file",
                "what is found there is no address with http:// or https://",
                "copy it again from where the webhook was made");

    public override string ToString() => "(secret)";

    private static BadInputException Refuse(string key, string what, string remedy) =>
        new(new SettingsProblem(key, what, "expected a secret that is ours alone", remedy));
}
