using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Core.Desk;
using Phoenix.Node.Logs;
using Phoenix.Node.Status;

namespace Phoenix.Node.Hosting;

/// <summary>
/// Writes, at level debug, what is too frequent for the log otherwise: each decision that sent orders, and each sample
/// of a desk. Exists only at that level.
/// </summary>
internal sealed class DebugLogger : ReceiveActor
{
    public DebugLogger(ILogger log)
    {
        Receive<SystemEvent.DeskReported>(report =>
        {
            if (report.Occurrence is DeskEvent.OrdersSent(var places, var cancels, var amends))
            {
                log.OrdersSent(report.Symbol, places, amends, cancels);
            }
        });
        Receive<SystemEvent.DeskSampled>(sampled => log.Sampled(StatusLine.Of(sampled.Sample)));
    }
}
