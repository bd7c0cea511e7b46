using System.Collections.Immutable;

namespace Phoenix.Venue.Faults.Data;

/// <summary>What can befall the frames of streams, depth snapshots and whole markets.</summary>
internal static class DataVerbs
{
    private static readonly string[] Frames = ["target", "stream", "for", "n", "sticky"];
    private static readonly string[] Sockets = ["target", "stream", "for", "sticky"];

    internal static ImmutableArray<FaultSpec> All { get; } =
    [
        new(FaultVerb.Gap, (order, stage) => new GapFault(order, stage), Frames)
        {
            NeedsTarget = true, NeedsStream = true,
        },
        new(FaultVerb.Swap, (order, stage) => new SwapFault(order, stage), Frames) { NeedsTarget = true },
        new(FaultVerb.Dup, (order, stage) => new DupFault(order, stage), Frames) { NeedsTarget = true },
        new(FaultVerb.BadJson, (order, stage) => new BadJsonFault(order, stage), Frames) { NeedsTarget = true },
        new(FaultVerb.NewEnum, (order, stage) => new NewEnumFault(order, stage), Frames) { NeedsTarget = true },
        new(FaultVerb.Lag, (order, stage) => new LagFault(order, stage), [.. Sockets, "delay"])
        {
            NeedsTarget = true,
            Check = request => request.Delay > TimeSpan.Zero ? null : "lag needs a delay.",
        },
        new(FaultVerb.Burst, (order, stage) => new BurstFault(order, stage), [.. Sockets, "size"])
        {
            NeedsTarget = true,
            Check = request => request.Size > 0 || request.Duration is not null
                ? null
                : "burst needs a size or a duration.",
        },
        new(FaultVerb.Freeze, (order, stage) => new FreezeFault(order, stage), Sockets) { NeedsTarget = true },
        new(FaultVerb.Cross, (order, stage) => new CrossFault(order, stage), Frames) { NeedsTarget = true },
        new(FaultVerb.SnapOld, (order, stage) => new OldSnapshotFault(order, stage), "symbol", "for", "n")
        {
            IsCounted = true,
        },
        new(
            FaultVerb.SnapFail,
            (order, stage) => new SnapshotFailFault(order, stage),
            "status", "body", "retryAfter", "for", "n")
        {
            IsCounted = true,
            Check = FaultChecks.Status,
        },
        new(FaultVerb.Halt, (order, stage) => new HaltFault(order, stage), "symbol", "for"),
    ];
}
