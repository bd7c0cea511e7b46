using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Wire;

/// <summary>Does one thing, once, to every open socket it is about.</summary>
internal sealed class StrikeFault(FaultOrder order, FaultStage stage, Action<VenueSocket, FaultRequest> act)
    : Fault(order, stage)
{
    internal override void Begin()
    {
        foreach (var socket in Stage.Sockets.Open.ToArray())
        {
            if (socket.IsOpen && Target.Hits(socket)) act(socket, Request);
        }
    }
}
