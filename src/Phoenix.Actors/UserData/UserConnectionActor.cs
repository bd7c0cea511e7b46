using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Recording;
using Phoenix.Actors.Risk;
using Phoenix.Actors.Time;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Links;

namespace Phoenix.Actors.UserData;

/// <summary>
/// One incarnation of the user data socket: asks for a key, dials, proves the stream by probes, publishes what it
/// tells, and dies with a typed cause. It never reconnects; its slot decides what follows.
/// </summary>
internal sealed class UserConnectionActor : ReceiveActor, IWithTimers
{
    private static readonly ImmutableArray<string> Promised = ["ACCOUNT_UPDATE", "ORDER_TRADE_UPDATE"];

    private readonly Epoch _epoch;
    private readonly IActorRef _listenKey;
    private readonly IUserDataPort _port;
    private readonly LinkPolicy _policy;
    private readonly ILogger _log;
    private readonly FlightRecorder _recorder;
    private LinkState _state = null!;
    private Tape _tape = Tape.Off;
    private IUserConnection? _connection;
    private ListenKey _key;

    public UserConnectionActor(Epoch epoch, PhoenixSettings settings, IActorRef listenKey, PhoenixPorts ports)
    {
        (_epoch, _listenKey, _port) = (epoch, listenKey, ports.UserData);
        (_log, _recorder) = (ports.Logs.CreateLogger("Phoenix.UserData"), ports.Recorder);
        _policy = new LinkPolicy(
            settings.Streams.ConnectTimeout,
            settings.UserStream.ProbeInterval,
            settings.UserStream.ProbeTimeout,
            AnswersToTrust: 2)
        {
            GrantTimeout = settings.Streams.ConnectTimeout + settings.ListenKey.MaxRetry, // it may take a few attempts
        };
        Receive<UserEvent.Order>(m => Publish(new UserDataProtocol.OrderChanged(m.Epoch, m.Update)));
        Receive<UserEvent.Account>(Publish);
        Receive<UserEvent.Listed>(Check);
        Receive<ListenKeyProtocol.Acquired>(Open);
        Receive<ListenKeyProtocol.Lost>(Lose);
        Receive<UserEvent.Opened>(_ => Feed(new LinkInput.Opened()));
        Receive<UserEvent.KeyExpired>(m => Expire(m.Key));
        Receive<UserEvent.Malformed>(m => Feed(Condemned(DeathCause.MalformedFrame, m.Reason)));
        Receive<UserEvent.Closed>(m => Feed(new LinkInput.Closed(m.Cause, m.Detail)));
        Receive<SlotProtocol.Condemn>(m => Feed(Condemned(m.Cause, m.Detail)));
        Receive<Wake>(_ => Feed(new LinkInput.Wake()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(Epoch epoch, PhoenixSettings settings, IActorRef listenKey, PhoenixPorts ports) =>
        Props.Create(() => new UserConnectionActor(epoch, settings, listenKey, ports));

    protected override void PreStart()
    {
        (_state, var effects) = LinkMachine.Await(Context.System.Now(), _policy);
        _tape = _recorder.Open($"user stream {_epoch}", TapeKind.Link, new LinkSeed(_state, _policy));
        PerformAll(effects);
        _listenKey.Tell(new ListenKeyProtocol.Acquire(_epoch));
    }

    protected override void PostStop()
    {
        _tape.End();
        _connection?.Close();
    }

    private static LinkInput.Condemned Condemned(DeathCause cause, string detail) => new(cause, detail);

    private static void Publish(object occurrence) => Context.System.EventStream.Publish(occurrence);

    private static void Publish(UserEvent.Account account)
    {
        foreach (var position in account.Update.Positions)
        {
            Publish(new UserDataProtocol.PositionChanged(account.Epoch, position));
        }

        if (account.Update.IsTransfer)
        {
            Publish(new RiskProtocol.MoneyMoved(account.Update.Reason));
        }

        if (account.Update.Funding is { } settled)
        {
            Publish(new UserDataProtocol.FundingSettled(account.Epoch, settled));
        }
    }

    private void Open(ListenKeyProtocol.Acquired granted)
    {
        if (_connection is null && granted.Epoch == _epoch)
        {
            _key = granted.Key;
            Feed(new LinkInput.Granted());
            _connection = _port.Open(_epoch, _key, new ActorSink<UserEvent>(Self));
        }
    }

    private void Lose(ListenKeyProtocol.Lost lost)
    {
        if (_key.IsSet && lost.Key == _key)
        {
            Feed(Condemned(lost.Cause, lost.Reason));
        }
    }

    /// <summary>
    /// The owner learns it first: it must not take the next key for somebody else's doing. The end of a former key says
    /// nothing about this stream.
    /// </summary>
    private void Expire(ListenKey named)
    {
        if (named.IsSet && named != _key)
        {
            _log.FormerKeyExpired(_epoch, named);
            return;
        }

        _listenKey.Tell(new ListenKeyProtocol.Expired(_key));
        Feed(Condemned(DeathCause.ListenKeyExpired, "the venue says so"));
    }

    private void Check(UserEvent.Listed listed)
    {
        var missing = Promised.Where(type => !listed.EventTypes.Contains(type, StringComparer.Ordinal)).ToArray();
        Feed(missing.Length == 0
            ? new LinkInput.Answered()
            : Condemned(DeathCause.SubscriptionRefused, $"the venue does not deliver {string.Join(", ", missing)}"));
        if (_state is LinkState.Up)
        {
            Publish(new UserDataProtocol.Proven(_epoch));
        }
    }

    private void Feed(LinkInput input)
    {
        var now = Context.System.Now();
        _tape.Input(now, input);
        (_state, var effects) = LinkMachine.Next(_state, input, now, _policy);
        _tape.Commit(effects);
        PerformAll(effects);
    }

    private void PerformAll(ImmutableArray<LinkEffect> effects)
    {
        foreach (var effect in effects)
        {
            Perform(effect);
        }
    }

    private void Perform(LinkEffect effect)
    {
        switch (effect)
        {
            case LinkEffect.SendProbe:
                _connection?.Probe(); // one that could not be sent is one that is not answered
                break;
            case LinkEffect.ReportAnswered:
                _log.Subscribed(_epoch);
                Context.Parent.Tell(new UserDataProtocol.Subscribed());
                break;
            case LinkEffect.ReportUp:
                _log.Up(_epoch);
                Context.Parent.Tell(new SlotProtocol.Good(_epoch));
                break;
            case LinkEffect.WakeAt wake:
                Timers.StartWake(Wake.Instance, wake.At, Context.System.Now());
                break;
            case LinkEffect.Die die:
                throw new StreamDiedException(die.Cause, die.Detail);
        }
    }

    private sealed record Wake
    {
        public static Wake Instance { get; } = new();
    }
}
