using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Reconnect;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Actors.Exchange;

/// <summary>
/// Owns one connection, and while it is rotated its successor too: creates its incarnations one after the other,
/// learns the cause of each death as their supervisor, and decides when the next one dials. Its own death means that
/// replacing the connection did not help, and its parent re-creates more.
/// </summary>
internal sealed partial class SlotActor : ReceiveActor, IWithTimers
{
    private readonly string _name;
    private readonly Func<Epoch, bool, Props> _incarnation;
    private readonly ReconnectSettings _settings;
    private readonly EpochSource _epochs;
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
        (_chance, _log) = (ports.Chance, ports.Logs.CreateLogger($"Phoenix.Slot.{name}"));
        _tape = ports.Recorder.Open($"slot {name}", TapeKind.Reconnect, _state);
        Receive<SlotProtocol.Good>(m => OnGood(m.Epoch));
        Receive<SlotProtocol.Rotate>(m => Rotate(m.Overlap));
        Receive<HandOver>(_ => FeedSuccession(new SuccessionInput.Wake()));
        Receive<SlotProtocol.Condemn>(Condemn);
        Receive<Ended>(m => Bury(m.Epoch));
        Receive<Wake>(_ => Feed(new ReconnectInput.Wake(_epochs.Next())));
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

    protected override void PostStop() => _tape.End();

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
                throw new SlotExhaustedException(_name, escalate.Cause, escalate.Failures);
        }
    }

    private void Condemn(SlotProtocol.Condemn verdict)
    {
        if (_state is ReconnectState.Alive alive && alive.Epoch == verdict.Epoch)
        {
            _silentFor = verdict.SilentFor;
            _connection.Forward(verdict);
        }
        else if (_succession.Successor == verdict.Epoch)
        {
            _heir.Forward(verdict);
        }
    }

    private void Bury(Epoch epoch)
    {
        var (cause, detail) = TakeDeath(epoch);
        if (IsOfSuccession(epoch, cause, detail))
        {
            return;
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

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
