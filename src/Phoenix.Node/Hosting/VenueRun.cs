using Phoenix.Node.CommandLine;
using Phoenix.Node.Logs;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Hosting;

/// <summary>The exchange alone, for other processes to trade on.</summary>
internal static class VenueRun
{
    public static async Task<int> Execute(VenueRunOptions options)
    {
        using var stop = new StopSignal();
        using var logs = new LogPipeline(new LogSettings());
        var settings = new EmbeddedVenueSettings { Seed = options.Seed };
        await using var venue = await EmbeddedExchange.Start(settings, options.Port, "--port", logs.Factory);
        logs.Factory.CreateLogger(EmbeddedExchange.Category).VenueStopped(await stop.Wait(options.For));
        return ExitCode.Ok;
    }
}
