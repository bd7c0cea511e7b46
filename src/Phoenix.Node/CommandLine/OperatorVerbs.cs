using System.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>The commands to a running node.</summary>
internal static class OperatorVerbs
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- pause ETHUSDC
              pull the quotes of one symbol and keep its position; without a symbol, of all
          dotnet run --project src/Phoenix.Node -- flatten ETHUSDC --timeout 5m
              pull the quotes, bring the position to 0 at once, and stay out until resumed
          dotnet run --project src/Phoenix.Node -- resume ETHUSDC
              quote again
          dotnet run --project src/Phoenix.Node -- strategy glft ETHUSDC
              let another strategy make the prices from the next decision on; without a symbol, of all
          dotnet run --project src/Phoenix.Node -- reload
              take what the node's settings file says now, as far as that may change while it runs; the rest is named
          dotnet run --project src/Phoenix.Node -- kill
              pull everything, and refuse everything, also after a restart, until the next line
          dotnet run --project src/Phoenix.Node -- resume --after-kill
              end the kill

        The node is found by what it says in its data folder; where it runs with settings of its own, name them by
        --config, and where several share a folder, its port by --port. Each command can be repeated.

        Exit codes:
          0  done: the exchange's state confirms it
          1  refused, and why
          2  the command line or the settings file holds a mistake
          3  no node answers
          4  in force, but not confirmed in time; what is missing is named
        """;

    public static List<Verb> All() =>
    [
        Build(ControlWords.Pause, "Pull the quotes of a running node.", takesSymbol: true),
        Build(ControlWords.Resume, "Let a running node quote again.", takesSymbol: true, takesAfterKill: true),
        Build(ControlWords.Flatten, "Bring the position of a running node to 0.", takesSymbol: true),
        Build(ControlWords.Strategy, "Let another strategy make a running node's prices.", takesSymbol: true),
        Build(ControlWords.Kill, "Pull everything, and refuse everything until resume --after-kill."),
        Build(ControlWords.Reload, "Have a running node read its settings file again."),
    ];

    private static Argument<string> StrategyName()
    {
        var name = new Argument<string>("STRATEGY") { Description = "The name of the strategy, as in the settings." };
        name.AcceptOnlyFromAmong([.. StrategyWords.All.Select(named => named.Name)]);
        return name;
    }

    /// <param name="config">Whose symbols are offered where a command line is completed.</param>
    private static Argument<string?> SymbolName(Option<string?> config)
    {
        var name = new Argument<string?>("SYMBOL")
        {
            Description = "The one symbol that is meant. Default: all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.CompletionSources.Add(context => Symbols(context.ParseResult.GetValue(config)));
        return name;
    }

    /// <summary>None where the settings cannot be read: the command itself tells why.</summary>
    private static List<string> Symbols(string? configFile)
    {
        try
        {
            var settings = configFile is null ? SettingsReader.ReadDefault() : SettingsReader.ReadFile(configFile);
            return [.. settings.Phoenix.Symbols.Select(symbol => symbol.Symbol.Name)];
        }
        catch (BadInputException)
        {
            return [];
        }
    }

    private static Verb Build(
        string verb, string description, bool takesSymbol = false, bool takesAfterKill = false)
    {
        var (config, port, json) = (SharedOptions.NodeConfig(), SharedOptions.NodePort(), SharedOptions.Json());
        var timeout = OptionParsing.Duration(
            "--timeout", "How long to wait for the confirmation. Default: phoenix.control.confirm-timeout.");
        var strategy = verb == ControlWords.Strategy ? StrategyName() : null;
        var symbol = takesSymbol ? SymbolName(config) : null;
        var afterKill = takesAfterKill
            ? new Option<bool>("--after-kill") { Description = "End a kill, and with it everything said before." }
            : null;
        var command = new Command(verb, description) { config, port, timeout, json };
        if (strategy is not null)
        {
            command.Add(strategy);
        }

        if (symbol is not null)
        {
            command.Add(symbol);
        }

        if (afterKill is not null)
        {
            command.Add(afterKill);
        }

        command.SetAction((parsed, _) => OperatorRun.Execute(
            new OperatorOptions(
                verb,
                symbol is null ? null : parsed.GetValue(symbol),
                parsed.GetValue(config),
                (int?)parsed.GetValue(port),
                parsed.GetValue(timeout),
                afterKill is not null && parsed.GetValue(afterKill),
                parsed.GetValue(json))
            {
                Strategy = strategy is null ? null : parsed.GetValue(strategy),
            },
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return new Verb(command, Examples);
    }
}
