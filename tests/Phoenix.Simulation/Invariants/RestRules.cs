using System.Globalization;
using Phoenix.Core.Ports;
using Phoenix.Venue.Faults;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// What may be said to the exchange. S6: the listen key is closed only with the orderly stop. S7: limits are not
/// exceeded unless a fault lowers them, a 429 is obeyed by all but what protects, and a ban by everything.
/// </summary>
internal sealed class RestRules(World world)
{
    /// <summary>What a fault of limits left in the windows is over by then.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    private DateTimeOffset _limitsDoubtedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _closedFrom = DateTimeOffset.MaxValue;
    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private bool _isBanned;

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
    }

    public void OnCall(HttpCall call)
    {
        if (world.Checks("S6") && !IsStopping && IsTo(call, "DELETE", "/fapi/v1/listenKey"))
        {
            world.Report("S6", "the listen key is closed while it is needed");
        }

        if (world.Checks("S7") && world.Now > _closedFrom && world.Now < _closedUntil && (_isBanned || !Protects(call)))
        {
            world.Report("S7", $"{call} is sent although the exchange refuses until {_closedUntil:HH:mm:ss.fff}");
        }
    }

    public void OnAnswer(HttpCall call, HttpAnswer answer)
    {
        if (answer.Status is not (418 or 429)) return;
        if (world.Checks("S7") && world.Now > _limitsDoubtedUntil)
        {
            world.Report("S7", $"{call} is answered with {answer.Status}");
        }

        if (answer.Headers.TryGetValue("retry-after", out var seconds))
        {
            (_closedFrom, _isBanned) = (world.Now, answer.Status == 418);
            _closedUntil = world.Now + TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Cancels, the countdown, the listen key, and the clock without which none of them is accepted.</summary>
    private static bool Protects(HttpCall call) =>
        call.Method == "DELETE"
        || IsTo(call, "POST", "/fapi/v1/countdownCancelAll")
        || IsTo(call, call.Method, "/fapi/v1/listenKey")
        || IsTo(call, "GET", "/fapi/v1/time");

    private static bool IsTo(HttpCall call, string method, string path) =>
        call.Method == method && call.PathAndQuery.StartsWith(path, StringComparison.Ordinal);
}
