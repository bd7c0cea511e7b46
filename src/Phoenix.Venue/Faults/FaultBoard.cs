using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>
/// All faults in force. It changes what sockets and REST do, and takes it back when a fault ends by time, by use or by
/// removal.
/// </summary>
public sealed class FaultBoard
{
    private readonly List<Entry> _entries = [];
    private readonly VenueFloor _floor;
    private readonly SocketRegister _sockets;
    private readonly UserStreams _users;
    private readonly StreamFeeds _feeds;
    private long _lastId;

    internal FaultBoard(VenueFloor floor, SocketRegister sockets, UserStreams users, StreamFeeds feeds)
    {
        (_floor, _sockets, _users, _feeds) = (floor, sockets, users, feeds);
        users.Treatment = TreatEvent;
        sockets.Ended += Release;
    }

    /// <summary>A fault has begun, or struck.</summary>
    public event Action<ActiveFault>? Injected;

    /// <summary>A fault is over, and when: by time, by use, by removal or because nothing it held is left.</summary>
    public event Action<ActiveFault, VenueTime>? Ended;

    /// <summary>In the order of injection.</summary>
    public IReadOnlyList<ActiveFault> Active => [.. _entries.Select(entry => entry.Describe())];

    internal VenueTime? NextEnd
    {
        get
        {
            VenueTime? next = null;
            foreach (var entry in _entries)
            {
                if (entry.EndsAt is { } end && (next is null || end < next)) next = end;
            }

            return next;
        }
    }

    /// <summary>
    /// What hits only the sockets open now is over at once when there are none, and otherwise with the last of them.
    /// </summary>
    public FaultReceipt Inject(FaultRequest request)
    {
        if (FaultTarget.Parse(request, _feeds, out var reason) is not { } target)
        {
            return new FaultReceipt.Rejected(reason);
        }

        var entry = new Entry(++_lastId, request, target, _floor.Now);
        Injected?.Invoke(entry.Describe());
        if (IsInstant(request.Verb))
        {
            Strike(entry);
            return new FaultReceipt.Injected(entry.Id);
        }

        _entries.Add(entry);
        foreach (var socket in _sockets.Open)
        {
            if (target.Hits(socket)) Apply(entry, socket);
        }

        if (request.Verb == FaultVerb.Gap)
        {
            _entries.Remove(entry);   // it lives on in the sockets it hit
        }
        else if (entry.IsSpent)
        {
            End(entry);
        }

        return new FaultReceipt.Injected(entry.Id);
    }

    /// <summary>Ends one fault; false when there is none of that number.</summary>
    public bool Clear(long id)
    {
        if (_entries.Find(entry => entry.Id == id) is not { } found) return false;
        End(found);
        return true;
    }

    /// <summary>Ends all faults.</summary>
    public void Clear()
    {
        while (_entries.Count > 0)
        {
            End(_entries[0]);
        }
    }

    internal void Advance()
    {
        while (_entries.Find(entry => entry.EndsAt <= _floor.Now) is { } over)
        {
            End(over);
        }
    }

    /// <summary>A socket has just opened: sticky faults take hold of it.</summary>
    internal void Greet(VenueSocket socket)
    {
        foreach (var entry in _entries)
        {
            if (entry.Request.IsSticky && entry.Target.Hits(socket)) Apply(entry, socket);
        }
    }

    /// <summary>The status an upgrade is refused with, or null when it is welcome.</summary>
    internal int? Refuses(SocketClass socketClass)
    {
        var entry = _entries.Find(entry =>
            entry.Request.Verb == FaultVerb.Refuse && entry.Target.Covers(socketClass));
        if (entry is null) return null;
        Use(entry);
        return entry.Request.Code ?? 503;
    }

    /// <summary>The fault that answers this call instead of the venue.</summary>
    internal FaultRequest? AnswersRest(string method, string path)
    {
        var entry = _entries.Find(entry => entry.Request.Verb == FaultVerb.Http && entry.IsOnRoute(method, path));
        if (entry is null) return null;
        Use(entry);
        return entry.Request;
    }

    /// <summary>Whether REST calls vanish.</summary>
    internal bool SwallowsRest =>
        _entries.Exists(entry => entry.Request.Verb == FaultVerb.Blackhole && entry.Target.IsRest);

    private static bool IsInstant(FaultVerb verb) => verb is FaultVerb.Close or FaultVerb.Drop or FaultVerb.KeyExpire;

    private void Strike(Entry entry)
    {
        if (entry.Request.Verb == FaultVerb.KeyExpire)
        {
            foreach (var account in _floor.Accounts)
            {
                _users.Expire(account, entry.Request.IsSilent, _floor.Now);
            }

            return;
        }

        foreach (var socket in _sockets.Open.ToArray())
        {
            if (!entry.Target.Hits(socket)) continue;
            if (entry.Request.Verb == FaultVerb.Drop)
            {
                socket.Abort();
            }
            else
            {
                socket.Close(entry.Request.Code ?? 1001, "going away");
            }
        }
    }

    private static void Apply(Entry entry, VenueSocket socket)
    {
        switch (entry.Request.Verb)
        {
            case FaultVerb.Mute:
                socket.MutedStreams.Add(entry.Target.Stream ?? "*");
                break;
            case FaultVerb.MuteData:
                socket.Mutes++;
                break;
            case FaultVerb.Blackhole:
                socket.EnterBlackhole();
                break;
            case FaultVerb.Gap:
                socket.Gaps.Add((entry.Target.Stream!, entry.Request.Count ?? 1));
                break;
            default:
                return;
        }

        entry.Hit.Add(socket);
    }

    private void End(Entry entry)
    {
        _entries.Remove(entry);
        foreach (var socket in entry.Hit)
        {
            switch (entry.Request.Verb)
            {
                case FaultVerb.Mute:
                    socket.MutedStreams.Remove(entry.Target.Stream ?? "*");
                    break;
                case FaultVerb.MuteData:
                    socket.Mutes--;
                    break;
                case FaultVerb.Blackhole:
                    socket.LeaveBlackhole();
                    break;
            }
        }

        Ended?.Invoke(entry.Describe(), _floor.Now);
    }

    /// <summary>A socket has ended: faults that held nothing else end with it.</summary>
    private void Release(VenueSocket socket)
    {
        foreach (var entry in _entries.ToArray())
        {
            if (entry.Hit.Remove(socket) && entry.IsSpent) End(entry);
        }
    }

    private EventTreatment TreatEvent()
    {
        if (_entries.Count == 0) return EventTreatment.Send;
        var entry = _entries.Find(entry => entry.Request.Verb is FaultVerb.HideEvent or FaultVerb.DupEvent);
        if (entry is null) return EventTreatment.Send;
        Use(entry);
        return entry.Request.Verb == FaultVerb.HideEvent ? EventTreatment.Hide : EventTreatment.Duplicate;
    }

    private void Use(Entry entry)
    {
        if (entry.Left is null) return;
        entry.Left--;
        if (entry.Left <= 0) End(entry);
    }

    private sealed class Entry
    {
        internal Entry(long id, FaultRequest request, FaultTarget target, VenueTime now)
        {
            (Id, Request, Target, StartedAt) = (id, request, target, now);
            EndsAt = request.Duration is { } duration ? now + duration : null;
            var isCounted = request.Verb
                is FaultVerb.Refuse or FaultVerb.Http or FaultVerb.HideEvent or FaultVerb.DupEvent;
            Left = isCounted ? request.Count ?? (request.Duration is null ? 1 : null) : null;
        }

        internal long Id { get; }

        internal FaultRequest Request { get; }

        internal FaultTarget Target { get; }

        internal VenueTime StartedAt { get; }

        internal VenueTime? EndsAt { get; }

        internal int? Left { get; set; }

        /// <summary>The open sockets it holds.</summary>
        internal List<VenueSocket> Hit { get; } = [];

        /// <summary>It is about sockets, holds none and waits for none.</summary>
        internal bool IsSpent =>
            Request.Verb is FaultVerb.Mute or FaultVerb.MuteData or FaultVerb.Blackhole
            && !Request.IsSticky && !Target.IsRest && Hit.Count == 0;

        internal ActiveFault Describe() => new(Id, Request, StartedAt, EndsAt, Left);

        internal bool IsOnRoute(string method, string path)
        {
            if (Request.Route is not { } route) return true;
            var blank = route.IndexOf(' ', StringComparison.Ordinal);
            return blank < 0
                ? path.StartsWith(route, StringComparison.Ordinal)
                : string.Equals(method, route[..blank], StringComparison.Ordinal)
                    && path.StartsWith(route[(blank + 1)..], StringComparison.Ordinal);
        }
    }
}

/// <summary>Which sockets a fault is about.</summary>
internal sealed record FaultTarget(SocketClass? Class, long? SocketId, string? Stream, bool IsRest)
{
    private static readonly Dictionary<string, SocketClass?> Classes = new(StringComparer.Ordinal)
    {
        ["public"] = SocketClass.Public,
        ["market"] = SocketClass.Market,
        ["private"] = SocketClass.Private,
        ["trading"] = SocketClass.Trading,
        ["all"] = null,
    };

    internal bool Hits(VenueSocket socket) =>
        !IsRest && Covers(socket.Class) && (SocketId is null || SocketId == socket.Id);

    internal bool Covers(SocketClass socketClass) => Class is null || Class == socketClass;

    /// <summary>Null with a reason when the target makes no sense for the verb.</summary>
    internal static FaultTarget? Parse(FaultRequest request, StreamFeeds feeds, out string reason)
    {
        reason = Reject(request);
        if (reason.Length > 0) return null;
        var text = request.Target;
        if (text is null && NeedsTarget(request.Verb))
        {
            reason = $"{FaultWords.Of(request.Verb)} needs a target: a socket class, a socket id or a stream name.";
            return null;
        }

        if (text is null) return new FaultTarget(null, null, request.Stream, IsRest: false);
        if (Classes.TryGetValue(text, out var socketClass))
        {
            return new FaultTarget(socketClass, null, request.Stream, IsRest: false);
        }

        if (text == "rest" && request.Verb == FaultVerb.Blackhole)
        {
            return new FaultTarget(null, null, null, IsRest: true);
        }

        if (long.TryParse(text, CultureInfo.InvariantCulture, out var id))
        {
            return new FaultTarget(null, id, request.Stream, IsRest: false);
        }

        if (feeds.Find(text) is not null && request.Verb is FaultVerb.Mute or FaultVerb.Gap)
        {
            return new FaultTarget(null, null, text, IsRest: false);
        }

        reason = $"'{text}' is not a target of {FaultWords.Of(request.Verb)}: expected public, market, private, "
            + "trading, all, a socket id, or for mute and gap a stream name.";
        return null;
    }

    private static bool NeedsTarget(FaultVerb verb) => verb
        is FaultVerb.Mute or FaultVerb.MuteData or FaultVerb.Blackhole or FaultVerb.Close or FaultVerb.Drop
        or FaultVerb.Gap;

    private static string Reject(FaultRequest request)
    {
        if (request.Count < 1) return "n must be at least 1.";
        if (request.Duration <= TimeSpan.Zero) return "durationMs must be greater than 0.";
        if (request is { Verb: FaultVerb.Http, Status: < 400 or > 599 }) return "status must be from 400 to 599.";
        if (request is { Verb: FaultVerb.Close, Code: < 1000 or > 4999 }) return "code must be from 1000 to 4999.";
        var hasStream = request.Stream is not null || request.Target?.Contains('@', StringComparison.Ordinal) == true;
        return request.Verb == FaultVerb.Gap && !hasStream ? "gap needs a stream." : string.Empty;
    }
}
