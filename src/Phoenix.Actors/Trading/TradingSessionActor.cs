using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Recording;
using Phoenix.Actors.Time;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Recording;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Links;

namespace Phoenix.Actors.Trading;

/// <summary>
/// One incarnation of the trading session: proves itself by probes, sends requests, ties replies to them, and answers
/// every request exactly once, with "nobody knows" when the reply is late or the session dies. The last check whether
/// an order may still leave stands here, right before the socket.
/// </summary>
internal sealed class TradingSessionActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(100);

    private readonly Epoch _epoch;
    private readonly Symbol _probed;
    private readonly ITradingPort _port;
    private readonly TradingSettings _settings;
    private readonly LinkPolicy _policy;
    private readonly ITraceSink _traces;
    private readonly ILogger _log;
    private readonly FlightRecorder _recorder;
    private readonly SortedDictionary<long, PendingRequest> _pending = [];
    private readonly KeyCalls _keyCalls = new();
    private LinkState _state = null!;
    private Tape _tape = Tape.Off;
    private ITradingSession? _session;
    private long _lastRequest;

    public TradingSessionActor(Epoch epoch, Symbol probed, TradingSettings settings, PhoenixPorts ports)
    {
        (_epoch, _probed, _settings, _port, _traces) = (epoch, probed, settings, ports.Trading, ports.Traces);
        (_log, _recorder) = (ports.Logs.CreateLogger("Phoenix.Trading"), ports.Recorder);
        _policy = new LinkPolicy(
            settings.ConnectTimeout, settings.ProbeInterval, settings.ReplyTimeout, AnswersToTrust: 1);
        Receive<TradingProtocol.Place>(Place);
        Receive<TradingProtocol.Amend>(Amend);
        Receive<TradingProtocol.Cancel>(Cancel);
        Receive<TradingProtocol.KeyCall>(AskKey);
        Receive<TradingEvent.KeyAnswered>(m => _keyCalls.Answer(m.Request, new VenueReply<ListenKey>.Ok(m.Key)));
        Receive<TradingEvent.Accepted>(Answer);
        Receive<TradingEvent.Failed>(Answer);
        Receive<TradingEvent.Probed>(_ => Feed(new LinkInput.Answered()));
        Receive<TradingEvent.Opened>(_ => Feed(new LinkInput.Opened()));
        Receive<TradingEvent.Malformed>(m => Feed(new LinkInput.Condemned(DeathCause.MalformedFrame, m.Reason)));
        Receive<TradingEvent.Closed>(m => Feed(new LinkInput.Closed(m.Cause, m.Detail)));
        Receive<SlotProtocol.Condemn>(m => Feed(new LinkInput.Condemned(m.Cause, m.Detail)));
        Receive<Wake>(_ => Feed(new LinkInput.Wake()));
        Receive<Sweep>(_ => ExpireOverdue(Context.System.Now()));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Create(Epoch epoch, Symbol probed, TradingSettings settings, PhoenixPorts ports) =>
        Props.Create(() => new TradingSessionActor(epoch, probed, settings, ports));

    protected override void PreStart()
    {
        (_state, var effects) = LinkMachine.Dial(Context.System.Now(), _policy);
        _tape = _recorder.Open($"session {_epoch}", TapeKind.Link, new LinkSeed(_state, _policy));
        _session = _port.Open(_epoch, new ActorSink<TradingEvent>(Self));
        Timers.StartPeriodicTimer(Sweep.Instance, Sweep.Instance, SweepInterval);
        PerformAll(effects);
    }

    protected override void PostStop()
    {
        _tape.End();
        _session?.Close();
        _keyCalls.Lose();
        var now = Context.System.Now();
        foreach (var request in _pending.Values)
        {
            request.Tell(new OrderInput.SessionLost(), now, _traces);
        }
    }

    private void Place(TradingProtocol.Place command)
    {
        var (order, request, now) = (command.Intent, new RequestId(++_lastRequest), Context.System.Now());
        var isSent = MayLeave(command.ValidUntil, now) && _session!.Place(request, order);
        Await(request, new PendingRequest.Place(order.ClientOrderId, Sender, now, command.Trace), isSent);
    }

    private void Amend(TradingProtocol.Amend command)
    {
        var (order, request, now) = (command.Intent, new RequestId(++_lastRequest), Context.System.Now());
        var isSent = MayLeave(command.ValidUntil, now) && _session!.Amend(request, order, command.Terms);
        var pending = new PendingRequest.Amend(order.ClientOrderId, command.Terms, Sender, now, command.Trace);
        Await(request, pending, isSent);
    }

    private void Cancel(TradingProtocol.Cancel command)
    {
        var (request, now) = (new RequestId(++_lastRequest), Context.System.Now());
        var isSent = HasRoom && _session!.Cancel(request, command.Symbol, command.Id);
        Await(request, new PendingRequest.Cancel(command.Id, Sender, now, command.Trace), isSent);
    }

    private void Await(RequestId number, PendingRequest request, bool isSent)
    {
        if (isSent)
        {
            _pending[number.Value] = request;
        }
        else
        {
            request.Tell(request.NotSent, request.SentAt, _traces);
        }
    }

    private void AskKey(TradingProtocol.KeyCall call)
    {
        var request = new RequestId(++_lastRequest);
        if (HasRoom && _session!.AskKey(request, call.What))
        {
            _keyCalls.Add(request, Sender, Context.System.Now() + _settings.ReplyTimeout);
        }
        else
        {
            Sender.Tell(new TradingProtocol.KeyOutcome(new VenueReply<ListenKey>.Failed(
                new VenueError(VenueFailure.Unavailable, 0, "it did not leave"))));
        }
    }

    private bool MayLeave(Instant validUntil, Instant now) => now < validUntil && HasRoom;

    private bool HasRoom => _pending.Count + _keyCalls.Count < _settings.MaxInFlight;

    private void Answer(TradingEvent.Accepted reply)
    {
        if (_pending.Remove(reply.Request.Value, out var request))
        {
            request.Tell(request.Done(reply.Report), reply.At, _traces);
            Feed(new LinkInput.Answered());
        }
    }

    private void Answer(TradingEvent.Failed reply)
    {
        if (_pending.Remove(reply.Request.Value, out var request))
        {
            request.Tell(request.Failed(reply.Error), reply.At, _traces);
        }
        else if (!_keyCalls.Answer(reply.Request, reply.Error)
            && reply.Error.Failure is VenueFailure.RateLimited or VenueFailure.Banned)
        {
            Feed(new LinkInput.Held());
        }
    }

    private void ExpireOverdue(Instant now)
    {
        _keyCalls.ExpireOverdue(now);
        var overdue = _pending.TakeWhile(sent => now >= sent.Value.SentAt + _settings.ReplyTimeout).ToArray();
        if (overdue.Length > 0)
        {
            _log.RepliesOverdue(overdue.Length, overdue[0].Value.Id, _epoch);
        }

        foreach (var (number, request) in overdue)
        {
            _pending.Remove(number);
            request.Tell(request.TimedOut, now, _traces);
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
                _session?.Probe(new RequestId(++_lastRequest), _probed); // one that could not be sent is not answered
                break;
            case LinkEffect.ReportAnswered:
                break; // one answer is enough here, see ReportUp
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

    private sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }
}
