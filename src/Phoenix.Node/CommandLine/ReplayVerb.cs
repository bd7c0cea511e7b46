using System.CommandLine;
using Phoenix.Node.Incidents;
using Phoenix.Node.Screens;

namespace Phoenix.Node.CommandLine;

/// <summary>A recorded incident, decided again.</summary>
internal static class ReplayVerb
{
    private const string Examples = """
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

    public static Verb Build(Terminal? terminal)
    {
        var recording = new Argument<string>("FILE")
        {
            Description = "A recording of the flight recorder (.flight.gz).",
        };
        var config = OptionParsing.File(
            "--config", "Decide by the settings of this HOCON file. Default: the recorded settings.");
        var from = OptionParsing.Clock(
            "--from", "Show the timeline from this time of the day (UTC) on. Default: all of it.");
        var to = OptionParsing.Clock(
            "--to", "Show the timeline up to this time of the day (UTC). Default: all of it.");
        var command = new Command("replay", "Run the core over a recorded incident and compare every decision.")
        {
            recording, config, from, to,
        };
        command.SetAction(parsed => ReplayRun.Execute(
            new ReplayOptions(
                parsed.GetValue(recording)!,
                parsed.GetValue(config),
                parsed.GetValue(from),
                parsed.GetValue(to)),
            terminal,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return new Verb(command, Examples);
    }
}
