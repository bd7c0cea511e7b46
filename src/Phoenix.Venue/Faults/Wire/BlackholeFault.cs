using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Wire;

/// <summary>Bytes vanish both ways; when it ends the connections break. Of REST, requests vanish.</summary>
internal sealed class BlackholeFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage), IRequestFault
{
    private static readonly RequestVerdict Lost = new() { IsApplied = false, Reply = FaultReply.Lost };

    public RequestVerdict? Judge(in RequestSight request) => Target.IsRest && !request.IsTrading ? Lost : null;

    /// <summary>One on calls holds no socket and waits for more calls.</summary>
    protected override bool IsSticky => Target.IsRest || base.IsSticky;

    protected override void OnTaken(VenueSocket socket) => socket.EnterBlackhole();

    protected override void OnReleased(VenueSocket socket) => socket.LeaveBlackhole();
}
