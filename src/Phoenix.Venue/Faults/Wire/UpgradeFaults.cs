using Phoenix.Core.Primitives;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Wire;

/// <summary>Upgrades are refused with a status, or by a reset.</summary>
internal sealed class RefuseFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IUpgradeFault
{
    public UpgradeVerdict? Judge(SocketClass socketClass)
    {
        if (!Target.Covers(socketClass)) return null;
        Use();
        return Request.Reply == FaultReply.Broken
            ? new UpgradeVerdict.Broken()
            : new UpgradeVerdict.Refused(Request.Code ?? 503);
    }
}

/// <summary>Upgrades are never answered.</summary>
/// <param name="isRead">Whether the venue reads what it does not answer.</param>
internal sealed class StallFault(FaultOrder order, FaultStage stage, bool isRead)
    : Fault(order, stage), IUpgradeFault
{
    public UpgradeVerdict? Judge(SocketClass socketClass)
    {
        if (!Target.Covers(socketClass)) return null;
        Use();
        return new UpgradeVerdict.Stalled(isRead);
    }
}

/// <summary>Only so many upgrades within a sliding window are let in.</summary>
internal sealed class LimitConnectsFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IUpgradeFault
{
    private readonly Queue<VenueTime> _admitted = new();

    public UpgradeVerdict? Judge(SocketClass socketClass)
    {
        if (!Target.Covers(socketClass)) return null;
        var now = Stage.Agenda.Now;
        while (_admitted.TryPeek(out var oldest) && now - oldest >= (Request.Window ?? TimeSpan.FromMinutes(5)))
        {
            _admitted.Dequeue();
        }

        if (_admitted.Count >= (Request.Count ?? 1)) return new UpgradeVerdict.Refused(Request.Code ?? 403);
        _admitted.Enqueue(now);
        return null;
    }
}

/// <summary>Connections opened while it lasts drop after a while, or after a while without a byte.</summary>
internal sealed class DropAfterFault(FaultOrder order, FaultStage stage) : SocketFault(order, stage)
{
    private readonly Dictionary<VenueSocket, VenueTime> _deadlines = [];
    private int _dropped;

    protected override bool IsSticky => true;

    public override void OnFrame(VenueSocket socket, in OutgoingFrame frame)
    {
        Defer(socket);
        base.OnFrame(socket, frame);
    }

    public override void OnMessage(VenueSocket socket, ReadOnlyMemory<byte> text)
    {
        Defer(socket);
        base.OnMessage(socket, text);
    }

    protected override void OnTaken(VenueSocket socket)
    {
        _deadlines[socket] = Stage.Agenda.Now + Request.Delay!.Value;
        Wait(socket);
    }

    protected override void OnReleased(VenueSocket socket) => _deadlines.Remove(socket);

    protected override void OnLost(VenueSocket socket) => _deadlines.Remove(socket);

    private void Defer(VenueSocket socket)
    {
        if (Request.IsIdle) _deadlines[socket] = Stage.Agenda.Now + Request.Delay!.Value;
    }

    private void Wait(VenueSocket socket) => After(_deadlines[socket] - Stage.Agenda.Now, () =>
    {
        if (!_deadlines.TryGetValue(socket, out var deadline)) return;
        if (deadline > Stage.Agenda.Now)
        {
            Wait(socket);
            return;
        }

        _dropped++;
        socket.Vanish();
        if (_dropped >= Request.Count) Stage.End(this);
    });
}
