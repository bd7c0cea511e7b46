using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Wire;

/// <summary>Frames of one stream, or of all, vanish; replies live.</summary>
internal sealed class MuteFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!IsMine(frame)) socket.PassOn(this, frame);
    }
}

/// <summary>Every outgoing frame vanishes.</summary>
internal sealed class MuteDataFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    public override bool IsSilencer => true;

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        // That is the fault.
    }
}
