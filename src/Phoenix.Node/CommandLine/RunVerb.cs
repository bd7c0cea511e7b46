using System.CommandLine;
using Phoenix.Node.Hosting;

namespace Phoenix.Node.CommandLine;

/// <summary>Trading, which is also what happens when no verb is named.</summary>
internal static class RunVerb
{
    private const string Name = "run";

    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- run
              trade two symbols on the embedded exchange until Ctrl-C; the same without the word run
          dotnet run --project src/Phoenix.Node -- run --for 30s --seed 7 --summary run.json
              trade for half a minute and write down how it went
          dotnet run --project src/Phoenix.Node -- run --config my.conf
              trade as my.conf says; it names only what differs from hocon/reference.conf

        Exit codes:
          0  the run ended as asked, and the exchange agrees with our books
          1  the final comparison failed, or something unexpected ended the run
          2  the command line or the settings file holds a mistake; nothing was traded

        Every setting is explained in hocon/reference.conf.
        """;

    public static Verb Build()
    {
        var command = new Command(Name, "Trade until Ctrl-C; the same as no command at all.");
        AddTo(command);
        return new Verb(command, Examples);
    }

    /// <summary>Lets a command trade, with all options of trading.</summary>
    public static void AddTo(Command command)
    {
        var (config, time, seed) = (SharedOptions.TradingConfig(), SharedOptions.For(), SharedOptions.Seed());
        var venuePort = OptionParsing.Long(
            "--venue-port", "N", "The embedded exchange's port. Default: a free one.", 0, 65_535);
        var summary = OptionParsing.File("--summary", "Write at the end, as JSON, how the run went (docs/summary.md).");
        command.Add(config);
        command.Add(time);
        command.Add(seed);
        command.Add(venuePort);
        command.Add(summary);
        command.SetAction((parsed, _) => TradingRun.Execute(
            new RunOptions(
                parsed.GetValue(config),
                parsed.GetValue(time),
                parsed.GetValue(seed),
                (int?)parsed.GetValue(venuePort),
                parsed.GetValue(summary))));
    }
}
