using Phoenix.Core.Primitives;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>
/// One fault in force: what it changes when it begins, what it takes back when it ends, and the state it needs in
/// between. One class per verb, or per family of verbs. Where it acts it says by the seams it implements:
/// <see cref="ISocketFilter"/>, <see cref="Accounts.IUserEventFilter"/>, <see cref="IRequestFault"/>,
/// <see cref="IOperationFault"/>, <see cref="IUpgradeFault"/>.
/// </summary>
internal abstract class Fault(FaultOrder order, FaultStage stage)
{
    internal long Id => order.Id;

    internal FaultRequest Request => order.Request;

    internal FaultTarget Target => order.Target;

    internal VenueTime StartedAt => order.At;

    internal VenueTime? EndsAt { get; } = order.Request.Duration is { } duration ? order.At + duration : null;

    /// <summary>How many hits remain; null when they are not counted.</summary>
    internal int? Left { get; private set; } = order.Hits;

    /// <summary>It is about things that exist, and none of them is left.</summary>
    internal virtual bool IsSpent => false;

    protected FaultStage Stage => stage;

    internal ActiveFault Describe() => new(Id, Request, StartedAt, EndsAt, Left);

    internal virtual void Begin()
    {
        // Many faults only wait for something to hit.
    }

    internal virtual void End()
    {
        // What hits once leaves nothing behind.
    }

    internal virtual void OnOpened(VenueSocket socket)
    {
        // Most faults have nothing to do with sockets.
    }

    internal virtual void OnEnded(VenueSocket socket)
    {
        // Most faults have nothing to do with sockets.
    }

    /// <summary>One hit was made; with the last one the fault ends.</summary>
    protected void Use()
    {
        if (Left is null) return;
        Left--;
        if (Left <= 0) stage.End(this);
    }

    /// <summary>Runs <paramref name="work"/> after a delay, unless the fault is over by then.</summary>
    protected void After(TimeSpan delay, Action work) => stage.Agenda.At(stage.Agenda.Now + delay, () =>
    {
        if (stage.IsInForce(this)) work();
    });
}

/// <summary>What a fault is made from.</summary>
/// <param name="Hits">After how many it ends; null when it does not count.</param>
internal sealed record FaultOrder(long Id, FaultRequest Request, FaultTarget Target, VenueTime At, int? Hits);
