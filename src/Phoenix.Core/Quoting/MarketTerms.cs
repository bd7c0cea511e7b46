using Phoenix.Core.Primitives;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Quoting;

/// <summary>What the market's signals add to one side.</summary>
/// <param name="Width">The side's distances are multiplied by this, more than 0.</param>
/// <param name="Floor">Least distance from the reservation price in quote currency; 0 or less for none.</param>
public readonly record struct SideTerms(decimal Width, decimal Floor)
{
    public static SideTerms Neutral { get; } = new(1, 0);
}

/// <summary>
/// What the market's signals say at the moment of a decision, the same for every strategy. Shifts are in quote
/// currency, volatilities those of the mid.
/// </summary>
public sealed record MarketTerms
{
    public static MarketTerms Neutral { get; } = new();

    /// <summary>Fair price less mid.</summary>
    public decimal FairOffset { get; init; }

    /// <summary>Shift of the reservation price for the coming funding payment.</summary>
    public decimal Funding { get; init; }

    /// <summary>Why funding shifts nothing.</summary>
    public FundingGap FundingGap { get; init; }

    public SideTerms Bids { get; init; } = SideTerms.Neutral;

    public SideTerms Asks { get; init; } = SideTerms.Neutral;

    /// <summary>In ticks per √second; null while it is not known.</summary>
    public double? Volatility { get; init; }

    /// <summary>Over half an hour, as a fraction of the mid; null while it is not known.</summary>
    public double? RelativeVolatility { get; init; }

    /// <summary>How often a bid of ours would be filled at a distance.</summary>
    public IntensityEstimate BidFills { get; init; } = IntensityEstimate.Refused(IntensityRefusal.WarmingUp);

    /// <summary>The same for asks.</summary>
    public IntensityEstimate AskFills { get; init; } = IntensityEstimate.Refused(IntensityRefusal.WarmingUp);

    /// <summary>Flow is so one-sided that nothing is quoted for a moment.</summary>
    public bool IsToxic { get; init; }

    public SideTerms Of(Side side) => side == Side.Buy ? Bids : Asks;
}
