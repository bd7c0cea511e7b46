using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>What may be quoted, given the position.</summary>
public enum QuoteMode
{
    /// <summary>Both sides.</summary>
    Normal = 1,

    /// <summary>Only orders that shrink the position, flagged as such. This way out is never closed.</summary>
    ReduceOnly,
}

/// <summary>The change between modes.</summary>
public static class QuoteModes
{
    /// <summary>
    /// Entered above <see cref="RiskSettings.ReduceOnlyAbove"/>, left below <see cref="RiskSettings.ReduceOnlyUntil"/>;
    /// in between the mode stays.
    /// </summary>
    /// <param name="mode">The mode so far.</param>
    /// <param name="positionRatio">Position ÷ <see cref="RiskSettings.NetMax"/>, of either sign.</param>
    /// <param name="risk">The thresholds.</param>
    public static QuoteMode Next(QuoteMode mode, decimal positionRatio, RiskSettings risk)
    {
        var ratio = Math.Abs(positionRatio);
        return ratio > risk.ReduceOnlyAbove ? QuoteMode.ReduceOnly
            : ratio < risk.ReduceOnlyUntil ? QuoteMode.Normal
            : mode;
    }
}
