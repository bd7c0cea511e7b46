using System.Collections.Immutable;

namespace Phoenix.Venue.Faults.Keys;

/// <summary>What can befall listen keys.</summary>
internal static class KeyVerbs
{
    internal static ImmutableArray<FaultSpec> All { get; } =
    [
        new(FaultVerb.KeyExpire, (order, stage) => new KeyExpireFault(order, stage), "account", "mode")
        {
            IsInstant = true,
        },
        new(FaultVerb.KeyCloseByOther, (order, stage) => new KeyCloseFault(order, stage), "account")
        {
            IsInstant = true,
        },
        new(FaultVerb.KeySame, (order, stage) => new KeySameFault(order, stage), "account", "for", "n")
        {
            IsCounted = true,
        },
        new(FaultVerb.KeyGone, (order, stage) => new KeyGoneFault(order, stage), "for", "n") { IsCounted = true },
        new(
            FaultVerb.KeyFail,
            (order, stage) => new KeyFailFault(order, stage),
            "status", "body", "applied", "for", "n")
        {
            IsCounted = true, Check = FaultChecks.Status,
        },
    ];
}
