using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Wire;

/// <summary>Changes how connections behave below their messages.</summary>
internal sealed class BendFault(FaultOrder order, FaultStage stage, Func<WireShape, WireShape> bend)
    : SocketFault(order, stage)
{
    protected override void OnTaken(VenueSocket socket) => socket.Bend(this, bend);

    protected override void OnReleased(VenueSocket socket) => socket.Straighten(this);
}
