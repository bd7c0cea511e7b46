using Akka.Actor;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Telemetry;

namespace Phoenix.Node.Metrics;

/// <summary>
/// Listens to what happens in the tree and tells the instruments; the one thread that writes to them. Frames are not
/// listened to: there are too many.
/// </summary>
internal sealed class MetricsActor : ReceiveActor
{
    private static readonly Type[] Heard =
    [
        typeof(SystemEvent.SymbolLeftOut),
        typeof(SystemEvent.SymbolRemoved),
        typeof(SystemEvent.ConnectionUp),
        typeof(SystemEvent.ConnectionDialed),
        typeof(SystemEvent.ConnectionLost),
        typeof(SystemEvent.ConnectionSucceeded),
        typeof(SystemEvent.Rotated),
        typeof(SystemEvent.RotationFailed),
        typeof(SystemEvent.SubscriptionsRepaired),
        typeof(SystemEvent.SlotStuck),
        typeof(SystemEvent.EscalationMoved),
        typeof(SystemEvent.MonitorReplaced),
        typeof(SystemEvent.PartFailed),
        typeof(SystemEvent.ProcessPaused),
        typeof(SystemEvent.ClockStepped),
        typeof(SystemEvent.DeskReported),
        typeof(SystemEvent.DeskSampled),
        typeof(SystemEvent.AccountSampled),
        typeof(StaleMonitorProtocol.Judged),
    ];

    public MetricsActor(PhoenixMetrics metrics)
    {
        Receive<SystemEvent>(metrics.Note);
        Receive<StaleMonitorProtocol.Judged>(metrics.Note);
    }

    public static Props Create(PhoenixMetrics metrics) => Props.Create(() => new MetricsActor(metrics));

    protected override void PreStart()
    {
        foreach (var kind in Heard)
        {
            Context.System.EventStream.Subscribe(Self, kind);
        }
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
