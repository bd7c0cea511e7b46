using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Data;

/// <summary>
/// A fault of the next frames: so many of each socket, or all while it lasts. It takes only sockets that carry its
/// stream, and lets go of each when its frames are used up.
/// </summary>
internal abstract class CountedFrameFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly Dictionary<VenueSocket, int> _used = [];

    /// <summary>Null: as long as the fault lasts.</summary>
    private int? Limit => Request.Count ?? (Request.Duration is null ? 1 : null);

    public sealed override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        if (!IsMine(frame) || !Fits(frame))
        {
            socket.PassOn(this, frame);
            return;
        }

        Strike(socket, frame);
    }

    /// <summary>
    /// What the fault does with one of its frames; it calls <see cref="Count"/> for each that counts.
    /// </summary>
    protected abstract void Strike(VenueSocket socket, in OutgoingFrame frame);

    protected virtual bool Fits(in OutgoingFrame frame) => true;

    protected override bool Wants(VenueSocket socket) =>
        base.Wants(socket) && (Target.Stream is not { } stream || socket.Class == SocketClass.Private
            || socket.Subscriptions.Contains(stream, StringComparer.Ordinal));

    protected void Count(VenueSocket socket)
    {
        var used = _used[socket] = _used.GetValueOrDefault(socket) + 1;
        if (used < Limit) return;
        LetGo(socket);
        if (IsSpent) Stage.End(this);
    }

    protected override void OnReleased(VenueSocket socket) => _used.Remove(socket);

    protected override void OnLost(VenueSocket socket) => _used.Remove(socket);
}

/// <summary>Frames are lost.</summary>
internal sealed class GapFault(FaultOrder order, FaultStage stage) : CountedFrameFault(order, stage)
{
    protected override void Strike(VenueSocket socket, in OutgoingFrame frame) => Count(socket);
}
