using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Handover;

namespace Phoenix.Actors.UserData;

/// <summary>
/// Supervises the listen key and the slot of the user stream, and for the time of a planned replacement a second slot
/// on the same key; tells the tree when the stream is proven and when it is gone, and closes all of it, streams first,
/// at the account's last orderly stop.
/// </summary>
internal sealed class UserDataActor : ReceiveActor, IWithTimers
{
    private const string SlotName = "private-A";

    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly IActorRef _trading;
    private readonly PhoenixPorts _ports;
    private readonly IChance _chance;
    private readonly ILogger _log;
    private readonly Tape _tape;
    private readonly HashSet<IActorRef> _stopping = [];
    private HandoverState _state = HandoverState.Initial;
    private IActorRef _listenKey = ActorRefs.Nobody;
    private IActorRef _slot = ActorRefs.Nobody;
    private IActorRef _successor = ActorRefs.Nobody;
    private IActorRef _releasedTo = ActorRefs.Nobody;
    private long _slots;
    private Epoch _up;

    public UserDataActor(PhoenixSettings settings, EpochSource epochs, IActorRef trading, PhoenixPorts ports)
    {
        (_settings, _epochs, _trading, _ports, _chance) = (settings, epochs, trading, ports, ports.Chance);
        _log = ports.Logs.CreateLogger("Phoenix.UserData");
        _tape = ports.Recorder.Open("user stream", TapeKind.Handover, _state);
        Receive<ListenKeyProtocol.Acquired>(_ => Context.Parent.Tell(new UserDataProtocol.KeyObtained()));
        Receive<UserDataProtocol.Suspect>(Condemn);
        Receive<UserDataProtocol.Subscribed>(m => Context.Parent.Tell(m));
        Receive<SlotProtocol.Dialed>(_ => { });
        Receive<SlotProtocol.Up>(OnUp);
        Receive<SlotProtocol.Lost>(OnLost);
        Receive<HandoverInput.Wake>(Feed);
        Receive<ExchangeProtocol.Recreate>(m => throw new PartRecreatedException(m.Cause));
        Receive<UserDataProtocol.Release>(_ => Release());
        Receive<SlotStopped>(m => Forget(m.Slot));
        Receive<ListenKeyProtocol.Released>(m => _releasedTo.Tell(new UserDataProtocol.Released(m.Closed)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(
        PhoenixSettings settings, EpochSource epochs, IActorRef trading, PhoenixPorts ports) =>
        Props.Create(() => new UserDataActor(settings, epochs, trading, ports));

    /// <summary>A child that failed by a bug: the exchange re-creates this part whole.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        _ => Directive.Escalate, loggingEnabled: false);

    protected override void PreStart()
    {
        _listenKey = Context.ActorOf(ListenKeyActor.Create(_settings.ListenKey, _trading, _ports), "listen-key");
        _slot = OpenSlot();
    }

    protected override void PostStop()
    {
        _tape.End();
        if (_up != Epoch.None)
        {
            Publish(new UserDataProtocol.Down(_up));
        }
    }

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    /// <summary>
    /// Present slot and successor are the same stream to everybody else; as actors they exist side by side.
    /// </summary>
    private IActorRef OpenSlot() => Context.ActorOf(
        SlotActor.Create(SlotName, Connection, _settings.Reconnect, _epochs, _ports), $"{SlotName}-{++_slots}");

    private Props Connection(Epoch epoch) => UserConnectionActor.Create(epoch, _settings, _listenKey, _ports);

    private void Condemn(UserDataProtocol.Suspect suspect)
    {
        _log.Suspected(suspect.Epoch, suspect.Detail);
        var verdict = new SlotProtocol.Condemn(suspect.Epoch, suspect.Cause, suspect.Detail, TimeSpan.Zero);
        _slot.Tell(verdict);
        _successor.Tell(verdict); // the epoch says which of them is meant
    }

    private void OnUp(SlotProtocol.Up up)
    {
        if (RoleOf(Sender) is { } role)
        {
            Publish(new SystemEvent.ConnectionUp(up.Slot, up.Epoch, Context.System.Now()));
            Feed(new HandoverInput.Up(role, up.Epoch, _chance.NextUnit()));
        }
    }

    private void OnLost(SlotProtocol.Lost lost)
    {
        Publish(new SystemEvent.ConnectionLost(
            lost.Slot, lost.Epoch, lost.Cause, lost.Detail, lost.SilentFor, Context.System.Now()));
        if (RoleOf(Sender) is { } role)
        {
            Feed(new HandoverInput.Lost(role, lost.Epoch));
        }
    }

    /// <summary>Null for a slot that was told to stop, or that we had before a restart of ours.</summary>
    private HandoverRole? RoleOf(IActorRef slot) =>
        slot.Equals(_slot) ? HandoverRole.Current
        : slot.Equals(_successor) ? HandoverRole.Successor
        : null;

    private void Feed(HandoverInput input)
    {
        var now = Context.System.Now();
        _tape.Input(now, input);
        (_state, var effects) = HandoverMachine.Next(_state, input, now, _settings.UserRotation);
        _tape.Commit(effects);
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(HandoverEffect effect)
    {
        switch (effect)
        {
            case HandoverEffect.AnnounceUp up:
                _up = up.Epoch;
                Context.Parent.Tell(new UserDataProtocol.Up(up.Epoch));
                Publish(new UserDataProtocol.Up(up.Epoch));
                break;
            case HandoverEffect.AnnounceDown down:
                _up = Epoch.None;
                Publish(new UserDataProtocol.Down(down.Epoch));
                break;
            case HandoverEffect.BeginSuccessor:
                _successor = OpenSlot();
                break;
            case HandoverEffect.AbandonSuccessor abandoned:
                _log.SuccessorAbandoned(abandoned.Reason);
                Context.Stop(_successor);
                _successor = ActorRefs.Nobody;
                break;
            case HandoverEffect.Promote:
                Context.Stop(_slot);
                (_slot, _successor) = (_successor, ActorRefs.Nobody);
                break;
            case HandoverEffect.AnnounceSucceeded done:
                Announce(done);
                break;
            case HandoverEffect.WakeAt wake:
                Timers.StartWake(new HandoverInput.Wake(), wake.At, Context.System.Now());
                break;
        }
    }

    private void Announce(HandoverEffect.AnnounceSucceeded done)
    {
        _up = done.New;
        _log.Succeeded(done.Old, done.New);
        Context.Parent.Tell(new UserDataProtocol.Up(done.New));
        Publish(new UserDataProtocol.Succeeded(done.Old, done.New));
        Publish(new SystemEvent.ConnectionSucceeded(SlotName, done.Old, done.New, Context.System.Now()));
    }

    private void Release()
    {
        _releasedTo = Sender;
        foreach (var slot in new[] { _slot, _successor }.Where(slot => !slot.IsNobody()))
        {
            _stopping.Add(slot);
            Context.WatchWith(slot, new SlotStopped(slot));
            Context.Stop(slot);
        }
    }

    /// <summary>The key is ended when no stream of ours uses it any more.</summary>
    private void Forget(IActorRef slot)
    {
        _stopping.Remove(slot);
        if (_stopping.Count == 0)
        {
            _listenKey.Tell(new ListenKeyProtocol.Release());
        }
    }

    private sealed record SlotStopped(IActorRef Slot);
}
