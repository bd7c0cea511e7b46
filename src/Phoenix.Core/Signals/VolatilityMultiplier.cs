using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>How much wider a moving market is quoted.</summary>
public static class VolatilityMultiplier
{
    /// <summary>
    /// <c>clamp(1 + coefficient·σ, least, greatest)</c>; null when the volatility is negative or no number.
    /// </summary>
    /// <param name="relative30Minutes">As a share of the price.</param>
    public static double? Of(double relative30Minutes, WidthSettings settings) =>
        relative30Minutes >= 0 && double.IsFinite(relative30Minutes)
            ? Math.Clamp(
                1 + (settings.VolatilityCoefficient * relative30Minutes), settings.Least, settings.Greatest)
            : null;
}
