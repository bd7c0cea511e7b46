using System.CommandLine;
using Phoenix.Node.Checks;

namespace Phoenix.Node.CommandLine;

/// <summary>A look at everything a run depends on.</summary>
internal static class CheckVerb
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- check
              everything a run with hocon/sim.conf depends on
          dotnet run --project src/Phoenix.Node -- check --config my.conf
              the same for a file of your own; asks the exchange, trades nothing, touches no order
          dotnet run --project src/Phoenix.Node -- check --config my.conf --send-test-alert
              send a message to each receiver of alerts too

        Exit codes:
          0  it would run
          1  something failed without which it would not come to quote
          2  the command line or the settings file holds a mistake, or credentials are missing
        """;

    public static Verb Build()
    {
        var config = SharedOptions.TradingConfig();
        var sendTestAlert = new Option<bool>("--send-test-alert")
        {
            Description = "Send a test message to each receiver of alerts (phoenix.alerts.sinks).",
        };
        var command = new Command("check", "Say of everything a run depends on how it stands; nothing is traded.")
        {
            config, sendTestAlert,
        };
        command.SetAction((parsed, _) =>
            CheckRun.Execute(
                parsed.GetValue(config), parsed.GetValue(sendTestAlert), parsed.InvocationConfiguration.Output));
        return new Verb(command, Examples);
    }
}
