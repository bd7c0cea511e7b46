using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Data;

/// <summary>Frames are sent late, in order. When it ends what waits is sent at once.</summary>
internal sealed class LagFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly Dictionary<VenueSocket, Queue<OutgoingFrame>> _waiting = [];

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!IsMine(frame))
        {
            socket.PassOn(this, frame);
            return;
        }

        _waiting[socket].Enqueue(frame);
        After(Request.Delay!.Value, () =>
        {
            if (_waiting.TryGetValue(socket, out var queue) && queue.TryDequeue(out var due)) socket.PassOn(this, due);
        });
    }

    protected override void OnTaken(VenueSocket socket) => _waiting[socket] = new Queue<OutgoingFrame>();

    protected override void OnReleased(VenueSocket socket)
    {
        if (!_waiting.Remove(socket, out var queue)) return;
        foreach (var frame in queue)
        {
            socket.PassOn(this, frame);
        }
    }

    protected override void OnLost(VenueSocket socket) => _waiting.Remove(socket);
}

/// <summary>Frames are held back until so many wait, or until it ends, then all sent at once.</summary>
internal sealed class BurstFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly List<(VenueSocket Socket, OutgoingFrame Frame)> _waiting = [];

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!IsMine(frame))
        {
            socket.PassOn(this, frame);
            return;
        }

        _waiting.Add((socket, frame));
        if (_waiting.Count >= Request.Size) Stage.End(this);
    }

    protected override void OnReleased(VenueSocket socket)
    {
        foreach (var (_, frame) in _waiting.Where(held => held.Socket == socket))
        {
            socket.PassOn(this, frame);
        }

        OnLost(socket);
    }

    protected override void OnLost(VenueSocket socket) => _waiting.RemoveAll(held => held.Socket == socket);
}
