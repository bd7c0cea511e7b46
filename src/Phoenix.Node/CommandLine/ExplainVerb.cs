using System.CommandLine;
using Phoenix.Node.Decisions;
using Phoenix.Node.Settings;

namespace Phoenix.Node.CommandLine;

/// <summary>Why an order is where it is.</summary>
internal static class ExplainVerb
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- explain px-mm1-3-1f
              tell every term of the order's price and size, and decide again from what was recorded
          dotnet run --project src/Phoenix.Node -- explain px-mm1-3-1f --decisions /srv/phoenix/data/decisions
              look it up where another node keeps its decisions

        Exit codes:
          0  the order was explained
          2  the command line holds a mistake, or no decision is kept that placed the order
        """;

    public static Verb Build()
    {
        var order = new Argument<string>("ORDER")
        {
            Description = "The client order id, as in the log and on the exchange.",
        };
        var folder = OptionParsing.File(
            "--decisions", "The folder where the node keeps its decisions. Default: data/decisions.");
        var command = new Command("explain", "Tell why an order is, or was, where it is.") { order, folder };
        command.SetAction(parsed => ExplainRun.Execute(
            parsed.GetValue(order)!,
            parsed.GetValue(folder) ?? new DecisionSettings().Folder,
            parsed.InvocationConfiguration.Output));
        return new Verb(command, Examples);
    }
}
