using Microsoft.Extensions.Logging;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;

namespace Phoenix.Node.Status;

/// <summary>Writes the status line again and again, and does nothing else.</summary>
internal static class StatusReporter
{
    /// <summary>Ends when <paramref name="stop"/> is cancelled.</summary>
    public static async Task Report(TradingHost host, TimeSpan interval, ILogger log, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval);
        while (await NextTick(timer, stop))
        {
            if (await host.Status() is { } status)
            {
                log.Status(StatusLine.Of(status));
            }
        }
    }

    private static async Task<bool> NextTick(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
