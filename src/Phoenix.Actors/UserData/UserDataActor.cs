using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Time;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.UserData;

/// <summary>
/// Supervises the listen key and the one slot of the user stream, tells the tree when the stream is proven and when it
/// is gone, and closes both, stream first, at the account's last orderly stop.
/// </summary>
internal sealed class UserDataActor : ReceiveActor
{
    private const string SlotName = "private-A";

    private readonly PhoenixSettings _settings;
    private readonly EpochSource _epochs;
    private readonly PhoenixPorts _ports;
    private readonly ILogger _log;
    private IActorRef _listenKey = ActorRefs.Nobody;
    private IActorRef _slot = ActorRefs.Nobody;
    private IActorRef _releasedTo = ActorRefs.Nobody;
    private Epoch _up;

    public UserDataActor(PhoenixSettings settings, EpochSource epochs, PhoenixPorts ports)
    {
        (_settings, _epochs, _ports) = (settings, epochs, ports);
        _log = ports.Logs.CreateLogger("Phoenix.UserData");
        Receive<ListenKeyProtocol.Acquired>(_ => Context.Parent.Tell(new UserDataProtocol.KeyObtained()));
        Receive<ListenKeyProtocol.Lost>(m => Condemn(m.Epoch, DeathCause.ListenKeyExpired, m.Reason));
        Receive<UserDataProtocol.Suspect>(Condemn);
        Receive<UserDataProtocol.Subscribed>(m => Context.Parent.Tell(m));
        Receive<SlotProtocol.Dialed>(_ => { });
        Receive<SlotProtocol.Up>(Announce);
        Receive<SlotProtocol.Lost>(Announce);
        Receive<UserDataProtocol.Release>(_ => Release());
        Receive<SlotStopped>(_ => _listenKey.Tell(new ListenKeyProtocol.Release()));
        Receive<ListenKeyProtocol.Released>(m => _releasedTo.Tell(new UserDataProtocol.Released(m.Closed)));
    }

    public static Props Create(PhoenixSettings settings, EpochSource epochs, PhoenixPorts ports) =>
        Props.Create(() => new UserDataActor(settings, epochs, ports));

    /// <summary>An exhausted slot, or a child that failed by a bug: the exchange re-creates this part whole.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        _ => Directive.Escalate, loggingEnabled: false);

    protected override void PreStart()
    {
        _listenKey = Context.ActorOf(ListenKeyActor.Create(_settings.ListenKey, _ports), "listen-key");
        _slot = Context.ActorOf(
            SlotActor.Create(SlotName, Connection, _settings.Reconnect, _epochs, _ports), SlotName);
    }

    protected override void PostStop()
    {
        if (_up != Epoch.None)
        {
            Publish(new UserDataProtocol.Down(_up));
        }
    }

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private Props Connection(Epoch epoch) => UserConnectionActor.Create(epoch, _settings, _listenKey, _ports);

    private void Condemn(UserDataProtocol.Suspect suspect)
    {
        _log.Suspected(suspect.Epoch, suspect.Detail);
        Condemn(suspect.Epoch, suspect.Cause, suspect.Detail);
    }

    private void Condemn(Epoch epoch, DeathCause cause, string detail) =>
        _slot.Tell(new SlotProtocol.Condemn(epoch, cause, detail, TimeSpan.Zero));

    private void Announce(SlotProtocol.Up up)
    {
        _up = up.Epoch;
        Context.Parent.Tell(new UserDataProtocol.Up(up.Epoch));
        Publish(new UserDataProtocol.Up(up.Epoch));
        Publish(new SystemEvent.ConnectionUp(up.Slot, up.Epoch, Context.System.Now()));
    }

    private void Announce(SlotProtocol.Lost lost)
    {
        _up = Epoch.None;
        Publish(new UserDataProtocol.Down(lost.Epoch));
        Publish(new SystemEvent.ConnectionLost(
            lost.Slot, lost.Epoch, lost.Cause, lost.Detail, lost.SilentFor, Context.System.Now()));
    }

    private void Release()
    {
        _releasedTo = Sender;
        Context.WatchWith(_slot, new SlotStopped());
        Context.Stop(_slot);
    }

    private sealed record SlotStopped;
}
