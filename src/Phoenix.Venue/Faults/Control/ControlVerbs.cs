using System.Collections.Immutable;

namespace Phoenix.Venue.Faults.Control;

/// <summary>What can befall control messages and subscriptions.</summary>
internal static class ControlVerbs
{
    private static readonly string[] Sockets = ["target", "for", "n"];

    internal static ImmutableArray<FaultSpec> All { get; } =
    [
        new(FaultVerb.NoAck, (order, stage) => new NoAckFault(order, stage), Sockets) { IsCounted = true },
        new(FaultVerb.LateAck, (order, stage) => new LateAckFault(order, stage), [.. Sockets, "delay"])
        {
            IsCounted = true,
            Check = request => request.Delay > TimeSpan.Zero ? null : "lateAck needs a delay.",
        },
        new(FaultVerb.ErrAck, (order, stage) => new ErrAckFault(order, stage), [.. Sockets, "code", "body"])
        {
            IsCounted = true,
        },
        new(FaultVerb.AckOnly, (order, stage) => new SilentSubscriptionFault(order, stage), "target", "stream", "for")
        {
            NeedsTarget = true, NeedsStream = true,
        },
        new(
            FaultVerb.SubsetOnly,
            (order, stage) => new SilentSubscriptionFault(order, stage),
            "target", "streams", "for"),
        new(FaultVerb.LimitControl, (order, stage) => new LimitControlFault(order, stage), "target", "size", "for")
        {
            Check = request => request.Size > 0 ? null : "limitControl needs a size, messages per second.",
        },
    ];
}
