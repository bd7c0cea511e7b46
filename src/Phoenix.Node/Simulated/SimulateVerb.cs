using System.CommandLine;
using Phoenix.Node.CommandLine;
using Phoenix.Node.Screens;

namespace Phoenix.Node.Simulated;

/// <summary>How these settings would do, without waiting for it.</summary>
internal static class SimulateVerb
{
    private const int MostSeeds = 1000;

    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -c Release -- simulate
              how hocon/sim.conf does over a day of its market: what it brings and from where
          dotnet run --project src/Phoenix.Node -c Release -- simulate --config my.conf --for 2h --seeds 5
              two hours of my.conf on five markets, each from another seed, with the mean
          dotnet run --project src/Phoenix.Node -c Release -- simulate --seed 7 > day.txt
              the table as text; progress goes to the error stream

        The whole system runs, the exchange included, in one thread and virtual time; nothing is written, no port is
        opened. The market is that of phoenix.venue.embedded, whatever exchange the settings are for; so are its faults.
        Ctrl-C ends it in order, with the table of what was traded until then. The same settings, seed and duration
        bring the same.

        Exit codes:
          0  each market ended with nothing resting, and the exchange agrees with our books
          1  one did not
          2  the command line or the settings file holds a mistake; nothing was traded
        """;

    public static Verb Build(Terminal? terminal)
    {
        var config = SharedOptions.TradingConfig();
        var time = OptionParsing.Duration("--for", "How long each market lasts, in virtual time. Default: 24h.");
        var seed = SharedOptions.Seed();
        var seeds = OptionParsing.Long(
            "--seeds", "N", "How many markets, each from the next seed. Default: 1.", 1, MostSeeds);
        var command = new Command("simulate", "Trade the settings on a simulated market, far faster than the clock.")
        {
            config, time, seed, seeds,
        };
        command.SetAction(parsed => SimulateRun.Execute(
            new SimulateOptions(
                parsed.GetValue(config),
                parsed.GetValue(time) ?? TimeSpan.FromHours(24),
                parsed.GetValue(seed),
                (int)(parsed.GetValue(seeds) ?? 1)),
            terminal,
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return new Verb(command, Examples);
    }
}
