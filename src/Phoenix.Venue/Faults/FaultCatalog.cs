using System.Collections.Frozen;
using System.Collections.Immutable;
using Phoenix.Venue.Faults.Control;
using Phoenix.Venue.Faults.Data;
using Phoenix.Venue.Faults.Keys;
using Phoenix.Venue.Faults.Limits;
using Phoenix.Venue.Faults.Orders;
using Phoenix.Venue.Faults.Wire;

namespace Phoenix.Venue.Faults;

/// <summary>All verbs, with their parameters and the classes that carry them out.</summary>
internal static class FaultCatalog
{
    private static readonly ImmutableArray<FaultSpec> All =
    [
        .. WireVerbs.All, .. ControlVerbs.All, .. DataVerbs.All, .. KeyVerbs.All, .. OrderVerbs.All, .. LimitVerbs.All,
    ];

    private static readonly FrozenDictionary<FaultVerb, FaultSpec> ByVerb = All.ToFrozenDictionary(spec => spec.Verb);

    internal static FaultSpec Of(FaultVerb verb) => ByVerb[verb];
}
