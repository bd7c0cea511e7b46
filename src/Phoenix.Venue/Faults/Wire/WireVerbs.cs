using System.Collections.Immutable;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults.Wire;

/// <summary>What can befall connections.</summary>
internal static class WireVerbs
{
    private static readonly string[] Sockets = ["target", "for", "sticky"];

    internal static ImmutableArray<FaultSpec> All { get; } =
    [
        new(FaultVerb.Mute, (order, stage) => new MuteFault(order, stage), [.. Sockets, "stream"])
        {
            NeedsTarget = true,
        },
        new(FaultVerb.MuteData, (order, stage) => new MuteDataFault(order, stage), Sockets) { NeedsTarget = true },
        new(FaultVerb.Blackhole, (order, stage) => new BlackholeFault(order, stage), Sockets) { NeedsTarget = true },
        new(FaultVerb.Close, Strike(Close), "target", "code")
        {
            NeedsTarget = true,
            IsInstant = true,
            Check = request => request.Code is < 1000 or > 4999 ? "code must be from 1000 to 4999." : null,
        },
        new(FaultVerb.Drop, Strike(static (socket, _) => socket.Abort()), "target")
        {
            NeedsTarget = true, IsInstant = true,
        },
        new(FaultVerb.Eof, Strike(static (socket, _) => socket.Vanish()), "target")
        {
            NeedsTarget = true, IsInstant = true,
        },
        new(FaultVerb.Rst, Strike(static (socket, _) => socket.Reset()), "target")
        {
            NeedsTarget = true, IsInstant = true,
        },
        new(FaultVerb.Refuse, (order, stage) => new RefuseFault(order, stage), "target", "for", "n", "code", "reply")
        {
            IsCounted = true,
        },
        new(FaultVerb.StallTcp, Stall(isRead: false), "target", "for", "n") { IsCounted = true },
        new(FaultVerb.StallUpgrade, Stall(isRead: true), "target", "for", "n") { IsCounted = true },
        new(
            FaultVerb.LimitConnects,
            (order, stage) => new LimitConnectsFault(order, stage),
            "target", "for", "n", "window", "code"),
        new(FaultVerb.DropAfter, (order, stage) => new DropAfterFault(order, stage), [.. Sockets, "delay", "idle", "n"])
        {
            Check = request => request.Delay > TimeSpan.Zero ? null : "dropAfter needs a delay.",
        },
        new(FaultVerb.NoPong, Bend(shape => shape with { AnswersPings = false }), Sockets) { NeedsTarget = true },
        new(FaultVerb.NoPing, Bend(shape => shape with { SendsPings = false }), Sockets) { NeedsTarget = true },
        new(FaultVerb.StopReading, Bend(shape => shape with { Reads = false }), Sockets) { NeedsTarget = true },
        new(FaultVerb.BadPing, Strike(Ping), "target", "payload") { NeedsTarget = true, IsInstant = true },
        new(FaultVerb.Fragment, Fragment, [.. Sockets, "size"])
        {
            NeedsTarget = true,
            Check = request => request.Size is null or > 0 ? null : "size must be at least 1.",
        },
    ];

    private static Func<FaultOrder, FaultStage, Fault> Strike(Action<VenueSocket, FaultRequest> act) =>
        (order, stage) => new StrikeFault(order, stage, act);

    private static Func<FaultOrder, FaultStage, Fault> Stall(bool isRead) =>
        (order, stage) => new StallFault(order, stage, isRead);

    private static Func<FaultOrder, FaultStage, Fault> Bend(Func<WireShape, WireShape> bend) =>
        (order, stage) => new BendFault(order, stage, bend);

    private static BendFault Fragment(FaultOrder order, FaultStage stage) =>
        new(order, stage, shape => shape with { FragmentBytes = order.Request.Size ?? 1000 });

    private static void Close(VenueSocket socket, FaultRequest request) =>
        socket.Close(request.Code ?? 1001, "going away");

    private static void Ping(VenueSocket socket, FaultRequest request) =>
        socket.Ping(System.Text.Encoding.UTF8.GetBytes(request.Payload ?? "x"));
}
