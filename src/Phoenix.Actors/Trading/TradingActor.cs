using Akka.Actor;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Trading;

/// <summary>
/// The one door for orders: supervises the slot of the trading session, keeps the account's order budget over all
/// incarnations, and hands commands to the session that is up. Without one nothing is sent and the sender is told so.
/// </summary>
internal sealed class TradingActor : ReceiveActor
{
    private const string SlotName = "trading-A";

    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly PhoenixPorts _ports;
    private readonly OrderBudget _budget;
    private IActorRef? _session;
    private Epoch _up;

    public TradingActor(PhoenixSettings settings, EpochSource epochs, PhoenixPorts ports)
    {
        (_settings, _epochs, _ports, _budget) = (settings, epochs, ports, new OrderBudget(settings.Trading));
        Receive<TradingProtocol.Place>(Place);
        Receive<TradingProtocol.Amend>(Amend);
        Receive<TradingProtocol.Cancel>(Cancel);
        Receive<TradingProtocol.KeyCall>(AskKey);
        Receive<SlotProtocol.Dialed>(_ => { });
        Receive<SlotProtocol.Up>(Announce);
        Receive<SlotProtocol.Lost>(Announce);
        Receive<ExchangeProtocol.Recreate>(m => throw new PartRecreatedException(m.Cause));
    }

    public static Props Create(PhoenixSettings settings, EpochSource epochs, PhoenixPorts ports) =>
        Props.Create(() => new TradingActor(settings, epochs, ports));

    /// <summary>A child that failed by a bug: the exchange re-creates this part whole.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        _ => Directive.Escalate, loggingEnabled: false);

    protected override void PreStart() => Context.ActorOf(
        SlotActor.Create(SlotName, Session, _settings.Reconnect, _epochs, _ports), SlotName);

    protected override void PostStop()
    {
        if (_session is not null)
        {
            Publish(new TradingProtocol.Down(_up));
        }
    }

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private Props Session(Epoch epoch) =>
        TradingSessionActor.Create(epoch, _settings.Symbols[0].Symbol, _settings.Trading, _ports);

    private void Place(TradingProtocol.Place command) =>
        SendWithinBudget(command, command.Intent, new OrderInput.NotSent());

    private void Amend(TradingProtocol.Amend command) =>
        SendWithinBudget(command, command.Intent, new OrderInput.AmendNotSent(command.Terms));

    private void SendWithinBudget(TradingProtocol.IOrderCommand command, OrderIntent intent, OrderInput notSent)
    {
        var (id, reduces) = (intent.ClientOrderId, intent.ReduceOnly);
        if (_session is null)
        {
            Decline(command, id, notSent);
        }
        else if (!_budget.TryTake(Context.System.Now(), reduces, out var roomAt))
        {
            Sender.Tell(new TradingProtocol.BudgetSpent(roomAt, reduces));
            Decline(command, id, notSent);
        }
        else
        {
            _session.Forward(command);
        }
    }

    private void Cancel(TradingProtocol.Cancel command)
    {
        if (_session is null)
        {
            Decline(command, command.Id, new OrderInput.CancelNotSent());
        }
        else
        {
            _session.Forward(command);
        }
    }

    private void Decline(TradingProtocol.IOrderCommand command, ClientOrderId id, OrderInput notSent)
    {
        if (command.Trace is { } mark)
        {
            _ports.Traces.Offer(new TraceRecord.Answered(mark, id, null, Context.System.Now(), notSent));
        }

        Sender.Tell(new TradingProtocol.Outcome(id, notSent));
    }

    private void AskKey(TradingProtocol.KeyCall call)
    {
        if (_session is null)
        {
            Sender.Tell(new TradingProtocol.KeyOutcome(new VenueReply<ListenKey>.Failed(
                new VenueError(VenueFailure.Unavailable, 0, "no trading session is up"))));
        }
        else
        {
            _session.Forward(call);
        }
    }

    private void Announce(SlotProtocol.Up up)
    {
        (_session, _up) = (up.Connection, up.Epoch);
        Context.Parent.Tell(new TradingProtocol.Up(up.Epoch));
        Publish(new TradingProtocol.Up(up.Epoch));
        Publish(new SystemEvent.ConnectionUp(up.Slot, up.Epoch, Context.System.Now()));
    }

    private void Announce(SlotProtocol.Lost lost)
    {
        _session = null;
        Publish(new TradingProtocol.Down(lost.Epoch));
        Publish(new SystemEvent.ConnectionLost(
            lost.Slot, lost.Epoch, lost.Cause, lost.Detail, lost.SilentFor, Context.System.Now()));
    }
}
