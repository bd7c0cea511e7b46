using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>
/// A fault of sockets: it takes hold of those open when it begins and, when it is sticky, of those opened later, and
/// lets go of them when it ends. With the last socket it holds a fault that is not sticky is over.
/// </summary>
internal abstract class SocketFault(FaultOrder order, FaultStage stage) : Fault(order, stage), ISocketFilter
{
    public virtual bool IsSilencer => false;

    internal sealed override bool IsSpent => !IsSticky && Held.Count == 0;

    /// <summary>In the order they were taken.</summary>
    protected List<VenueSocket> Held { get; } = [];

    /// <summary>Whether sockets opened later are hit too.</summary>
    protected virtual bool IsSticky => Request.IsSticky;

    /// <summary>It takes hold of the sockets that were open before it.</summary>
    protected bool IsBeginning { get; private set; }

    internal sealed override void Begin()
    {
        IsBeginning = true;
        foreach (var socket in Stage.Sockets.Open.ToArray())
        {
            if (Wants(socket)) Hold(socket);
        }

        IsBeginning = false;
    }

    internal override void End()
    {
        foreach (var socket in Held.ToArray())
        {
            LetGo(socket);
        }
    }

    internal sealed override void OnOpened(VenueSocket socket)
    {
        if (IsSticky && Wants(socket)) Hold(socket);
    }

    internal sealed override void OnEnded(VenueSocket socket)
    {
        if (!Held.Remove(socket)) return;
        OnLost(socket);
        if (IsSpent) Stage.End(this);
    }

    public virtual void OnFrame(VenueSocket socket, in OutgoingFrame frame) => socket.PassOn(this, frame);

    public virtual void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text) => socket.PassOn(this, text);

    protected virtual bool Wants(VenueSocket socket) => Target.Hits(socket);

    protected virtual void OnTaken(VenueSocket socket)
    {
        // Filters act on what passes.
    }

    /// <summary>The fault is over for a socket that is still open.</summary>
    protected virtual void OnReleased(VenueSocket socket)
    {
        // Filters act on what passes.
    }

    /// <summary>A socket that was held is open no more.</summary>
    protected virtual void OnLost(VenueSocket socket)
    {
        // Filters act on what passes.
    }

    /// <summary>A frame of the streams or events the fault is about.</summary>
    protected bool IsMine(in OutgoingFrame frame) =>
        frame.Cause != FrameCause.Reply && (Target.Stream is null || Target.Stream == frame.Stream);

    protected void LetGo(VenueSocket socket)
    {
        if (!Held.Remove(socket)) return;
        OnReleased(socket);
        socket.Remove(this);
    }

    private void Hold(VenueSocket socket)
    {
        Held.Add(socket);
        socket.Add(this);
        OnTaken(socket);
    }
}
