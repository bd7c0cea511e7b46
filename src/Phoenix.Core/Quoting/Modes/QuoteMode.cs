using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Modes;

/// <summary>What may be quoted, given the position; the later the more urgently it is brought home.</summary>
public enum QuoteMode
{
    /// <summary>Both sides.</summary>
    Normal = 1,

    /// <summary>Only orders that shrink the position, the first of them at the touch.</summary>
    Pinning,

    /// <summary>As <see cref="Pinning"/>, and in a calm market small slices of it are taken off at once.</summary>
    Grinding,

    /// <summary>The position is near its limit, or must not grow for another reason.</summary>
    ReduceOnly,
}

/// <summary>The change between modes, with hysteresis so that none flickers.</summary>
public static class QuoteModes
{
    /// <summary>Each mode has a threshold to enter and a lower one to leave; the most urgent counts.</summary>
    /// <param name="mode">The mode so far.</param>
    /// <param name="positionRatio">Position ÷ <see cref="RiskSettings.NetMax"/>, of either sign.</param>
    /// <param name="relativeVolatility">Over half an hour, as a fraction of the mid; null is not calm.</param>
    /// <param name="risk">Thresholds of <see cref="QuoteMode.ReduceOnly"/>.</param>
    /// <param name="modes">Thresholds of the others.</param>
    public static QuoteMode Next(
        QuoteMode mode, decimal positionRatio, double? relativeVolatility, RiskSettings risk, ModeSettings modes)
    {
        var ratio = Math.Abs(positionRatio);
        var isNear = mode == QuoteMode.ReduceOnly ? ratio >= risk.ReduceOnlyUntil : ratio > risk.ReduceOnlyAbove;
        var isLarge = mode == QuoteMode.Normal ? ratio > modes.PinAbove : ratio >= modes.PinUntil;
        return isNear ? QuoteMode.ReduceOnly
            : Grinds(mode, ratio, relativeVolatility, modes) ? QuoteMode.Grinding
            : isLarge ? QuoteMode.Pinning
            : QuoteMode.Normal;
    }

    private static bool Grinds(QuoteMode mode, decimal ratio, double? volatility, ModeSettings modes) =>
        mode == QuoteMode.Grinding
            ? ratio >= modes.GrindUntil && IsCalm(volatility, modes.GrindVolatilityUntil)
            : ratio >= modes.GrindFrom && IsCalm(volatility, modes.GrindVolatility);

    /// <summary>What is not known, or no number, is not calm.</summary>
    internal static bool IsCalm(double? volatility, decimal limit) =>
        volatility is { } sigma && double.IsFinite(sigma) && sigma >= 0 && sigma < (double)limit;
}
