using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Control;

/// <summary>
/// Subscriptions made while it lasts, by message or in the path, are acknowledged; some deliver nothing: the one stream
/// named, or all but those named. Subscriptions from before go on.
/// </summary>
internal sealed class SilentSubscriptionFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly HashSet<(VenueSocket Socket, string Stream)> _silent = [];

    protected override bool IsSticky => true;

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (frame.Cause == FrameCause.Reply || !_silent.Contains((socket, frame.Stream))) socket.PassOn(this, frame);
    }

    public override void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text)
    {
        var before = socket.Subscriptions.ToHashSet(StringComparer.Ordinal);
        socket.PassOn(this, text);
        foreach (var name in socket.Subscriptions)
        {
            if (!before.Contains(name)) Silence(socket, name);
        }

        before.ExceptWith(socket.Subscriptions);
        foreach (var name in before)
        {
            _silent.Remove((socket, name));
        }
    }

    /// <summary>A socket opened while the fault lasts has made its subscriptions by its path.</summary>
    protected override void OnTaken(VenueSocket socket)
    {
        if (IsBeginning) return;
        foreach (var name in socket.Subscriptions)
        {
            Silence(socket, name);
        }
    }

    protected override void OnReleased(VenueSocket socket) => OnLost(socket);

    protected override void OnLost(VenueSocket socket) => _silent.RemoveWhere(pair => pair.Socket == socket);

    private void Silence(VenueSocket socket, string name)
    {
        var delivers = Request.Streams.IsEmpty ? name != Target.Stream : Request.Streams.Contains(name);
        if (!delivers) _silent.Add((socket, name));
    }
}
