using System.CommandLine;
using Phoenix.Node.Control;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>The commands to a running node.</summary>
internal static class OperatorCommands
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
          dotnet run --project src/Phoenix.Node -- status --json
              how the node stands

        The node must run with phoenix.control.port; name its settings file by --config. Each command can be repeated.

        Exit codes:
          0  done: the exchange's state confirms it
          1  refused, and why
          2  the command line or the settings file holds a mistake
          3  no node answers
          4  in force, but not confirmed in time; what is missing is named
        """;

    private static readonly Argument<string?> Symbol = new("SYMBOL")
    {
        Description = "The one symbol that is meant. Default: all of them.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Argument<string> Name = StrategyName();

    private static readonly Option<string?> Config =
        OptionParsing.File("--config", "The settings file of the node. Default: hocon/sim.conf.");

    private static readonly Option<long?> Port = OptionParsing.Long(
        "--port", "N", "The node's control port. Default: phoenix.control.port of the settings.", 0, 65_535);

    private static readonly Option<TimeSpan?> Timeout = OptionParsing.Duration(
        "--timeout", "How long to wait for the confirmation. Default: phoenix.control.confirm-timeout.");

    private static readonly Option<bool> AfterKill = new("--after-kill")
    {
        Description = "End a kill, and with it everything said before.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print what the node says as JSON.",
    };

    public static List<Command> All() =>
    [
        Build(ControlWords.Pause, "Pull the quotes of a running node.", takesSymbol: true),
        Build(ControlWords.Resume, "Let a running node quote again.", takesSymbol: true, takesAfterKill: true),
        Build(ControlWords.Flatten, "Bring the position of a running node to 0.", takesSymbol: true),
        Build(ControlWords.Strategy, "Let another strategy make a running node's prices.", takesSymbol: true),
        Build(ControlWords.Kill, "Pull everything, and refuse everything until resume --after-kill."),
        Build(ControlWords.Reload, "Have a running node read its settings file again."),
        Build(ControlWords.Status, "Ask a running node how it stands."),
    ];

    /// <summary>Null for a command of another kind.</summary>
    public static string? ExamplesOf(string name) =>
        name is ControlWords.Pause or ControlWords.Resume or ControlWords.Flatten or ControlWords.Kill
            or ControlWords.Reload or ControlWords.Status or ControlWords.Strategy
            ? Examples
            : null;

    private static Argument<string> StrategyName()
    {
        var name = new Argument<string>("STRATEGY") { Description = "The name of the strategy, as in the settings." };
        name.AcceptOnlyFromAmong([.. StrategyWords.All.Select(named => named.Name)]);
        return name;
    }

    private static Command Build(
        string verb, string description, bool takesSymbol = false, bool takesAfterKill = false)
    {
        var command = new Command(verb, description) { Config, Port, Timeout, Json };
        var takesStrategy = verb == ControlWords.Strategy;
        if (takesStrategy)
        {
            command.Add(Name);
        }

        if (takesSymbol)
        {
            command.Add(Symbol);
        }

        if (takesAfterKill)
        {
            command.Add(AfterKill);
        }

        command.SetAction((parsed, _) => OperatorRun.Execute(
            new OperatorOptions(
                verb,
                takesSymbol ? parsed.GetValue(Symbol) : null,
                parsed.GetValue(Config),
                (int?)parsed.GetValue(Port),
                parsed.GetValue(Timeout),
                takesAfterKill && parsed.GetValue(AfterKill),
                parsed.GetValue(Json))
            {
                Strategy = takesStrategy ? parsed.GetValue(Name) : null,
            },
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }
}
