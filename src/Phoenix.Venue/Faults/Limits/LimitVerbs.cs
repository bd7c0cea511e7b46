using System.Collections.Immutable;

namespace Phoenix.Venue.Faults.Limits;

/// <summary>What can befall requests on their way in, clients that ask too much, and the venue's clock.</summary>
internal static class LimitVerbs
{
    internal static ImmutableArray<FaultSpec> All { get; } =
    [
        new(
            FaultVerb.Http,
            (order, stage) => new HttpFault(order, stage),
            "route", "status", "body", "applied", "retryAfter", "for", "n")
        {
            IsCounted = true, Check = FaultChecks.Status,
        },
        new(FaultVerb.Ban, (order, stage) => new BanFault(order, stage), "for")
        {
            Check = request => request.Duration is null ? "ban needs a duration." : null,
        },
        new(FaultVerb.Weight, (order, stage) => new WeightFault(order, stage), "size", "for")
        {
            Check = request => request.Size is null ? "weight needs a size, the limit." : null,
        },
        new(FaultVerb.OrderCount, (order, stage) => new OrderCountFault(order, stage), "account", "size", "for")
        {
            Check = request => request.Size is null ? "orderCount needs a size, the limit." : null,
        },
        new(FaultVerb.Skew, (order, stage) => new SkewFault(order, stage), "offset", "drift", "for")
        {
            Check = request => request.Offset is null && request.Drift is null
                ? "skew needs an offset or a drift."
                : null,
        },
    ];
}
