using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Orders;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>
/// All faults in force: it makes them, asks them where they act, and ends them by time, by use or by removal. What a
/// fault does is the business of its own class.
/// </summary>
public sealed class FaultBoard
{
    private readonly List<Fault> _faults = [];
    private readonly FaultStage _stage;
    private long _lastId;

    internal FaultBoard(
        VenueFloor floor,
        SocketRegister sockets,
        UserStreams users,
        StreamFeeds feeds,
        OrderDesk orders,
        RestRoutes routes,
        RequestGate gate)
    {
        Agenda = new FaultAgenda(floor.Now);
        _stage = new FaultStage(floor, sockets, users, feeds, orders, routes, gate, Agenda)
        {
            End = End,
            IsInForce = _faults.Contains,
        };
        Scripts = new ScriptBoard(this, _stage);
        sockets.Ended += Release;
        routes.Replacing = Replace;
    }

    /// <summary>A fault has begun, or struck.</summary>
    public event Action<ActiveFault>? Injected;

    /// <summary>A fault is over, and when: by time, by use, by removal or because nothing it held is left.</summary>
    public event Action<ActiveFault, VenueTime>? Ended;

    /// <summary>In the order of injection.</summary>
    public IReadOnlyList<ActiveFault> Active => [.. _faults.Select(fault => fault.Describe())];

    /// <summary>What is to go wrong by itself.</summary>
    public ScriptBoard Scripts { get; }

    internal FaultAgenda Agenda { get; }

    internal VenueTime? NextDue
    {
        get
        {
            var next = Agenda.NextDue;
            foreach (var fault in _faults)
            {
                if (fault.EndsAt is { } end && (next is null || end < next)) next = end;
            }

            return next;
        }
    }

    /// <summary>Whether anything could become of a request but what was asked.</summary>
    internal bool WatchesRequests => Scripts.WatchesRequests || _faults.Exists(fault => fault is IRequestFault);

    /// <summary>
    /// What hits only the sockets open now is over at once when there are none, and otherwise with the last of them.
    /// </summary>
    public FaultReceipt Inject(FaultRequest request)
    {
        if (Reject(request) is { } refused) return new FaultReceipt.Rejected(refused);
        var spec = FaultCatalog.Of(request.Verb);
        var target = FaultTarget.Parse(request, spec, _stage.Feeds, out _)!;
        var order = new FaultOrder(++_lastId, request, target, Agenda.Now, spec.Hits(request));
        var fault = spec.Make(order, _stage);
        Injected?.Invoke(fault.Describe());
        if (!spec.IsInstant) _faults.Add(fault);
        fault.Begin();
        if (!spec.IsInstant && fault.IsSpent) End(fault);
        return new FaultReceipt.Injected(fault.Id);
    }

    /// <summary>Ends one fault; false when there is none of that number.</summary>
    public bool Clear(long id)
    {
        if (_faults.Find(fault => fault.Id == id) is not { } found) return false;
        End(found);
        return true;
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        while (_faults.Count > 0)
        {
            End(_faults[0]);
        }
    }

    /// <summary>Why the venue cannot do it, or null.</summary>
    internal string? Reject(FaultRequest request)
    {
        var spec = FaultCatalog.Of(request.Verb);
        var reason = spec.Reject(request);
        if (reason.Length > 0) return reason;
        return FaultTarget.Parse(request, spec, _stage.Feeds, out reason) is null ? reason : Stranger(request);
    }

    internal void Advance(VenueTime now)
    {
        Agenda.Advance(now);
        while (_faults.Find(fault => fault.EndsAt <= now) is { } over)
        {
            End(over);
        }
    }

    /// <summary>A socket has just opened: sticky faults take hold of it.</summary>
    internal void Greet(VenueSocket socket)
    {
        foreach (var fault in _faults.ToArray())
        {
            fault.OnOpened(socket);
        }
    }

    /// <summary>What becomes of an upgrade request; null when it is welcome.</summary>
    internal UpgradeVerdict? Judge(SocketClass socketClass)
    {
        Scripts.OnConnect(socketClass);
        foreach (var fault in _faults.ToArray())
        {
            if (fault is IUpgradeFault gate && gate.Judge(socketClass) is { } verdict) return verdict;
        }

        return null;
    }

    /// <summary>What becomes of a request; null when it is served as ever.</summary>
    internal RequestVerdict? Judge(in RequestSight request)
    {
        Scripts.OnRequest(request);
        foreach (var fault in _faults.ToArray())
        {
            if (fault is IRequestFault judge && judge.Judge(request) is { } verdict) return verdict;
        }

        return null;
    }

    private Operation Replace(string name, Operation own)
    {
        if (_faults.Count == 0) return own;
        var kind = RequestKinds.Of(name);
        foreach (var fault in _faults.ToArray())
        {
            if (fault is IOperationFault stand && stand.Replace(kind, own) is { } other) return other;
        }

        return own;
    }

    /// <summary>A name in the request that the venue does not know.</summary>
    private string? Stranger(FaultRequest request)
    {
        if (request.Symbol is { } symbol && _stage.Floor.Find(symbol) is null)
        {
            return $"symbol '{symbol}' is not listed.";
        }

        return request.Account is { } account && !_stage.Accounts(request).Any()
            ? $"account '{account}' does not exist."
            : null;
    }

    private void End(Fault fault)
    {
        if (!_faults.Remove(fault)) return;
        fault.End();
        Ended?.Invoke(fault.Describe(), Agenda.Now);
    }

    /// <summary>A socket has ended: faults that held nothing else end with it.</summary>
    private void Release(VenueSocket socket)
    {
        foreach (var fault in _faults.ToArray())
        {
            fault.OnEnded(socket);
        }
    }
}
