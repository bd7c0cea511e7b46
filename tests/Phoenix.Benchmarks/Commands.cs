using System.Globalization;
using Phoenix.Benchmarks.Actors;
using Phoenix.Benchmarks.Dashboard;
using Phoenix.Benchmarks.Matching;
using Phoenix.Benchmarks.Recording;
using Phoenix.Benchmarks.Venue;

namespace Phoenix.Benchmarks;

/// <summary>What can be measured, by name.</summary>
internal static class Commands
{
    private const int Million = 1_000_000;

    internal static async Task<int> RunAsync(string command, string[] options)
    {
        var quick = options.Contains("--quick", StringComparer.Ordinal);
        return command switch
        {
            "actors" => await ActorBenchmarks.RunAsync(quick, ValueOf("--json", options)),
            "million-actors" => await MillionActors.RunAsync(Count(options, quick ? Million / 10 : Million)),
            "matching" => MatchingBenchmarks.Run(
                Count(options, quick ? Million / 4 : Million), quick, ValueOf("--json", options)),
            "recorder" => RecorderBenchmark.Run(
                Count(options, quick ? Million / 4 : Million), quick, ValueOf("--json", options)),
            "dashboard" => await DashboardBenchmark.RunAsync(quick, ValueOf("--json", options)),
            "overload" => await Overload.RunAsync(Count(options, quick ? 20_000 : 200_000)),
            "venue" => await VenueBenchmarks.RunAsync(quick),
            "venue-listen" => await SocketLoad.ListenAsync(options),
            _ => Usage(),
        };
    }

    internal static int Usage()
    {
        Console.Error.WriteLine(
            """
            usage: Phoenix.Benchmarks COMMAND [--quick]
              actors [--json FILE]        hand-off, latency, life cycle and memory, against Channel<T>
              dashboard [--json FILE]     the time from a frame to its orders, with pages that watch and without
              million-actors [--count N]  a million actors start, answer and stop
              matching [--count N] [--json FILE]
                                         the order book of the simulated exchange, against a sorted dictionary
              overload [--count N]        a bounded mailbox under ten times what its actor can handle
              recorder [--count N] [--json FILE]
                                         a depth frame with the flight recorder's tape and without
              venue                       the exchange: on sockets, and in virtual time against real time
            Exits with 1 if a budget of memory is exceeded; times are never judged.
            """);
        return 2;
    }

    private static int Count(string[] options, int otherwise) =>
        ValueOf("--count", options) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static string? ValueOf(string option, string[] options) =>
        Array.IndexOf(options, option) is var at and >= 0 && at + 1 < options.Length ? options[at + 1] : null;
}
