using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Phoenix.Node.Checks;
using Phoenix.Node.Decisions;
using Phoenix.Node.Hosting;
using Phoenix.Node.Incidents;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>The command line: what can be asked of the process, and how mistakes are told.</summary>
public static class PhoenixCommand
{
    private const string VenueName = "venue";
    private const string ReplayName = "replay";
    private const string ExplainName = "explain";
    private const string CheckName = "check";

    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node
              trade two symbols on the embedded exchange until Ctrl-C
          dotnet run --project src/Phoenix.Node -- --for 30s --seed 7 --summary run.json
              trade for half a minute and write down how it went
          dotnet run --project src/Phoenix.Node -- --config my.conf
              trade as my.conf says; it names only what differs from hocon/reference.conf
          dotnet run --project src/Phoenix.Node -- venue --port 5555
              run the exchange alone, for other processes to trade on
          dotnet run --project src/Phoenix.Node -- replay data/incidents/incident-20260105-120031-001.flight.gz
              run the core over a recorded incident and compare every decision
          dotnet run --project src/Phoenix.Node -- explain px-mm1-3-1f
              tell why an order is, or was, where it is
          dotnet run --project src/Phoenix.Node -- check --config my.conf
              look at settings, clock, key and connections before anything is traded
          dotnet run --project src/Phoenix.Node -- status
              ask a running node how it stands; pause, resume, flatten and kill tell it what to do

        Exit codes:
          0  the run ended as asked, and the exchange agrees with our books
          1  the final comparison failed, or something unexpected ended the run
          2  the command line or the settings file holds a mistake; nothing was traded

        Every setting is explained in hocon/reference.conf.
        """;

    private const string VenueExamples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- venue
              run the exchange on a free port, which is printed, until Ctrl-C
          dotnet run --project src/Phoenix.Node -- venue --port 5555 --seed 7 --for 10m
              run it on a known port, with another market, for ten minutes
          dotnet run --project src/Phoenix.Node -- venue --port 5555 --tls-port 5556 --certificate venue.pem
              run it with TLS too; clients trust venue.pem, for example by NODE_EXTRA_CA_CERTS
          dotnet run --project src/Phoenix.Node -- venue --config exchange.conf
              run it with the markets, accounts and fault script of that file (phoenix.venue.embedded)
          dotnet run --project src/Phoenix.Node -- venue --port 5555 --script faults.conf
              run it and let go wrong what faults.conf says, when it says (docs/venue-faults.md)
          curl http://127.0.0.1:5555/venue/state
              see its accounts, orders and sockets

        Exit codes:
          0  the exchange ran until it was asked to end
          1  something unexpected ended it
          2  the command line or the file holds a mistake, or the port is in use; nothing was started

        Its key is phoenix-sim-key, its secret phoenix-sim-secret; docs/venue.md tells what it can do.
        """;

    private const string ReplayExamples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- replay data/incidents/incident-20260105-120031-001.flight.gz
              run the core over what was recorded and compare every decision
          dotnet run --project src/Phoenix.Node -- replay FILE --from 12:00:30 --to 12:00:45
              show only these seconds (UTC) of the timeline; everything is compared all the same
          dotnet run --project src/Phoenix.Node -- replay FILE --config my.conf
              decide by the settings of that file instead: what would have been otherwise?

        Exit codes:
          0  every decision was the same
          1  at least one machine decided otherwise; the first difference of each is printed
          2  the command line holds a mistake, or the file is no recording that this build can replay

        What is in a recording: docs/flight-recorder.md.
        """;

    private const string ExplainExamples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- explain px-mm1-3-1f
              tell every term of the order's price and size, and decide again from what was recorded
          dotnet run --project src/Phoenix.Node -- explain px-mm1-3-1f --decisions /srv/phoenix/data/decisions
              look it up where another node keeps its decisions

        Exit codes:
          0  the order was explained
          2  the command line holds a mistake, or no decision is kept that placed the order
        """;

    private const string CheckExamples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- check
              everything a run with hocon/sim.conf depends on
          dotnet run --project src/Phoenix.Node -- check --config my.conf
              the same for a file of your own; asks the exchange, trades nothing, touches no order

        Exit codes:
          0  it would run
          1  something failed without which it would not come to quote
          2  the command line or the settings file holds a mistake, or credentials are missing
        """;

    private static readonly Option<string?> Config =
        OptionParsing.File(
            "--config", "A HOCON file laid over hocon/reference.conf. Default: hocon/sim.conf, which it may include.");

    private static readonly Option<string?> VenueConfig =
        OptionParsing.File(
            "--config",
            "A HOCON file laid over hocon/reference.conf: markets, accounts, faults. Default: the reference alone.");

    private static readonly Option<TimeSpan?> For =
        OptionParsing.Duration("--for", "Stop in order after this time, for example 30s. Default: run until Ctrl-C.");

    private static readonly Option<long?> Seed =
        OptionParsing.Long("--seed", "N", "Where everything random comes from. Default: 1.", 0, long.MaxValue);

    private static readonly Option<long?> VenuePort =
        OptionParsing.Long("--venue-port", "N", "The embedded exchange's port. Default: a free one.", 0, 65_535);

    private static readonly Option<long?> Port =
        OptionParsing.Long("--port", "N", "The exchange's port. Default: a free one, which is printed.", 0, 65_535);

    private static readonly Option<long?> TlsPort =
        OptionParsing.Long(
            "--tls-port", "N", "A second port, with TLS, for clients that insist on it. Default: none.", 0, 65_535);

    private static readonly Option<string?> Certificate =
        OptionParsing.File("--certificate", "Write the TLS port's certificate there (PEM), for clients to trust.");

    private static readonly Option<string?> Script =
        OptionParsing.File("--script", "A HOCON file with a script of faults (docs/venue-faults.md). Default: none.");

    private static readonly Argument<string> Recording = new("FILE")
    {
        Description = "A recording of the flight recorder (.flight.gz).",
    };

    private static readonly Option<string?> ReplayConfig =
        OptionParsing.File("--config", "Decide by the settings of this HOCON file. Default: the recorded settings.");

    private static readonly Option<TimeSpan?> From =
        OptionParsing.Clock("--from", "Show the timeline from this time of the day (UTC) on. Default: all of it.");

    private static readonly Option<TimeSpan?> To =
        OptionParsing.Clock("--to", "Show the timeline up to this time of the day (UTC). Default: all of it.");

    private static readonly Argument<string> Order = new("ORDER")
    {
        Description = "The client order id, as in the log and on the exchange.",
    };

    private static readonly Option<string?> DecisionsFolder = OptionParsing.File(
        "--decisions", "The folder where the node keeps its decisions. Default: data/decisions.");

    private static readonly Option<string?> Summary =
        OptionParsing.File("--summary", "Write at the end, as JSON, how the run went (docs/summary.md).");

    /// <summary>Parses, runs, and turns every way to end into an exit code and at most one line per problem.</summary>
    public static async Task<int> Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var parsed = Build().Parse(arguments);
        if (Mistakes(parsed) is { Count: > 0 } mistakes)
        {
            mistakes.ForEach(error.WriteLine);
            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = output,
                Error = error,
            });
        }
        catch (BadInputException bad)
        {
            error.WriteLine(bad.Message);
            return ExitCode.BadInput;
        }
        catch (Exception failure)
        {
            error.WriteLine(CrashReport.Write(failure));
            return ExitCode.Failed;
        }
    }

    private static RootCommand Build()
    {
        var root = new RootCommand(
            "Phoenix, a market maker for USDⓈ-M perpetuals that no dying stream leaves quoting on stale prices.")
        {
            Config, For, Seed, VenuePort, Summary, BuildVenue(), BuildReplay(), BuildExplain(), BuildCheck(),
        };
        OperatorCommands.All().ForEach(root.Add);
        root.SetAction((parsed, _) => TradingRun.Execute(
            new RunOptions(
                parsed.GetValue(Config),
                parsed.GetValue(For),
                parsed.GetValue(Seed),
                (int?)parsed.GetValue(VenuePort),
                parsed.GetValue(Summary))));
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!);
        }

        return root;

        Command BuildReplay()
        {
            var replay = new Command(ReplayName, "Run the core over a recorded incident and compare every decision.")
            {
                Recording, ReplayConfig, From, To,
            };
            replay.SetAction(parsed => ReplayRun.Execute(
                new ReplayOptions(
                    parsed.GetValue(Recording)!,
                    parsed.GetValue(ReplayConfig),
                    parsed.GetValue(From),
                    parsed.GetValue(To)),
                parsed.InvocationConfiguration.Output));
            return replay;
        }

        Command BuildExplain()
        {
            var explain = new Command(ExplainName, "Tell why an order is, or was, where it is.")
            {
                Order, DecisionsFolder,
            };
            explain.SetAction(parsed => ExplainRun.Execute(
                parsed.GetValue(Order)!,
                parsed.GetValue(DecisionsFolder) ?? new DecisionSettings().Folder,
                parsed.InvocationConfiguration.Output));
            return explain;
        }

        Command BuildVenue()
        {
            var venue = new Command(VenueName, "Run the exchange alone, for other processes to trade on.")
            {
                VenueConfig, Port, Seed, For, TlsPort, Certificate, Script,
            };
            venue.SetAction((parsed, _) => VenueRun.Execute(
                new VenueRunOptions(
                    parsed.GetValue(VenueConfig),
                    (int?)parsed.GetValue(Port),
                    parsed.GetValue(Seed),
                    parsed.GetValue(For),
                    (int?)parsed.GetValue(TlsPort),
                    parsed.GetValue(Certificate),
                    parsed.GetValue(Script))));
            return venue;
        }
    }

    private static Command BuildCheck()
    {
        var check = new Command(CheckName, "Say of everything a run depends on how it stands; nothing is traded.")
        {
            Config,
        };
        check.SetAction((parsed, _) =>
            CheckRun.Execute(parsed.GetValue(Config), parsed.InvocationConfiguration.Output));
        return check;
    }

    private static List<string> Mistakes(ParseResult parsed)
    {
        var options = parsed.CommandResult.Command.Options.Select(option => option.Name).ToList();
        var strangers = parsed.UnmatchedTokens.Where(token => token.StartsWith('-')).ToList();
        var unknown = (strangers.Count > 0 ? strangers : parsed.UnmatchedTokens)
            .Select(token => NearestName.Of(token, options) is { } meant
                ? $"{token}: unknown option; did you mean {meant}?"
                : $"{token}: unknown option or command; see --help")
            .ToList();
        return unknown.Count > 0
            ? unknown
            : [.. parsed.Errors.Select(problem => Tell(problem.Message)).Distinct()];
    }

    /// <summary>Our own messages say what is expected; those of the parser leave it to the help.</summary>
    private static string Tell(string message) => message.Contains(": expected", StringComparison.Ordinal)
        ? message
        : $"{message.ReplaceLineEndings(" ").TrimEnd('.')}; see --help";

    private sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(parseResult.CommandResult.Command.Name switch
            {
                VenueName => VenueExamples,
                ReplayName => ReplayExamples,
                ExplainName => ExplainExamples,
                CheckName => CheckExamples,
                var name => OperatorCommands.ExamplesOf(name) ?? Examples,
            });
            return result;
        }
    }
}
