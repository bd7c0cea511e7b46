using Phoenix.Benchmarks.Actors;

namespace Phoenix.Benchmarks;

/// <summary>What can be measured, by name.</summary>
internal static class Commands
{
    internal static async Task<int> RunAsync(string command, string[] options)
    {
        var quick = options.Contains("--quick", StringComparer.Ordinal);
        var json = Array.IndexOf(options, "--json") is var at and >= 0 && at + 1 < options.Length
            ? options[at + 1]
            : null;
        switch (command)
        {
            case "actors": return await ActorBenchmarks.RunAsync(quick, json);
            default: return Usage();
        }
    }

    internal static int Usage()
    {
        Console.Error.WriteLine("usage: Phoenix.Benchmarks actors [--quick] [--json FILE]");
        return 2;
    }
}
