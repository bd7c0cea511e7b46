using System.Text;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Data;

/// <summary>Frames are sent twice.</summary>
internal sealed class DupFault(FaultOrder order, FaultStage stage) : CountedFrameFault(order, stage)
{
    protected override void Strike(VenueSocket socket, in OutgoingFrame frame)
    {
        socket.PassOn(this, frame);
        socket.PassOn(this, frame);
        Count(socket);
    }
}

/// <summary>A frame waits until its successor was sent. What waits at the end is sent then.</summary>
internal sealed class SwapFault(FaultOrder order, FaultStage stage) : CountedFrameFault(order, stage)
{
    private readonly Dictionary<(VenueSocket Socket, string Stream), OutgoingFrame> _waiting = [];

    protected override void Strike(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!_waiting.Remove((socket, frame.Stream), out var first))
        {
            _waiting[(socket, frame.Stream)] = frame;
            return;
        }

        socket.PassOn(this, frame);
        socket.PassOn(this, first);
        Count(socket);
    }

    protected override void OnReleased(VenueSocket socket)
    {
        foreach (var (_, frame) in _waiting.Where(pair => pair.Key.Socket == socket))
        {
            socket.PassOn(this, frame);
        }

        OnLost(socket);
    }

    protected override void OnLost(VenueSocket socket)
    {
        foreach (var key in _waiting.Keys.Where(key => key.Socket == socket).ToList())
        {
            _waiting.Remove(key);
        }

        base.OnLost(socket);
    }
}

/// <summary>Frames break off in the middle.</summary>
internal sealed class BadJsonFault(FaultOrder order, FaultStage stage) : CountedFrameFault(order, stage)
{
    protected override void Strike(VenueSocket socket, in OutgoingFrame frame)
    {
        socket.PassOn(this, frame with { Payload = frame.Payload[..(frame.Payload.Length / 2)] });
        Count(socket);
    }
}

/// <summary>
/// A word of the frame is one nobody knows: of an order event the status (or the execution type when the
/// fault's payload is <c>x</c>), of an account event the reason, of all others the event type.
/// </summary>
internal sealed class NewEnumFault(FaultOrder order, FaultStage stage) : CountedFrameFault(order, stage)
{
    private static readonly byte[] Unknown = "\"PHOENIX_UNKNOWN\""u8.ToArray();

    protected override void Strike(VenueSocket socket, in OutgoingFrame frame)
    {
        var payload = frame.Stream switch
        {
            "ORDER_TRADE_UPDATE" => FrameText.Within(
                frame.Payload, "o", inner => FrameText.With(inner, (Request.Payload ?? "X", Unknown))),
            "ACCOUNT_UPDATE" => FrameText.Within(
                frame.Payload, "a", inner => FrameText.With(inner, ("m", Unknown))),
            _ => FrameText.With(frame.Payload, ("e", Encoding.UTF8.GetBytes("\"phoenixUnknown\""))),
        };
        socket.PassOn(this, frame with { Payload = payload });
        Count(socket);
    }
}
