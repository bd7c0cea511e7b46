using Phoenix.Core.Primitives;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Limits;

/// <summary>Every request is answered as to a banned address, and upgrades are refused; open sockets live.</summary>
internal sealed class BanFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IRequestFault, IUpgradeFault
{
    private const int Banned = 418;

    public RequestVerdict? Judge(in RequestSight request)
    {
        if (request.IsTrading) return null;
        var wait = EndsAt!.Value - Stage.Agenda.Now;
        var until = Stage.Floor.Now + wait;
        return new RequestVerdict
        {
            IsApplied = false,
            Reply = FaultReply.Error,
            Status = Banned,
            RetryAfter = wait,
            Body = $$"""{"code":-1003,"msg":"{{Message(until)}}"}""",
        };
    }

    public UpgradeVerdict? Judge(SocketClass socketClass) => new UpgradeVerdict.Refused(Banned);

    private static string Message(VenueTime until) =>
        $"Way too many requests; IP banned until {until.Milliseconds}. "
        + "Please use the websocket for live updates to avoid bans.";
}

/// <summary>The request weight allowed per minute is another one.</summary>
internal sealed class WeightFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin() => Stage.Gate.Addresses.SqueezedWeight = Request.Size;

    internal override void End() => Stage.Gate.Addresses.SqueezedWeight = null;
}

/// <summary>The number of orders allowed is another one.</summary>
internal sealed class OrderCountFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin() => Squeeze(Request.Size);

    internal override void End() => Squeeze(null);

    private void Squeeze(int? limit)
    {
        foreach (var account in Stage.Accounts(Request))
        {
            (account.OrdersPer10Seconds.Squeezed, account.OrdersPerMinute.Squeezed) = (limit, limit);
        }
    }
}

/// <summary>
/// The clock that the venue stamps and judges times with is wrong, by a fixed offset and one that grows each second.
/// What the venue does, it goes on doing at the right time.
/// </summary>
internal sealed class SkewFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TimeSpan _added;

    internal override void Begin()
    {
        Add(Request.Offset ?? TimeSpan.Zero);
        if (Request.Drift is not null) After(Second, Drift);
    }

    internal override void End() => Add(-_added);

    private void Drift()
    {
        Add(Request.Drift!.Value);
        After(Second, Drift);
    }

    private void Add(TimeSpan change)
    {
        _added += change;
        Stage.Floor.Skew += change;
    }
}
