using System.Globalization;
using System.Text.Json;
using Phoenix.Node.Control;
using Phoenix.Node.Screens;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>One command to a running node: asks, prints the answer, and turns it into an exit code.</summary>
internal static class OperatorRun
{
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="BadInputException">The options or the settings hold a mistake; nothing was asked.</exception>
    public static async Task<int> Execute(OperatorOptions options, TextWriter output, TextWriter error)
    {
        var settings = options.ConfigFile is { } file ? SettingsReader.ReadFile(file) : SettingsReader.ReadDefault();
        var patience = options.Timeout ?? settings.Control.ConfirmTimeout;
        try
        {
            using var client = NodeFinder.Find(settings, options.Port, patience);
            return Print(await client.Command(options.Verb, RequestOf(options, patience)), options, output);
        }
        catch (NodeUnreachableException unreachable)
        {
            error.WriteLine(SafeText.Of(unreachable.Message));
            return ExitCode.NotReachable;
        }
    }

    private static ControlRequest RequestOf(OperatorOptions options, TimeSpan patience) =>
        new(options.Symbol, options.AfterKill, (long)patience.TotalMilliseconds, options.Strategy);

    private static int Print(ControlReply reply, OperatorOptions options, TextWriter output)
    {
        if (options.AsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(reply, ControlJson.Options));
        }
        else
        {
            var outcome = reply.Outcome == ControlReply.NotConfirmed ? "in force, not confirmed" : reply.Outcome;
            var detail = reply.Detail.Length > 0 ? $": {SafeText.Of(reply.Detail)}" : "";
            output.WriteLine($"{options.Verb}: {outcome}{detail}");
            foreach (var line in reply.Lines)
            {
                output.WriteLine($"  {SafeText.Of(line)}");
            }

            foreach (var symbol in reply.Symbols)
            {
                output.WriteLine(Invariant($"  {symbol.Symbol} {State(symbol.Halts)}, position {symbol.Position}, ")
                    + Invariant($"open orders {symbol.OpenOrders}"));
            }
        }

        return reply.Outcome switch
        {
            ControlReply.Done => ExitCode.Ok,
            ControlReply.Refused => ExitCode.Failed,
            _ => ExitCode.NotConfirmed,
        };
    }

    private static string State(string halts) => halts == "None" ? "quoting" : $"halted ({halts})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
