namespace Phoenix.Core.Quoting.Pricing;

/// <summary>
/// Quotes that lean against the inventory in proportion to it: <c>δb = half + skew·q</c>, <c>δa = half − skew·q</c>.
/// </summary>
public readonly record struct SpreadAndSkew
{
    private SpreadAndSkew(double half, double skew) => (Half, Skew) = (half, skew);

    /// <summary>Half the distance from bid to ask; more than 0.</summary>
    public double Half { get; }

    /// <summary>Shift of both quotes per unit of inventory; at least 0.</summary>
    public double Skew { get; }

    public static Modeled<SpreadAndSkew> Of(double half, double skew) =>
        double.IsFinite(half) && half > 0 && double.IsFinite(skew) && skew >= 0
            ? new SpreadAndSkew(half, skew)
            : ModelRefusal.OutOfRange;

    /// <param name="inventory">q, signed; long is positive.</param>
    public Modeled<QuoteDistances> At(double inventory) =>
        double.IsFinite(inventory)
            ? QuoteDistances.Of(Half + (Skew * inventory), Half - (Skew * inventory))
            : ModelRefusal.Inventory;
}
