using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>How much wider a side is quoted against traders who may know more.</summary>
public static class ToxicityMultiplier
{
    /// <summary>
    /// 1 while calm, else <c>1 + coefficient·VPIN</c>; 1 too for the side that is not hit when the flow is one-sided.
    /// </summary>
    /// <param name="side">Of our quotes: bids are hit by those who sell, asks by those who buy.</param>
    public static double Of(Side side, Toxicity reading, ToxicityLevel level, VpinSettings settings)
    {
        var isSpared = side.Sign() * reading.SignedImbalance > settings.OneSidedBeyond;
        return level == ToxicityLevel.Calm || isSpared ? 1 : 1 + (settings.Coefficient * reading.Vpin);
    }
}
