using System.Collections.Immutable;

namespace Phoenix.Venue.Faults.Orders;

/// <summary>What can befall orders and what is told of them.</summary>
internal static class OrderVerbs
{
    private static readonly string[] Events = ["account", "stream", "for", "n"];
    private static readonly string[] Requests =
        ["reply", "applied", "delay", "late", "status", "code", "body", "route", "for", "n"];

    internal static ImmutableArray<FaultSpec> All { get; } =
    [
        new(FaultVerb.HideEvent, (order, stage) => new HideEventFault(order, stage), Events) { IsCounted = true },
        new(FaultVerb.DupEvent, (order, stage) => new DupEventFault(order, stage), Events) { IsCounted = true },
        new(FaultVerb.Reorder, (order, stage) => new ReorderFault(order, stage), Events) { IsCounted = true },
        new(FaultVerb.HoldEvents, (order, stage) => new HoldEventsFault(order, stage), "account", "stream", "for"),
        new(FaultVerb.Place, Fate(RequestKind.Place), Requests) { IsCounted = true, Check = FaultChecks.Status },
        new(FaultVerb.Cancel, Fate(RequestKind.Cancel), Requests) { IsCounted = true, Check = FaultChecks.Status },
        new(FaultVerb.Fill, (order, stage) => new FillFault(order, stage), "account", "symbol", "order", "quantity")
        {
            IsInstant = true,
            Trades = true,
        },
        new(
            FaultVerb.ForeignOrder,
            (order, stage) => new ForeignOrderFault(order, stage),
            "account", "symbol", "side", "price", "quantity", "order")
        {
            IsInstant = true,
            Trades = true,
            Check = request => request.Side is not null && request.Quantity > 0
                ? null
                : "foreignOrder needs a side and a quantity.",
        },
        new(FaultVerb.Adl, (order, stage) => new AdlFault(order, stage), "account", "symbol", "quantity")
        {
            IsInstant = true,
            Trades = true,
        },
        new(FaultVerb.QueryLag, (order, stage) => new QueryLagFault(order, stage), "delay", "for")
        {
            Check = request => request.Delay > TimeSpan.Zero ? null : "queryLag needs a delay.",
        },
    ];

    private static Func<FaultOrder, FaultStage, Fault> Fate(RequestKind kind) =>
        (order, stage) => new OrderRequestFault(order, stage, kind);
}
