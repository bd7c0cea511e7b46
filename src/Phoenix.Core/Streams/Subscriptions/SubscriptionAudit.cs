using System.Collections.Immutable;
using Phoenix.Core.MarketData;

namespace Phoenix.Core.Streams.Subscriptions;

/// <summary>
/// Compares the venue's own list of a connection's subscriptions with what the connection should carry. What is missing
/// counts as not carried, what is too much as strange; the next messages put both right.
/// </summary>
public static class SubscriptionAudit
{
    /// <returns>The state after the comparison, and what was found, null when nothing differs.</returns>
    public static (SubscriptionState State, SubscriptionEffect.Repair? Found) Compare(
        SubscriptionState state, ImmutableArray<string>? listed)
    {
        var rested = state with
        {
            Anew = state.Anew.Union(state.Shelved.Intersect(state.Carried)), // silent before: another try
            Shelved = [],
        };
        if (listed is not { } names)
        {
            return (rested, null);
        }

        var there = names.ToHashSet(StringComparer.Ordinal);
        ImmutableArray<StreamId> missing = [.. state.Carried.Where(stream => !there.Contains(stream.WireName))];
        there.ExceptWith(state.Carried.Select(stream => stream.WireName));
        ImmutableArray<string> unknown = [.. there.Order(StringComparer.Ordinal)];
        var found = missing.Length + unknown.Length;
        if (found == 0)
        {
            return (rested, null);
        }

        var repaired = rested with
        {
            Carried = rested.Carried.Except(missing),
            Anew = rested.Anew.Except(missing),
            Unproven = rested.Unproven.RemoveRange(missing),
            Strange = unknown,
            Repairs = rested.Repairs + found,
        };
        return (repaired, new SubscriptionEffect.Repair(missing, unknown, repaired.Repairs));
    }
}
