using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// Watches how the slots fare and climbs the ladder when replacing connections does not help: asks the exchange to
/// re-create more, and puts every symbol into safe mode. Its own death takes the ladder back to its foot.
/// </summary>
internal sealed class EscalationActor : ReceiveActor, IWithTimers
{
    private readonly ReconnectSettings _settings;
    private readonly ILogger _log;
    private EscalationState _state = EscalationState.Initial;

    public EscalationActor(ReconnectSettings settings, PhoenixPorts ports)
    {
        (_settings, _log) = (settings, ports.Logs.CreateLogger("Phoenix.Escalation"));
        Receive<SystemEvent.ConnectionLost>(m => Feed(new EscalationInput.Lost(m.Slot, m.Cause)));
        Receive<SystemEvent.ConnectionUp>(m => Feed(new EscalationInput.Up(m.Slot)));
        Receive<SystemEvent.ConnectionSucceeded>(m => Feed(new EscalationInput.Up(m.Slot)));
        Receive<SystemEvent.SlotExhausted>(m => Feed(new EscalationInput.Exhausted(m.Slot, m.Cause)));
        Receive<Wake>(_ => Feed(new EscalationInput.Wake()));
        Receive<ExchangeProtocol.Introduce>(_ => Introduce());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(ReconnectSettings settings, PhoenixPorts ports) =>
        Props.Create(() => new EscalationActor(settings, ports));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<SystemEvent.ConnectionLost>(Self);
        Context.System.EventStream.Subscribe<SystemEvent.ConnectionUp>(Self);
        Context.System.EventStream.Subscribe<SystemEvent.ConnectionSucceeded>(Self);
        Context.System.EventStream.Subscribe<SystemEvent.SlotExhausted>(Self);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        if (_state.IsSafe)
        {
            Publish(new ExchangeProtocol.SafeModeLeft()); // nobody else could ever end it
        }
    }

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private void Introduce()
    {
        if (_state.IsSafe)
        {
            Sender.Tell(new ExchangeProtocol.SafeModeEntered());
        }
    }

    private void Feed(EscalationInput input)
    {
        (_state, var effects) = EscalationLadder.Next(_state, input, Context.System.Now(), _settings);
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(EscalationEffect effect)
    {
        switch (effect)
        {
            case EscalationEffect.RecreatePart part:
                Context.Parent.Tell(new ExchangeProtocol.Recreate(part.Part, part.Cause));
                break;
            case EscalationEffect.RecreateSession session:
                Context.Parent.Tell(new ExchangeProtocol.Recreate(null, session.Cause));
                break;
            case EscalationEffect.EnterSafeMode safe:
                _log.SafeModeEntered(safe.Cause);
                Publish(new ExchangeProtocol.SafeModeEntered());
                break;
            case EscalationEffect.LeaveSafeMode:
                _log.SafeModeLeft();
                Publish(new ExchangeProtocol.SafeModeLeft());
                break;
            case EscalationEffect.Report report:
                _log.Moved(report.From, report.To, report.Reason);
                Publish(new SystemEvent.EscalationMoved(report.From, report.To, report.Reason, Context.System.Now()));
                break;
            case EscalationEffect.WakeAt wake:
                Timers.StartWake(Wake.Instance, wake.At, Context.System.Now());
                break;
        }
    }

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
