using Phoenix.Soak.Kills;
using Phoenix.Soak.Markets;
using Phoenix.Soak.Simulated;
using Phoenix.Soak.Sockets;

namespace Phoenix.Soak;

/// <summary>What can be run, by name.</summary>
internal static class Commands
{
    internal static int Run(string command, CommandLine line) => command switch
    {
        "simulate" => new SimulateCommand(line).Run(),
        "replay" => Replay(line),
        "profile" => Profiler.Run(
            SeedRun.OptionsOf(line.Text("--profile", "quiet")),
            (ulong)line.Number("--seed", 1),
            line.Number("--seconds", 36_000)),
        "markets" => new MarketsCommand(line).Run(),
        "sockets" => new SocketsCommand(line).Run().GetAwaiter().GetResult(),
        "kills" => new KillsCommand(line).Run().GetAwaiter().GetResult(),
        _ => Usage(),
    };

    internal static int Usage()
    {
        Console.Error.WriteLine(
            """
            usage: Phoenix.Soak COMMAND
              simulate --hours N | --seeds N [--seed N] [--parallel N] [--profile quiet|busy|orders|orders-busy]
                       [--length 1h] [--out FOLDER] [--resume]
                  hours of trading in virtual time, or so many seeds, with a story of faults about every minute, of
                  order entry alone in the profiles orders and orders-busy; a report at the end
              replay --seed N [--profile quiet|busy|orders|orders-busy] [--length 1h]
                  one seed again, with the system's log
              sockets [--minutes 30] [--every 5s] [--seed N] [--out FOLDER]
                  the real program on real sockets under random faults; a report at the end
              kills [--times 50] [--seed N] [--out FOLDER]
                  the real program, killed with signal 9 at random moments and started again; a line a kill
              markets [--hours 24] [--seeds 3] [--parallel 2] [--out FILE]
                  every strategy in every kind of market, and what it brought: a table
              profile [--profile quiet|busy] [--seconds N]
                  how fast a world without faults is, and where its time goes
            Exits with 1 if an invariant broke.
            """);
        return 2;
    }

    private static int Replay(CommandLine line)
    {
        var result = new SeedRun(
            (ulong)line.Number("--seed", 1),
            line.Text("--profile", "quiet"),
            line.Time("--length", TimeSpan.FromHours(1)),
            Console.WriteLine).Run();
        Console.WriteLine(result.Violation ?? "every invariant held");
        return result.Violation is null ? 0 : 1;
    }
}
