using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Pricing;

/// <summary>
/// Avellaneda and Stoikov's quotes: the mid is a Brownian motion of volatility σ, utility is exponential with risk
/// aversion γ, and an order at distance δ is filled at the rate <c>A·exp(−kδ)</c>. Volatility, decay and risk aversion
/// share one unit of price, and distances come out in it; inventory is counted in orders.
/// </summary>
/// <remarks>High-frequency trading in a limit order book, Quantitative Finance 8(3), 2008.</remarks>
public static class AvellanedaStoikov
{
    /// <summary>
    /// Quotes for a horizon that rolls on, since a perpetual has no closing bell:
    /// <c>skew = γσ²τ</c>, <c>half = γσ²τ/2 + (1/γ)·ln(1 + γ/k)</c>.
    /// </summary>
    /// <param name="volatility">σ, price ÷ √s.</param>
    /// <param name="fillDecay">k, 1 ÷ price.</param>
    /// <param name="settings">Gives γ and τ.</param>
    public static Modeled<SpreadAndSkew> RollingHorizon(
        double volatility, double fillDecay, AvellanedaStoikovSettings settings)
    {
        if (Refuse(volatility, fillDecay, settings) is { } refusal)
        {
            return refusal;
        }

        if (settings.Horizon <= TimeSpan.Zero)
        {
            return ModelRefusal.Horizon;
        }

        var skew = settings.RiskAversion * volatility * volatility * settings.Horizon.TotalSeconds;
        return SpreadAndSkew.Of((skew / 2) + Margin(fillDecay, settings), skew);
    }

    /// <summary>The limit γ → 0, which no setting reaches: 1/k on either side, whatever the inventory.</summary>
    public static Modeled<SpreadAndSkew> RiskNeutral(double fillDecay) =>
        Logarithm.IsPositive(fillDecay) ? SpreadAndSkew.Of(1 / fillDecay, 0) : ModelRefusal.FillDecay;

    /// <summary>
    /// Quotes without a horizon, for inventories within the bound; at the bound the adding side is not quoted. The
    /// margin <c>(1/γ)·ln(1 + γ/k)</c> stands before the prices at which one more order neither helps nor hurts.
    /// </summary>
    /// <param name="inventory">q, signed; up to the bound, inclusive.</param>
    /// <param name="volatility">
    /// σ. Must be known, though it cancels: the bound fixes the discount ω as a multiple of γ²σ².
    /// </param>
    /// <param name="fillDecay">k, 1 ÷ price.</param>
    /// <param name="settings">Gives γ and the bound.</param>
    public static Modeled<QuoteDistances> InfiniteHorizon(
        double inventory, double volatility, double fillDecay, AvellanedaStoikovSettings settings)
    {
        if (RefuseBounded(inventory, volatility, fillDecay, settings) is { } refusal)
        {
            return refusal;
        }

        var margin = Margin(fillDecay, settings);
        return QuoteDistances.Of(
            margin + BuyingIndifference(inventory, settings), margin + BuyingIndifference(-inventory, settings));
    }

    /// <summary>
    /// The reservation bid and ask as they are usually printed, for comparison with published numbers; not
    /// for quoting. The printed ask has its sign outside the logarithm: it does not mirror the bid, it is not the
    /// price at which a sale leaves the value function unchanged, and at the short bound it would still sell.
    /// </summary>
    public static Modeled<QuoteDistances> ReservationsAsPrinted(
        double inventory, double volatility, double fillDecay, AvellanedaStoikovSettings settings)
    {
        if (RefuseBounded(inventory, volatility, fillDecay, settings) is { } refusal)
        {
            return refusal;
        }

        var left = Square(settings.InventoryBound + 1) - Square(inventory);
        var above = Math.Log(1 + ((1 - (2 * inventory)) / left)) / settings.RiskAversion;
        return QuoteDistances.Of(BuyingIndifference(inventory, settings), above);
    }

    /// <summary>
    /// How far below the fair price buying one order leaves the value function
    /// <c>−exp(−γ(x + qs)) / (ω − γ²q²σ²/2)</c>, ω = γ²σ²(q_max + 1)²/2, as it is; selling at −q is its mirror image.
    /// Null at the bound, where no price is low enough.
    /// </summary>
    private static double? BuyingIndifference(double inventory, AvellanedaStoikovSettings settings)
    {
        var end = settings.InventoryBound + 1;
        var after = (end - (inventory + 1)) * (end + (inventory + 1));
        var before = (end - inventory) * (end + inventory);
        return after <= 0 ? null : -Math.Log(after / before) / settings.RiskAversion;
    }

    /// <summary>What a fill must earn: (1/γ)·ln(1 + γ/k).</summary>
    private static double Margin(double fillDecay, AvellanedaStoikovSettings settings) =>
        Logarithm.PerUnit(settings.RiskAversion / fillDecay) / fillDecay;

    private static ModelRefusal? Refuse(double volatility, double fillDecay, AvellanedaStoikovSettings settings) =>
        !Logarithm.IsPositive(volatility) ? ModelRefusal.Volatility
        : !Logarithm.IsPositive(fillDecay) ? ModelRefusal.FillDecay
        : !Logarithm.IsPositive(settings.RiskAversion) ? ModelRefusal.RiskAversion
        : null;

    private static ModelRefusal? RefuseBounded(
        double inventory, double volatility, double fillDecay, AvellanedaStoikovSettings settings) =>
        Refuse(volatility, fillDecay, settings) is { } refusal ? refusal
        : !Logarithm.IsPositive(settings.InventoryBound) ? ModelRefusal.InventoryBound
        : !double.IsFinite(inventory) ? ModelRefusal.Inventory
        : Math.Abs(inventory) > settings.InventoryBound ? ModelRefusal.BeyondBound
        : null;

    private static double Square(double value) => value * value;
}
