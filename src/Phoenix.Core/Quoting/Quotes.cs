using System.Collections.Immutable;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>What a quote is for.</summary>
public enum QuoteKind
{
    /// <summary>A layer of the strategy's ladder.</summary>
    Layer,

    /// <summary>Joins the touch to bring a position home: <see cref="QuoteMode.Pinning"/>.</summary>
    Pin,

    /// <summary>Waits near the mid to bring a position home: <see cref="QuoteMode.Grinding"/>.</summary>
    Maker,

    /// <summary>Waits far from the market for a spike, while a position is brought home.</summary>
    Far,

    /// <summary>Takes a part of a position off at once and pays for it: <see cref="QuoteMode.Grinding"/>.</summary>
    Slice,
}

/// <summary>A quote we want.</summary>
/// <param name="Layer">1 is the nearest to the market.</param>
public readonly record struct DesiredQuote(
    int Layer,
    Side Side,
    Price Price,
    Quantity Quantity,
    bool ReduceOnly,
    QuoteKind Kind = QuoteKind.Layer);

/// <summary>What the decisions so far have to be remembered for by the next one.</summary>
public sealed record QuoteMemory
{
    public static QuoteMemory Initial { get; } = new();

    public SkewState Skew { get; init; } = SkewState.Initial;

    /// <summary>Where the position is pinned; null while it is not.</summary>
    public PinState? Pin { get; init; }

    /// <summary>When the last slice was sent; told by who sent it.</summary>
    public Instant? LastSlice { get; init; }
}

/// <summary>Everything a decision is made from. The book it comes from must be in sync and fresh.</summary>
public sealed record QuoteInputs
{
    public required Instrument Instrument { get; init; }

    public required BookLevel BestBid { get; init; }

    public required BookLevel BestAsk { get; init; }

    public required Position Position { get; init; }

    /// <summary>The moment of the decision.</summary>
    public Instant Now { get; init; }

    /// <summary>
    /// Buys that may execute and are not going to be replaced by this decision: unknown ones, and executions
    /// reported while their fills have not arrived.
    /// </summary>
    public Quantity OpenBuys { get; init; }

    /// <summary>The same for sells.</summary>
    public Quantity OpenSells { get; init; }

    /// <summary>Mark price, for the venue's price band; null when it is not known.</summary>
    public decimal? Mark { get; init; }

    public IQuotingStrategy Strategy { get; init; } = GridStrategy.Instance;

    public AvellanedaStoikovSettings AvellanedaStoikov { get; init; } = new();

    public GlftSettings Glft { get; init; } = new();

    public required GridSettings Grid { get; init; }

    public required RiskSettings Risk { get; init; }

    public ModeSettings Modes { get; init; } = new();

    /// <summary>Layers per side at most, for the venue's limits; what brings a position home is not counted.</summary>
    public int MostLayers { get; init; } = GridShape.MaxLayers;

    /// <summary><see cref="Grid"/> on <see cref="Instrument"/>.</summary>
    public required GridShape Shape { get; init; }

    /// <summary>What the market's signals add to any strategy's quotes.</summary>
    public MarketTerms Terms { get; init; } = MarketTerms.Neutral;

    public QuoteMemory Memory { get; init; } = QuoteMemory.Initial;

    public QuoteMode Mode { get; init; } = QuoteMode.Normal;

    /// <summary>
    /// What position and orders may be worth together, in quote currency: the symbol's limit or its share of the
    /// account's, whichever is less. Null for no bound.
    /// </summary>
    public decimal? NotionalMax { get; init; }

    /// <summary>How a position is taken off that is to be 0; null while it need not be.</summary>
    public FlattenSettings? Flatten { get; init; }

    /// <summary>
    /// Unrealised loss ÷ notional of the position, 0 while it is not losing; brakes the slices of
    /// <see cref="QuoteMode.Grinding"/>.
    /// </summary>
    public decimal LossRatio { get; init; }

    /// <summary>Best bid + best ask in ticks: twice the mid, which may lie on half a tick.</summary>
    internal long MidTicksTimesTwo => BestBid.Price.Ticks + BestAsk.Price.Ticks;

    /// <summary>The side that shrinks the position; null when it is flat.</summary>
    internal Side? ReducingSide => Position.IsFlat ? null : Position.Lots > 0 ? Side.Sell : Side.Buy;

    /// <summary>Position ÷ limit, without its sign.</summary>
    internal decimal PositionRatio => Instrument.ToDecimal(Position.Size) / Risk.NetMax;

    /// <summary>The best price of the side a quote of <paramref name="side"/> would join.</summary>
    internal Price Touch(Side side) => side == Side.Buy ? BestBid.Price : BestAsk.Price;
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

    /// <summary>Flow is so one-sided that nothing is quoted for a moment; a position is still brought home.</summary>
    ToxicFlow,
}

/// <summary>What happened to one side between the strategy and the decision.</summary>
/// <param name="Wanted">Rungs that strategy and mode ask for at this position.</param>
/// <param name="Capacity">What <see cref="WorstCase"/> leaves for the side.</param>
/// <param name="Clamped">Rungs moved because they, or the rung before them, touched the market.</param>
/// <param name="OutOfBand">Rungs dropped for lying too far from the mid or off the venue's band.</param>
/// <param name="Trimmed">Rungs cut or dropped for lack of capacity or for the venue's minimums.</param>
public readonly record struct SideReasons(int Wanted, Quantity Capacity, int Clamped, int OutOfBand, int Trimmed);

/// <summary>Why the quotes are what they are; currency figures are in quote currency.</summary>
public sealed record QuoteReasons
{
    public QuoteRefusal Refusal { get; init; }

    public QuoteMode Mode { get; init; }

    /// <summary>Which strategy made the prices.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>Why the configured strategy did not, and the grid did; null when it did.</summary>
    public string? Fallback { get; init; }

    /// <summary>Best bid + best ask in ticks: twice the mid, which may lie on half a tick.</summary>
    public long MidTicksTimesTwo { get; init; }

    /// <summary>What made the prices.</summary>
    public PriceTerms Terms { get; init; }

    public SideReasons Bids { get; init; }

    public SideReasons Asks { get; init; }
}

/// <summary>The quotes wanted now, nearest first on each side, with the reasons.</summary>
public sealed record QuoteDecision
{
    public required ImmutableArray<DesiredQuote> Bids { get; init; }

    public required ImmutableArray<DesiredQuote> Asks { get; init; }

    /// <summary>To be sent beside the quotes, immediate or cancel; null when there is none.</summary>
    public DesiredQuote? Slice { get; init; }

    /// <summary>To be given to the next decision.</summary>
    public required QuoteMemory Memory { get; init; }

    public required QuoteReasons Reasons { get; init; }
}

/// <summary>An order that is given the price and the rest of a quote.</summary>
public readonly record struct AmendedQuote(ClientOrderId Id, OrderTerms Terms, DesiredQuote Quote);

/// <summary>What to do with one side's orders. The lists are disjoint and run from the touch outwards.</summary>
public sealed record QuoteDiff
{
    public required ImmutableArray<ClientOrderId> Keep { get; init; }

    public required ImmutableArray<ClientOrderId> Cancel { get; init; }

    public required ImmutableArray<DesiredQuote> Place { get; init; }

    /// <summary>Orders that one request each turns into quotes that were to be placed.</summary>
    public ImmutableArray<AmendedQuote> Amend { get; init; } = [];

    public bool IsEmpty => Cancel.IsEmpty && Place.IsEmpty && Amend.IsEmpty;
}
