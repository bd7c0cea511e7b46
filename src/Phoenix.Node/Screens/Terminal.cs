using Spectre.Console;

namespace Phoenix.Node.Screens;

/// <summary>A terminal that can show more than lines.</summary>
/// <param name="Console">What draws on it.</param>
/// <param name="HasKeys">Whether keys can be read.</param>
public sealed record Terminal(IAnsiConsole Console, bool HasKeys)
{
    /// <summary>
    /// That of the process; null where the output goes elsewhere, or where its user asked for plain text by NO_COLOR
    /// (whatever it says, if it says anything) or TERM=dumb.
    /// </summary>
    /// <remarks>Source: https://no-color.org, read 2026-11-23.</remarks>
    public static Terminal? OfProcess() => System.Console.IsOutputRedirected || WantsPlainText(
        Environment.GetEnvironmentVariable("NO_COLOR"), Environment.GetEnvironmentVariable("TERM"))
        ? null
        : new Terminal(AnsiConsole.Console, !System.Console.IsInputRedirected);

    internal static bool WantsPlainText(string? noColor, string? term) =>
        !string.IsNullOrEmpty(noColor) || term == "dumb";
}
