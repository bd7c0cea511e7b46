using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Phoenix.Node.Screens;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>The command line: what can be asked of the process, and how mistakes are told.</summary>
public static partial class PhoenixCommand
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node
              trade two symbols on the embedded exchange until Ctrl-C
          dotnet run --project src/Phoenix.Node -- run --for 30s --seed 7 --summary run.json
              trade for half a minute and write down how it went
          dotnet run --project src/Phoenix.Node -- --config my.conf
              trade as my.conf says; it names only what differs from hocon/reference.conf
          dotnet run --project src/Phoenix.Node -- check --config my.conf
              look at settings, clock, key and connections before anything is traded
          dotnet run --project src/Phoenix.Node -- status
              see how a running node stands; pause, resume, flatten and kill tell it what to do
          dotnet run --project src/Phoenix.Node -c Release -- simulate --for 2h
              see what these settings bring on a simulated market, in virtual time (built-in actor runtime only)
          dotnet run --project src/Phoenix.Node -- replay data/incidents/incident-20260105-120031-001.flight.gz
              run the core over a recorded incident and compare every decision
          dotnet run --project src/Phoenix.Node -- explain px-mm1-3-1f
              tell why an order is, or was, where it is
          dotnet run --project src/Phoenix.Node -- venue --port 5555
              run the exchange alone, for other processes to trade on

        Each command has examples of its own: dotnet run --project src/Phoenix.Node -- pause --help

        Exit codes:
          0  done; of a run: it ended as asked, and the exchange agrees with our books
          1  it came to a bad end, or what was asked for was refused; of a run: the final comparison failed
          2  the command line or the settings file holds a mistake; nothing was done
          3  of a command to a running node: none answers
          4  of a command to a running node: in force, but not confirmed in time

        Every setting is explained in hocon/reference.conf, every command in docs/command-line.md.
        """;

    /// <summary>Parses, runs, and turns every way to end into an exit code and at most one line per problem.</summary>
    /// <param name="arguments">What stands on the command line.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where mistakes go.</param>
    /// <param name="terminal">Where more than lines can be shown; null where there is no such place.</param>
    public static async Task<int> Run(
        string[] arguments, TextWriter output, TextWriter error, Terminal? terminal = null)
    {
        var parsed = Build(terminal).Parse(arguments);
        if (!IsQuestion(parsed) && Mistakes(parsed) is { Count: > 0 } mistakes)
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

    /// <summary>Needs the deterministic mode, which the built-in actor runtime alone has.</summary>
    static partial void AddSimulation(List<Verb> verbs, Terminal? terminal);

    private static RootCommand Build(Terminal? terminal)
    {
        var root = new RootCommand(
            "Phoenix, a market maker for USDⓈ-M perpetuals that no dying stream leaves quoting on stale prices.");
        RunVerb.AddTo(root);
        List<Verb> verbs =
        [
            RunVerb.Build(),
            CheckVerb.Build(),
            StatusVerb.Build(terminal),
            .. OperatorVerbs.All(),
            ReplayVerb.Build(terminal),
            ExplainVerb.Build(),
            VenueVerb.Build(),
            CompletionVerb.Build(),
        ];
        AddSimulation(verbs, terminal);
        verbs.ForEach(verb => root.Add(verb.Command));
        var examples = verbs.ToDictionary(verb => verb.Command, verb => verb.Examples);
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithExamples((HelpAction)help.Action!, examples);
        }

        return root;
    }

    /// <summary>Whoever asks for help or suggestions has not finished the line: nothing in it is a mistake.</summary>
    private static bool IsQuestion(ParseResult parsed) => parsed.Action is HelpWithExamples
        || parsed.Tokens.Any(token => token.Type == TokenType.Directive);

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

    private sealed class HelpWithExamples(HelpAction inner, Dictionary<Command, string> examples)
        : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine(
                examples.GetValueOrDefault(parseResult.CommandResult.Command, Examples));
            return result;
        }
    }
}
