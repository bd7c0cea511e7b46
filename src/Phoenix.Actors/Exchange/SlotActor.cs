using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;
using Phoenix.Core.Streams.Reconnect;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// Owns one connection, and while it is rotated its successor too: creates its incarnations one after the other,
/// learns the cause of each death as their supervisor, and decides when the next one dials. It never gives up; that
/// replacing the connection does not help it tells everybody, and goes on.
/// </summary>
internal sealed partial class SlotActor : ReceiveActor, IWithTimers
{
    /// <summary>A condemned connection that has not ended by then is abandoned.</summary>
    private static readonly TimeSpan TeardownLimit = TimeSpan.FromSeconds(1);

    private readonly string _name;
    private readonly Func<Epoch, bool, Props> _incarnation;
    private readonly ReconnectSettings _settings;
    private readonly EpochSource _epochs;
    private readonly CauseLedger _causes = new();
    private readonly DialRank _rank;
    private readonly IChance _chance;
    private readonly ILogger _log;
    private readonly Tape _tape;
    private ReconnectState _state = ReconnectState.Initial;
    private IActorRef _connection = ActorRefs.Nobody;
    private TimeSpan _silentFor;

    public SlotActor(
        string name,
        Func<Epoch, bool, Props> incarnation,
        ReconnectSettings settings,
        EpochSource epochs,
        PhoenixPorts ports)
    {
        (_name, _incarnation, _settings, _epochs) = (name, incarnation, settings, epochs);
        _rank = EscalationLadder.PartOf(name) == AccountPart.MarketData ? DialRank.Market : DialRank.Account;
        (_chance, _log) = (ports.Chance, ports.Logs.CreateLogger($"Phoenix.Slot.{name}"));
        _tape = ports.Recorder.Open($"slot {name}", TapeKind.Reconnect, _state);
        _successionTape = ports.Recorder.Open($"rotation {name}", TapeKind.Succession, _succession);
        Receive<SlotProtocol.Good>(m => OnGood(m.Epoch));
        Receive<SlotProtocol.Useful>(m => Feed(new ReconnectInput.Useful(m.Epoch)));
        Receive<SlotProtocol.Rotate>(m => Rotate(m.Overlap));
        Receive<HandOver>(_ => FeedSuccession(new SuccessionInput.Wake()));
        Receive<SlotProtocol.Condemn>(Condemn);
        Receive<Ended>(m => Bury(m.Epoch));
        Receive<Overdue>(m => Abandon(m.Verdict));
        Receive<Wake>(_ => DialWithinBudget(Context.System.Now()));
        ReceiveAny(report => Context.Parent.Forward(report)); // what the connection tells beyond its own life
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="incarnation">
    /// Makes the connection of one epoch; it must throw <see cref="StreamDiedException"/> when it dies.
    /// </param>
    public static Props Create(
        string name,
        Func<Epoch, Props> incarnation,
        ReconnectSettings settings,
        EpochSource epochs,
        PhoenixPorts ports) =>
        CreateRotating(name, (epoch, _) => incarnation(epoch), settings, epochs, ports);

    /// <summary>A slot whose connection can be rotated.</summary>
    /// <param name="incarnation">
    /// As in <see cref="Create"/>; the second argument says on which of the slot's two berths.
    /// </param>
    public static Props CreateRotating(
        string name,
        Func<Epoch, bool, Props> incarnation,
        ReconnectSettings settings,
        EpochSource epochs,
        PhoenixPorts ports) =>
        Props.Create(() => new SlotActor(name, incarnation, settings, epochs, ports));

    protected override SupervisorStrategy SupervisorStrategy() => new Coroner(_deaths);

    protected override void PreStart() => Feed(new ReconnectInput.Start());

    protected override void PostStop()
    {
        _tape.End();
        _successionTape.End();
    }

    private void Feed(ReconnectInput input)
    {
        var (before, now) = (_state, Context.System.Now());
        _tape.Input(now, input);
        (_state, var effects) = ReconnectMachine.Next(_state, input, now, _settings);
        _tape.Commit(effects);
        if (input is ReconnectInput.Good && _state != before && _state is ReconnectState.Alive alive)
        {
            Context.Parent.Tell(new SlotProtocol.Up(_name, alive.Epoch, _connection));
        }

        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(ReconnectEffect effect)
    {
        switch (effect)
        {
            case ReconnectEffect.Dial dial:
                _connection = Context.ActorOf(_incarnation(dial.Epoch, _onSecondBerth), NameOf(dial.Epoch));
                Context.WatchWith(_connection, new Ended(dial.Epoch));
                Context.Parent.Tell(new SlotProtocol.Dialed(_name, dial.Epoch, _connection));
                Context.System.EventStream.Publish(
                    new SystemEvent.ConnectionDialed(_name, dial.Epoch, Context.System.Now()));
                break;
            case ReconnectEffect.WakeAt wake:
                Timers.StartWake(Wake.Instance, wake.At, Context.System.Now());
                break;
            case ReconnectEffect.Escalate escalate:
                _log.Exhausted(_name, escalate.Failures, escalate.Cause);
                Publish(new SystemEvent.SlotExhausted(_name, escalate.Cause, escalate.Failures, Context.System.Now()));
                break;
        }
    }

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private void DialWithinBudget(Instant now)
    {
        var due = _state is ReconnectState.Waiting waiting && now >= waiting.Until;
        if (due && !_epochs.MayDial(_rank, now, out var roomAt))
        {
            _log.DialDeferred(_name, (roomAt - now).TotalSeconds);
            Publish(new SystemEvent.DialDeferred(_name, roomAt, now));
            Feed(new ReconnectInput.Deferred(roomAt));
            return;
        }

        Feed(new ReconnectInput.Wake(due ? _epochs.Next() : Epoch.None));
    }

    private void Condemn(SlotProtocol.Condemn verdict)
    {
        if (_succession.Successor == verdict.Epoch)
        {
            _heir.Forward(verdict);
            return;
        }

        if (_state is not ReconnectState.Alive alive || alive.Epoch != verdict.Epoch)
        {
            return;
        }

        var now = Context.System.Now();
        if (!_causes.MayCondemn(verdict.Cause, now, out var until))
        {
            _log.Debounced(_name, verdict.Epoch, (until - now).TotalSeconds, verdict.Cause);
            Timers.StartSingleTimer(verdict.Cause, verdict, until - now); // a suppression ends by itself
            return;
        }

        _silentFor = verdict.SilentFor;
        _connection.Forward(verdict);
        Timers.StartSingleTimer(nameof(Overdue), new Overdue(verdict), TeardownLimit);
    }

    /// <summary>
    /// The connection was condemned and still lives: it hangs. It is told to stop and not waited for; whatever it may
    /// still say carries an epoch that is over.
    /// </summary>
    private void Abandon(SlotProtocol.Condemn verdict)
    {
        if (_state is ReconnectState.Alive alive && alive.Epoch == verdict.Epoch)
        {
            _log.Abandoned(_name, verdict.Epoch);
            Publish(new SystemEvent.ConnectionAbandoned(_name, verdict.Epoch, Context.System.Now()));
            Context.Unwatch(_connection);
            Context.Stop(_connection);
            _deaths[NameOf(verdict.Epoch)] = (verdict.Cause, verdict.Detail);
            Bury(verdict.Epoch);
        }
    }

    private void Bury(Epoch epoch)
    {
        var (cause, detail) = TakeDeath(epoch);
        if (IsOfSuccession(epoch, cause, detail))
        {
            return;
        }

        var now = Context.System.Now();
        _causes.NoteDeath(cause, now);
        if (cause == DeathCause.ConnectLimited)
        {
            _epochs.StopDialling(now + _settings.LimitedPause);
        }

        _log.ConnectionDied(_name, epoch, cause, detail);
        Context.Parent.Tell(new SlotProtocol.Lost(_name, epoch, cause, detail, _silentFor));
        (_silentFor, _connection) = (TimeSpan.Zero, ActorRefs.Nobody);
        if (_succession.Successor is not null)
        {
            FeedSuccession(new SuccessionInput.IncumbentDied()); // the quickest reconnect there is
            return;
        }

        Feed(new ReconnectInput.Died(epoch, cause, _chance.NextUnit()));
    }

    private sealed record Ended(Epoch Epoch);

    private sealed record Overdue(SlotProtocol.Condemn Verdict);

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
