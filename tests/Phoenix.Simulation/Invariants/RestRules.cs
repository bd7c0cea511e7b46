using System.Globalization;
using Phoenix.Core.Ports;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// What may be said to the exchange. S6: the listen key is closed only with the orderly stop. S7: limits are not
/// exceeded unless a fault lowers them, after a 429 or 418 nothing leaves until the wait is over, over REST or the
/// trading API, after a 503 that names a wait nothing of its route does, and a 418 is never earned: only a fault that
/// bans brings one.
/// </summary>
internal sealed class RestRules(World world)
{
    /// <summary>What a fault of limits left in the windows is over by then.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    /// <summary>An answer given during a fault is here by then.</summary>
    private static readonly TimeSpan OnItsWay = TimeSpan.FromSeconds(5);

    private DateTimeOffset _limitsDoubtedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _closedFrom = DateTimeOffset.MaxValue;
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _bannedByFaultUntil = DateTimeOffset.MinValue;

    /// <summary>What may not be asked for yet: a 503 that names a wait means its own route.</summary>
    private readonly SortedDictionary<string, (DateTimeOffset From, DateTimeOffset Until)> _busy =
        new(StringComparer.Ordinal);

    /// <summary>The exchange refuses everything for the time being, cancels included.</summary>
    public bool IsClosed => world.Now < _closedUntil;

    /// <summary>Whether the orderly stop has begun.</summary>
    public bool IsStopping { get; set; }

    public void OnFault(FaultRequest fault)
    {
        if (fault.Verb is FaultVerb.Weight or FaultVerb.OrderCount or FaultVerb.Ban or FaultVerb.Http
            or FaultVerb.LimitConnects or FaultVerb.SnapFail or FaultVerb.KeyFail or FaultVerb.Place
            or FaultVerb.Cancel)
        {
            _limitsDoubtedUntil = world.Now + (fault.Duration ?? TimeSpan.Zero) + Window;
        }

        if (fault is { Verb: FaultVerb.Ban } or { Verb: FaultVerb.Http, Status: 418 })
        {
            _bannedByFaultUntil = world.Now + (fault.Duration ?? TimeSpan.Zero) + OnItsWay;
        }
    }

    public void OnCall(HttpCall call)
    {
        if (world.Checks("S6") && !IsStopping && IsTo(call, "DELETE", "/fapi/v1/listenKey"))
        {
            world.Report("S6", "the listen key is closed while it is needed");
        }

        CheckClosed($"{call}");
        CheckBusy(call);
    }

    /// <summary>A request of the trading API leaves; it counts on the same limit.</summary>
    public void OnRequest(string method) => CheckClosed(method);

    /// <summary>A reply of the trading API, with its status.</summary>
    public void OnReply(int status) => CheckStatus("a request of the trading API", status);

    public void OnAnswer(HttpCall call, HttpAnswer answer)
    {
        if (answer.Status is not (418 or 429 or 503)) return;
        CheckStatus($"{call}", answer.Status);
        if (!answer.Headers.TryGetValue("retry-after", out var seconds)) return;
        var until = world.Now + TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        if (answer.Status == 503) _busy[RouteOf(call)] = (world.Now, until);
        else (_closedFrom, _closedUntil) = (world.Now, until);
    }

    private static string RouteOf(HttpCall call) => $"{call.Method} {call.PathAndQuery.Split('?')[0]}";

    private void CheckBusy(HttpCall call)
    {
        if (world.Checks("S7") && _busy.TryGetValue(RouteOf(call), out var wait)
            && world.Now > wait.From && world.Now < wait.Until)
        {
            world.Report("S7", $"{call} is sent although that is to be asked for after {wait.Until:HH:mm:ss.fff}");
        }
    }

    private void CheckClosed(string what)
    {
        if (world.Checks("S7") && world.Now > _closedFrom && IsClosed)
        {
            world.Report("S7", $"{what} is sent although the exchange refuses until {_closedUntil:HH:mm:ss.fff}");
        }
    }

    private void CheckStatus(string what, int status)
    {
        var isExpected = status switch
        {
            418 => world.Now <= _bannedByFaultUntil,
            429 => world.Now <= _limitsDoubtedUntil,
            _ => true,
        };
        if (world.Checks("S7") && !isExpected)
        {
            world.Report("S7", $"{what} is answered with {status}");
        }
    }

    private static bool IsTo(HttpCall call, string method, string path) =>
        call.Method == method && call.PathAndQuery.StartsWith(path, StringComparison.Ordinal);
}
