using System.Globalization;
using System.Text.Json;
using Phoenix.Node.Control;
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
        var port = options.Port ?? settings.Control.Port;
        if (port == 0)
        {
            throw new BadInputException(new SettingsProblem(
                "phoenix.control.port",
                "0",
                "this node takes no commands",
                "name its settings by --config, or its port by --port"));
        }

        if (!File.Exists(settings.TokenPath))
        {
            error.WriteLine($"no node has run here: {settings.TokenPath} does not exist");
            return ExitCode.NotReachable;
        }

        var patience = options.Timeout ?? settings.Control.ConfirmTimeout;
        using var client = new ControlClient(port, ControlToken.Load(settings.TokenPath), patience);
        try
        {
            return options.Verb == ControlWords.Status
                ? Print(await client.Status(), options, output, error)
                : Print(await client.Command(options.Verb, RequestOf(options, patience)), options, output);
        }
        catch (NodeUnreachableException unreachable)
        {
            error.WriteLine(unreachable.Message);
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
            output.WriteLine($"{options.Verb}: {outcome}{(reply.Detail.Length > 0 ? $": {reply.Detail}" : "")}");
            foreach (var line in reply.Lines)
            {
                output.WriteLine($"  {line}");
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

    private static int Print(ControlStatus? status, OperatorOptions options, TextWriter output, TextWriter error)
    {
        if (status is null)
        {
            error.WriteLine("the node answers, but its trading system does not");
            return ExitCode.NotConfirmed;
        }

        if (options.AsJson)
        {
            output.WriteLine(JsonSerializer.Serialize(status, ControlJson.Options));
            return ExitCode.Ok;
        }

        output.WriteLine(status.Killed ? "killed: nothing is quoted until resume --after-kill" : "not killed");
        if (status.Problem is { } problem)
        {
            output.WriteLine(problem);
        }

        if (status.Account is { } account)
        {
            output.WriteLine(Invariant($"equity {account.Equity:0.##}, highest today {account.DayPeak:0.##}, ")
                + Invariant($"of the run {account.RunPeak:0.##}; at work {account.Notional:0.##} ")
                + Invariant($"of at most {account.NotionalMax:0.##}")
                + (account.Losses.Length > 0 ? $"; {account.Losses}" : ""));
        }

        foreach (var symbol in status.Symbols)
        {
            output.WriteLine(Invariant($"  {symbol.Symbol} {State(symbol.Halts)}, operator {symbol.Operator}, ")
                + Invariant($"mode {symbol.Mode}, position {symbol.Position}, open orders {symbol.OpenOrders}, ")
                + Invariant($"{symbol.BestBid}/{symbol.BestAsk}, book {symbol.BookAgeMs} ms"));
            foreach (var line in symbol.Ends.Append(symbol.ModeCause).Where(line => line.Length > 0))
            {
                output.WriteLine($"    {line}");
            }
        }

        return ExitCode.Ok;
    }

    private static string State(string halts) => halts == "None" ? "quoting" : $"halted ({halts})";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
