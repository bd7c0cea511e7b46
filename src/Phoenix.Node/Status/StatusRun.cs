using System.Text.Json;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Hosting;
using Phoenix.Node.Screens;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Status;

/// <summary>What the command line says about a look at a running node; null where it says nothing.</summary>
/// <param name="ConfigFile">The settings of the node, for its data folder, its port and its token.</param>
/// <param name="Port">Overrides the port of the settings.</param>
/// <param name="Timeout">How long to wait for the answer.</param>
/// <param name="Once">Whether to look once, also on a terminal.</param>
/// <param name="AsJson">Whether to print what the node said as it said it, once.</param>
public sealed record StatusOptions(string? ConfigFile, int? Port, TimeSpan? Timeout, bool Once, bool AsJson);

/// <summary>Shows how a running node stands: again and again on a terminal, once elsewhere.</summary>
internal static class StatusRun
{
    private const string NoAnswer = "the node answers, but its trading system does not";

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">The options or the settings hold a mistake; nothing was asked.</exception>
    public static async Task<int> Execute(
        StatusOptions options, Terminal? terminal, TextWriter output, TextWriter error)
    {
        var settings = options.ConfigFile is { } file ? SettingsReader.ReadFile(file) : SettingsReader.ReadDefault();
        try
        {
            if (await Ask(settings, options) is not { } status)
            {
                error.WriteLine(NoAnswer);
                return ExitCode.NotConfirmed;
            }

            if (options.AsJson)
            {
                output.WriteLine(JsonSerializer.Serialize(status, ControlJson.Options));
            }
            else if (terminal is null || options.Once)
            {
                PlainText.Write(StatusScreen.Of(status), output);
            }
            else
            {
                await Watch(settings, options, terminal, StatusScreen.Of(status));
            }

            return ExitCode.Ok;
        }
        catch (NodeUnreachableException unreachable)
        {
            error.WriteLine(SafeText.Of(unreachable.Message));
            return ExitCode.NotReachable;
        }
    }

    private static async Task Watch(NodeSettings settings, StatusOptions options, Terminal terminal, ScreenView first)
    {
        using var stop = new StopSignal();
        var last = first;
        await LiveScreen.Show(terminal, first, Look, TimeProvider.System, stop.Token);

        // A node that is started anew is found anew: it may listen elsewhere.
        async Task<ScreenView> Look()
        {
            try
            {
                return await Ask(settings, options) is { } status
                    ? last = StatusScreen.Of(status)
                    : StatusScreen.Silent(last, NoAnswer);
            }
            catch (Exception gone) when (gone is NodeUnreachableException or BadInputException)
            {
                return StatusScreen.Silent(last, gone.Message);
            }
        }
    }

    private static async Task<ControlStatus?> Ask(NodeSettings settings, StatusOptions options)
    {
        using var client = NodeFinder.Find(
            settings, options.Port, options.Timeout ?? settings.Control.ConfirmTimeout);
        return await client.Status();
    }
}
