using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Time;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.UserData;

/// <summary>
/// The one owner of the account's listen key: creates it for each connect, keeps it alive, and ends it only when told
/// that this is the account's last orderly stop. Its death changes nothing at the venue; a restarted owner asks again.
/// </summary>
internal sealed class ListenKeyActor : ReceiveActor, IWithTimers
{
    private readonly IVenueRest _rest;
    private readonly IActorRef _trading;
    private readonly IChance _chance;
    private readonly ListenKeySettings _settings;
    private readonly ILogger _log;
    private readonly Tape _tape;
    private ListenKeyState _state = ListenKeyState.Initial;
    private readonly List<IActorRef> _users = [];

    public ListenKeyActor(ListenKeySettings settings, IActorRef trading, PhoenixPorts ports)
    {
        (_settings, _trading, _rest, _chance) = (settings, trading, ports.Rest, ports.Chance);
        _log = ports.Logs.CreateLogger("Phoenix.ListenKey");
        _tape = ports.Recorder.Open("listen key", TapeKind.ListenKey, _state);
        Receive<ListenKeyProtocol.Acquire>(Acquire);
        Receive<ListenKeyProtocol.Expired>(m => Feed(new ListenKeyInput.Expired(m.Key)));
        Receive<Terminated>(m => _users.Remove(m.ActorRef));
        Receive<ListenKeyProtocol.Release>(_ => Feed(new ListenKeyInput.Release()));
        Receive<ListenKeyInput>(Feed);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="trading">Order entry, whose session is the other way to ask for the key.</param>
    public static Props Create(ListenKeySettings settings, IActorRef trading, PhoenixPorts ports) =>
        Props.Create(() => new ListenKeyActor(settings, trading, ports));

    protected override void PostStop() => _tape.End();

    private void Acquire(ListenKeyProtocol.Acquire wish)
    {
        _users.Remove(Sender);
        _users.Add(Sender); // the last one to ask is the one that is served
        Context.Watch(Sender);
        Feed(new ListenKeyInput.Wanted(wish.Epoch));
    }

    private void Feed(ListenKeyInput input)
    {
        var now = Context.System.Now();
        _tape.Input(now, input);
        (_state, var effects) = ListenKeyMachine.Next(_state, input, now, _settings);
        _tape.Commit(effects);
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(ListenKeyEffect effect)
    {
        switch (effect)
        {
            case ListenKeyEffect.Create create:
                var jitter = _chance.NextUnit();
                Ask(create.Channel, KeyRequest.Start, _rest.CreateListenKey, reply =>
                    new ListenKeyInput.Created(create.Epoch, reply, jitter));
                break;
            case ListenKeyEffect.KeepAlive keepAlive:
                var unit = _chance.NextUnit();
                Ask(keepAlive.Channel, KeyRequest.Extend, _rest.KeepAliveListenKey, reply =>
                    new ListenKeyInput.Extended(keepAlive.Epoch, reply, unit));
                break;
            case ListenKeyEffect.Close { Channel: KeyChannel.Rest }:
                _rest.CloseListenKey().PipeTo(Self, success: reply => new ListenKeyInput.Closed(reply));
                break;
            case ListenKeyEffect.Close:
                Context.ActorOf(KeyQuestionActor.Create(_trading, KeyRequest.End, Closed));
                break;
            case ListenKeyEffect.Grant grant:
                _log.Obtained(grant.Epoch);
                Context.Parent.Tell(new ListenKeyProtocol.Acquired(grant.Epoch, grant.Key)); // before its use shows
                _users.LastOrDefault()?.Tell(new ListenKeyProtocol.Acquired(grant.Epoch, grant.Key));
                break;
            case ListenKeyEffect.ReportLost lost:
                Report(lost);
                break;
            case ListenKeyEffect.ReportFailure failure:
                _log.CallFailed(failure.Call, failure.Failures, failure.Error.ToString());
                break;
            case ListenKeyEffect.ReportReleased released:
                _log.Released(released.Closed);
                Context.Parent.Tell(new ListenKeyProtocol.Released(released.Closed));
                break;
            case ListenKeyEffect.WakeAt wake:
                Timers.StartWake(new ListenKeyInput.Wake(), wake.At, Context.System.Now());
                break;
        }
    }

    private void Ask(
        KeyChannel channel,
        KeyRequest what,
        Func<Task<VenueReply<ListenKey>>> overRest,
        Func<VenueReply<ListenKey>, ListenKeyInput> answer)
    {
        if (channel == KeyChannel.Rest)
        {
            overRest().PipeTo(Self, success: answer);
        }
        else
        {
            Context.ActorOf(KeyQuestionActor.Create(_trading, what, answer));
        }
    }

    private static ListenKeyInput Closed(VenueReply<ListenKey> reply) => new ListenKeyInput.Closed(
        reply is VenueReply<ListenKey>.Failed(var error)
            ? new VenueReply<Done>.Failed(error)
            : new VenueReply<Done>.Ok(default));

    private void Report(ListenKeyEffect.ReportLost lost)
    {
        _log.Lost(lost.Epoch, lost.Cause, lost.Reason);
        foreach (var user in _users)
        {
            user.Tell(new ListenKeyProtocol.Lost(lost.Key, lost.Cause, lost.Reason));
        }
    }
}
