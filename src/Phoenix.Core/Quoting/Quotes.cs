using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>A quote we want.</summary>
/// <param name="Layer">1 is the nearest to the market.</param>
public readonly record struct DesiredQuote(int Layer, Side Side, Price Price, Quantity Quantity, bool ReduceOnly);

/// <summary>Everything a decision is made from. The book it comes from must be in sync and fresh.</summary>
public sealed record QuoteInputs
{
    public required Instrument Instrument { get; init; }

    public required BookLevel BestBid { get; init; }

    public required BookLevel BestAsk { get; init; }

    public required Position Position { get; init; }

    /// <summary>
    /// Buys that may execute and are not going to be replaced by this decision: unknown ones, and executions
    /// reported while their fills have not arrived.
    /// </summary>
    public Quantity OpenBuys { get; init; }

    /// <summary>The same for sells.</summary>
    public Quantity OpenSells { get; init; }

    /// <summary>Mark price, for the venue's price band; null when it is not known.</summary>
    public decimal? Mark { get; init; }

    public required GridSettings Grid { get; init; }

    public required RiskSettings Risk { get; init; }

    /// <summary><see cref="Grid"/> on <see cref="Instrument"/>.</summary>
    public required GridShape Shape { get; init; }

    public SkewState Skew { get; init; } = SkewState.Initial;

    public QuoteMode Mode { get; init; } = QuoteMode.Normal;
}

/// <summary>Why nothing at all is quoted.</summary>
public enum QuoteRefusal
{
    /// <summary>Something is quoted, or both sides are out of capacity.</summary>
    None,

    /// <summary>A side of the book is empty.</summary>
    NoTouch,

    /// <summary>Best bid at or above best ask.</summary>
    CrossedBook,

    /// <summary><see cref="RiskSettings.NetMax"/> is not positive.</summary>
    NoLimit,
}

/// <summary>What happened to one side between the grid and the decision.</summary>
/// <param name="Wanted">Layers the grid asks for at this position.</param>
/// <param name="Capacity">What section "worst case" leaves for the side.</param>
/// <param name="Clamped">Layers moved because they, or the layer before them, touched the market.</param>
/// <param name="OutOfBand">Layers dropped for lying too far from the mid or off the venue's band.</param>
/// <param name="Trimmed">Layers cut or dropped for lack of capacity or for the venue's minimums.</param>
public readonly record struct SideReasons(int Wanted, Quantity Capacity, int Clamped, int OutOfBand, int Trimmed);

/// <summary>Why the quotes are what they are; currency figures are in quote currency.</summary>
public sealed record QuoteReasons
{
    public QuoteRefusal Refusal { get; init; }

    public QuoteMode Mode { get; init; }

    /// <summary>Best bid + best ask in ticks: twice the mid, which may lie on half a tick.</summary>
    public long MidTicksTimesTwo { get; init; }

    /// <summary>Shift of the reservation price from the mid for the inventory.</summary>
    public decimal Skew { get; init; }

    /// <summary>The price the grid is centred on.</summary>
    public decimal Reservation { get; init; }

    /// <summary>Ticks by which the ladders were shifted outwards for the least spread.</summary>
    public long MinSpreadShiftTicks { get; init; }

    public SideReasons Bids { get; init; }

    public SideReasons Asks { get; init; }
}

/// <summary>The quotes wanted now, nearest first on each side, with the reasons.</summary>
public sealed record QuoteDecision
{
    public required ImmutableArray<DesiredQuote> Bids { get; init; }

    public required ImmutableArray<DesiredQuote> Asks { get; init; }

    /// <summary>To be given to the next decision.</summary>
    public required SkewState Skew { get; init; }

    public required QuoteReasons Reasons { get; init; }
}

/// <summary>What to do with one side's orders. The three lists are disjoint and run from the touch outwards.</summary>
public sealed record QuoteDiff
{
    public required ImmutableArray<ClientOrderId> Keep { get; init; }

    public required ImmutableArray<ClientOrderId> Cancel { get; init; }

    public required ImmutableArray<DesiredQuote> Place { get; init; }

    public bool IsEmpty => Cancel.IsEmpty && Place.IsEmpty;
}
