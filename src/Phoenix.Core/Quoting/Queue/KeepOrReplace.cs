using Phoenix.Core.Quoting.Pricing;

namespace Phoenix.Core.Quoting.Queue;

/// <summary>Where an order stands and what its fill would earn.</summary>
/// <param name="Ahead">What is executed before it, in lots; at least 0.</param>
/// <param name="Edge">Distance to the fair price, better than it being positive.</param>
/// <param name="ExpectedMove">What the price is expected to move in its favour after the fill, same unit.</param>
public readonly record struct Standing(double Ahead, double Edge, double ExpectedMove);

/// <summary>The comparison and its two sides, in the unit of the edges.</summary>
/// <param name="Keep">Whether the live order is worth at least as much as the new one after its cost.</param>
public readonly record struct KeepVerdict(bool Keep, double LiveValue, double NewValue);

/// <summary>
/// Whether moving an order is worth its place in the queue. With the volume that trades at a price within the horizon
/// of the decision distributed exponentially around its mean, an order is reached with probability
/// <c>exp(−ahead/mean)</c>. It refines the tolerances of matching; it has no say over the near limit, stale data or
/// risk, and after a refusal those tolerances alone decide.
/// </summary>
public static class KeepOrReplace
{
    /// <param name="live">The order that rests.</param>
    /// <param name="replacement">The order that would take its place, at the back of its queue.</param>
    /// <param name="meanTradedLots">v̄, volume expected to trade at the price within the horizon; more than 0.</param>
    /// <param name="cost">Of one order from the rate budget, in the unit of the edges; 0 when it is plentiful.</param>
    public static Modeled<KeepVerdict> Judge(
        Standing live, Standing replacement, double meanTradedLots, double cost)
    {
        if ((Refuse(live) ?? Refuse(replacement)) is { } refusal)
        {
            return refusal;
        }

        if (!(double.IsFinite(meanTradedLots) && meanTradedLots > 0))
        {
            return ModelRefusal.TradedVolume;
        }

        if (!(double.IsFinite(cost) && cost >= 0))
        {
            return ModelRefusal.Cost;
        }

        var (kept, moved) = (Value(live, meanTradedLots), Value(replacement, meanTradedLots));
        return new KeepVerdict(kept >= moved - cost, kept, moved);
    }

    private static double Value(Standing order, double meanTradedLots) =>
        Math.Exp(-order.Ahead / meanTradedLots) * (order.Edge + order.ExpectedMove);

    private static ModelRefusal? Refuse(Standing order) =>
        !(double.IsFinite(order.Ahead) && order.Ahead >= 0) ? ModelRefusal.QueueAhead
        : !double.IsFinite(order.Edge + order.ExpectedMove) ? ModelRefusal.Edge
        : null;
}
