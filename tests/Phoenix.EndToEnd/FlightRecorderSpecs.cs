using System.Net.Http.Json;

namespace Phoenix.EndToEnd;

/// <summary>A real run, a real fault: it leaves a report and a recording, which another process replays.</summary>
public sealed class FlightRecorderSpecs
{
    [Fact]
    public async Task A_fault_leaves_an_incident_that_replays_to_the_same_decisions()
    {
        using var folder = new TemporaryFolder();
        var config = folder.PathOf("run.conf");
        await File.WriteAllTextAsync(
            config,
            $$"""
            include "sim.conf"
            phoenix.node.data-folder = "{{folder.PathOf("data").Replace('\\', '/')}}"
            """);
        await using var phoenix = PhoenixProcess.Start("--for", "40s", "--config", config);
        var address = await phoenix.Address();
        using var exchange = new ExchangeView(address);
        await exchange.Until(orders => orders.Distinct().Count() == 2, TimeSpan.FromSeconds(30));

        using var http = new HttpClient { BaseAddress = address };
        var fault = await http.PostAsJsonAsync("venue/faults", new { verb = "muteData", target = "public" });
        fault.EnsureSuccessStatusCode();
        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);

        var recording = Directory.GetFiles(Path.Combine(folder.PathOf("data"), "incidents"), "*.flight.gz").Single();
        var report = await File.ReadAllTextAsync(recording.Replace(".flight.gz", ".md", StringComparison.Ordinal));
        report.ShouldContain("SilentStream");
        report.ShouldContain("- ETHUSDC: ");
        await using var replay = PhoenixProcess.Start("replay", recording);
        (await replay.Exit()).ShouldBe(0, replay.Transcript);
        replay.Transcript.ShouldContain("the same");

        await using var other = PhoenixProcess.Start("replay", recording, "--config", await Halting(folder, "2s"));
        (await other.Exit()).ShouldBe(1, other.Transcript);
        other.Transcript.ShouldContain("decided otherwise");
    }

    private static async Task<string> Halting(TemporaryFolder folder, string after)
    {
        var config = folder.PathOf("other.conf");
        await File.WriteAllTextAsync(config, $"include \"sim.conf\"\nphoenix.streams.halt-after = {after}\n");
        return config;
    }
}
