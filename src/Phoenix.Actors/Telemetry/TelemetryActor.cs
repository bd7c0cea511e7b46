using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Time;

namespace Phoenix.Actors.Telemetry;

/// <summary>
/// Listens to what happens in the tree and can say how it stands; nothing waits for it and nothing depends on it.
/// </summary>
internal sealed class TelemetryActor : ReceiveActor
{
    private readonly Chronicle _chronicle = new();

    public TelemetryActor()
    {
        Receive<SystemEvent>(_chronicle.Note);
        Receive<PhoenixProtocol.GetStatus>(_ => Sender.Tell(_chronicle.Status(Context.System.Now())));
    }

    public static Props Create() => Props.Create(() => new TelemetryActor());

    protected override void PreStart()
    {
        var events = Context.System.EventStream;
        events.Subscribe<SystemEvent.StepReached>(Self);
        events.Subscribe<SystemEvent.SymbolLeftOut>(Self);
        events.Subscribe<SystemEvent.ConnectionUp>(Self);
        events.Subscribe<SystemEvent.ConnectionLost>(Self);
        events.Subscribe<SystemEvent.DeskReported>(Self);
        events.Subscribe<SystemEvent.DeskSampled>(Self);
        events.Subscribe<SystemEvent.AccountSampled>(Self);
        events.Subscribe<SystemEvent.ConnectionDialed>(Self);
        events.Subscribe<SystemEvent.ConnectionSucceeded>(Self);
        events.Subscribe<SystemEvent.Rotated>(Self);
        events.Subscribe<SystemEvent.EscalationMoved>(Self);
        events.Subscribe<SystemEvent.Filled>(Self);
        events.Subscribe<SystemEvent.DeskLooked>(Self);
        events.Subscribe<SystemEvent.StreamsLooked>(Self);
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
