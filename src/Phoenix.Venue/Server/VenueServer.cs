using System.Text;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Orders;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Server;

/// <summary>
/// The simulated exchange without transport, clock or threads: REST calls and socket messages go in, frames come out
/// through the peers, and time passes when <see cref="Advance"/> says so. The same options and the same calls give the
/// same bytes. Not thread-safe: callers serialize.
/// </summary>
/// <remarks>
/// Fill rules: an order trades with what rests at its price or better, best price first, oldest first, at the resting
/// order's price. A resting order is filled only by a taker that reaches it in the queue, and an amended one
/// stands last in it. A conditional order waits beside the book and is placed at the next half step of the market after
/// its trigger. An account whose margin is used up at a mark price is liquidated at once.
/// </remarks>
public sealed class VenueServer
{
    /// <summary>The step of the markets, and the grid on which depth frames are cut.</summary>
    private const long StepMs = 100;

    private readonly VenueOptions _options;
    private readonly VenueFloor _floor;
    private readonly SocketRegister _sockets;
    private readonly OrderDesk _orders;
    private readonly AlgoDesk _algos;
    private readonly UserStreams _users = new();
    private readonly MarketPublisher _publisher;
    private readonly RestDesk _rest;
    private readonly RequestGate _gate;
    private readonly ControlDesk _control;
    private readonly AccountDesk _accounts;
    private readonly RequestDoor _door;
    private readonly StreamTalk _streamTalk;
    private readonly RequestDoor.Talk _tradingTalk;
    private readonly List<MatchEvent> _events = [];
    private long _nextStepMs;

    /// <exception cref="FaultScriptException">The venue cannot do what the options' script says.</exception>
    public VenueServer(VenueOptions options)
    {
        _options = options;
        _floor = new VenueFloor(options);
        var feeds = new StreamFeeds(_floor.Markets);
        _sockets = new SocketRegister(_floor, feeds, _users);
        _orders = new OrderDesk(_floor, _users);
        _algos = new AlgoDesk(_floor, _users, _orders);
        _publisher = new MarketPublisher(_floor, feeds);
        _accounts = new AccountDesk(_floor, _users, _orders);
        _gate = new RequestGate(_floor, options.Limits);
        var routes = new RestRoutes();
        new MarketOperations(_floor).AddTo(routes);
        new FundingOperations(_floor).AddTo(routes);
        new KlineOperations(_floor).AddTo(routes);
        new TradeOperations(_floor).AddTo(routes);
        new TickerOperations(_floor).AddTo(routes);
        OrderRoutes.Add(routes, _floor, _orders, _algos);
        _accounts.AddTo(routes);
        _rest = new RestDesk(_floor, routes, _gate);
        _streamTalk = new StreamTalk(_floor, feeds);
        Faults = new FaultBoard(_floor, _sockets, _users, feeds, _orders, routes, _gate);
        _door = new RequestDoor(Faults, _rest);
        _tradingTalk = new RequestDoor.Talk(_door, Faults, new TradingTalk(_floor, routes, _gate, _rest));
        _control = new ControlDesk(Faults, _accounts.Controls, RevokeKey, () => State);
        foreach (var market in _floor.Markets)
        {
            market.Book.Cover = _orders.CoverOf;
            market.Open(_floor.Now, _events);
            _orders.Settle(market, _events);
        }

        _nextStepMs = NextGrid(_floor.Steady);
        if (Faults.Scripts.Arm(options.Script) is { Count: > 0 } problems) throw new FaultScriptException(problems);
    }

    /// <summary>Where <see cref="Advance"/> last took it, whatever time the venue shows its clients.</summary>
    public VenueTime Now => _floor.Steady;

    public FaultBoard Faults { get; }

    /// <summary>What is behind the doors, for tests of parts.</summary>
    internal VenueFloor Floor => _floor;

    public VenueState State => VenueStateReader.Read(_floor, _sockets, Faults, _rest, _gate);

    /// <summary>Sockets that are open and not in a black hole.</summary>
    public int LiveSockets
    {
        get
        {
            var live = 0;
            for (var i = 0; i < _sockets.Open.Count; i++)
            {
                if (!_sockets.Open[i].IsBlackholed) live++;
            }

            return live;
        }
    }

    /// <summary>When <see cref="Advance"/> must be called at the latest for everything to happen on time.</summary>
    public VenueTime NextDue
    {
        get
        {
            var next = new VenueTime(_nextStepMs);
            if (Faults.NextDue is { } fault && fault < next) next = fault;
            foreach (var market in _floor.Markets)
            {
                if (market.Book.NextExpiry is { } expiry && expiry < next) next = expiry;
            }

            foreach (var account in _floor.Accounts)
            {
                var key = account.ListenKey;
                if (key.IsActive && key.ExpiresAt < next) next = key.ExpiresAt;
                foreach (var countdown in account.Countdowns)
                {
                    if (countdown is { } fires && fires < next) next = fires;
                }
            }

            return next;
        }
    }

    /// <summary>
    /// Lets everything happen that is due up to <paramref name="now"/>, in order of time. A time before
    /// <see cref="Now"/> changes nothing: the venue's clock never goes back.
    /// </summary>
    public void Advance(VenueTime now)
    {
        if (now - new VenueTime(_nextStepMs) > _options.MaxCatchUp) _nextStepMs = NextGrid(now);
        while (NextDue is var due && due <= now)
        {
            if (due > _floor.Steady) MoveTo(due);
            FireCountdowns();
            foreach (var market in _floor.Markets)
            {
                _orders.ExpireDue(market);
            }

            ExpireListenKeys();
            Faults.Advance(_floor.Steady);
            if (_floor.Steady.Milliseconds >= _nextStepMs) Step();
            Faults.Scripts.Settle();
        }

        if (now > _floor.Steady) MoveTo(now);
        Faults.Advance(_floor.Steady);
        Faults.Scripts.Settle();
    }

    /// <summary>Answers a REST call that is answered at once.</summary>
    /// <param name="body">Form or, under <c>/venue</c>, JSON.</param>
    /// <param name="source">Null is <see cref="CallSource.Local"/>.</param>
    /// <returns>Null when there is no answer, or none yet.</returns>
    public HttpAnswer? Handle(HttpCall call, ReadOnlySpan<byte> body = default, CallSource? source = null)
    {
        HttpAnswer? answer = null;
        Handle(call, body, outcome => answer = (outcome as CallOutcome.Answered)?.Answer, source);
        return answer;
    }

    /// <summary>Takes a REST call.</summary>
    /// <param name="body">Form or, under <c>/venue</c>, JSON.</param>
    /// <param name="reply">Called once, within this call or one of <see cref="Advance"/>.</param>
    /// <param name="source">Null is <see cref="CallSource.Local"/>.</param>
    public void Handle(
        HttpCall call, ReadOnlySpan<byte> body, Action<CallOutcome> reply, CallSource? source = null)
    {
        var at = call.PathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = at < 0 ? call.PathAndQuery : call.PathAndQuery[..at];
        var query = at < 0 ? string.Empty : call.PathAndQuery[(at + 1)..];
        var text = body.IsEmpty ? string.Empty : Encoding.UTF8.GetString(body);
        if (path.StartsWith("/venue/", StringComparison.Ordinal))
        {
            reply(new CallOutcome.Answered(_control.Handle(call.Method, path, text)));
            return;
        }

        source ??= CallSource.Local;
        var sight = RequestSight.Rest(call.Method, path);
        _door.Handle(sight, () => _rest.Handle(call, path, query, text, source), reply);
        Faults.Scripts.Settle();
    }

    /// <summary>
    /// Opens a socket. Null when the upgrade is refused, with the HTTP status to refuse it with; 0 when it must not be
    /// answered at all, because the peer was told how it ends.
    /// </summary>
    /// <param name="source">Null is <see cref="CallSource.Local"/>.</param>
    public VenueSocket? Accept(
        string pathAndQuery, IVenuePeer peer, out int refusedStatus, CallSource? source = null)
    {
        refusedStatus = 404;
        if (SocketPath.Parse(pathAndQuery) is not { } path) return null;
        if (Faults.Judge(path.Class) is { } verdict)
        {
            refusedStatus = verdict.Befall(peer);
            return null;
        }

        var isTrading = path.Class == SocketClass.Trading;
        var use = _gate.Of((source ?? CallSource.Local).Address);
        if (use.RefuseSocket(isTrading ? _options.Limits.TradingHandshakeWeight : 0, _floor.Now) is { } overrun)
        {
            refusedStatus = overrun;
            return null;
        }

        if (path.Streams.Length > _options.Limits.StreamsPerSocket
            || path.Keys.Length > _options.Limits.StreamsPerSocket)
        {
            refusedStatus = 400;
            return null;
        }

        refusedStatus = 0;
        var socket = _sockets.Add(path, peer, isTrading ? _tradingTalk : _streamTalk, use);
        Faults.Greet(socket);
        Faults.Scripts.Settle();
        return socket;
    }

    /// <summary>
    /// Withdraws an API key for good: what is logged on with it hears so at its next request.
    /// </summary>
    /// <returns>False when there is no such key.</returns>
    public bool RevokeKey(string apiKey) => _gate.Keys.Revoke(apiKey);

    private static long NextGrid(VenueTime now) => ((now.Milliseconds / StepMs) + 1) * StepMs;

    private void MoveTo(VenueTime now)
    {
        _floor.Steady = now;
        foreach (var market in _floor.Markets)
        {
            market.Observe(_floor.Steady, _floor.Skew);
        }
    }

    private void Step()
    {
        var isFullSecond = _nextStepMs % 1000 == 0;
        _nextStepMs += StepMs;
        foreach (var market in _floor.Markets)
        {
            _floor.Updates.Skip(_floor.Elsewhere.Between(80, 400));
            market.ActBeforeFrame(_events);
            _orders.Settle(market, _events);
            _algos.Release();
            _publisher.PublishTouch(market);
            _publisher.PublishDepth(market);
            _floor.Updates.Skip(_floor.Elsewhere.Between(80, 400));
            market.ActAfterFrame(_events);
            _orders.Settle(market, _events);
            _algos.Release();
            _publisher.PublishTouch(market);
            _publisher.PublishPrints(market);
            _publisher.PublishStatus(market);
            if (!isFullSecond) continue;
            if (market.SetMark(_floor.Steady) is { } fixing) _floor.Fix(market, fixing);
            if (!market.IsDataStopped) _publisher.PublishSecond(market);
            _algos.OnMark(market);
            _algos.Release();
        }

        _accounts.Step(isFullSecond);
        if (!isFullSecond) return;
        _publisher.PublishSecondOfAll();
        _sockets.Watch();
    }

    private void FireCountdowns()
    {
        foreach (var account in _floor.Accounts)
        {
            for (var market = 0; market < account.Countdowns.Length; market++)
            {
                if (account.Countdowns[market] is not { } fires || fires > _floor.Steady) continue;
                account.Countdowns[market] = null;
                _orders.CancelAll(account, _floor.Markets[market]);
            }
        }
    }

    private void ExpireListenKeys()
    {
        foreach (var account in _floor.Accounts)
        {
            var key = account.ListenKey;
            if (key.IsActive && key.ExpiresAt <= _floor.Steady) _users.Expire(account, isSilent: false, _floor.Now);
        }
    }
}
