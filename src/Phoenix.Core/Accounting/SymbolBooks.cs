using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Accounting;

/// <summary>
/// What quoting one symbol brought: profit by its parts, what happened after fills, and how much was quoted for it. A
/// position that was there before the first mid is worth nothing and lost nothing. Mutated in place by its one owner.
/// </summary>
public sealed class SymbolBooks
{
    private readonly Instrument _instrument;
    private FloorSettings _floor;
    private (Position Position, decimal EntryPrice)? _found;

    public SymbolBooks(Instrument instrument, FloorSettings floor)
    {
        (_instrument, _floor) = (instrument, floor);
        Profit = new ProfitAttribution(instrument);
        Markouts = new Markouts(floor.Markouts);
    }

    /// <summary>Other fees and another edge from now on; the fills that were measured stay measured.</summary>
    public void Take(FloorSettings floor) => _floor = _floor with
    {
        Enabled = floor.Enabled,
        MakerFee = floor.MakerFee,
        TargetEdge = floor.TargetEdge,
    };

    public ProfitAttribution Profit { get; }

    public Markouts Markouts { get; }

    /// <summary>Null before the first look at the clock.</summary>
    public QuoteStatistics? Statistics { get; private set; }

    /// <summary>A good frame: the book is in sync and its touch is this.</summary>
    public void Touched(Price bestBid, Price bestAsk, Instant now)
    {
        var mid = Mid.Between(bestBid, bestAsk);
        if (_found is var (position, entry))
        {
            _found = null;
            Profit.Adopt(position, entry, mid);
        }

        Profit.MidMoved(mid);
        Markouts.MidIs(mid, now);
    }

    /// <summary>There is no mid to measure by until the next good frame.</summary>
    public void WentStale() => Markouts.WentStale();

    /// <summary>The venue's position is ours from now on.</summary>
    public void Adopted(Position position, decimal entryPrice)
    {
        if (Profit.Mid.IsSet)
        {
            Profit.Adopt(position, entryPrice, Profit.Mid);
        }
        else
        {
            _found = (position, entryPrice);
        }
    }

    /// <summary>An execution that the ledger counted, once.</summary>
    public void Filled(Fill fill, QuoteOrigin origin, Instant now)
    {
        Statistics?.OrderFilled();
        if (!Profit.Mid.IsSet)
        {
            var (position, entry) = _found ?? (Position.Flat, 0);
            _found = (position.After(fill.Side, fill.Quantity), entry);
            return;
        }

        Profit.Filled(fill, origin, Profit.Mid);
        Markouts.Filled(fill, origin, Profit.Mid, now);
        Statistics?.PositionIs(Profit.Position);
    }

    public void Sent(int places, int cancels, Instant now, int amends = 0)
    {
        for (var i = 0; i < amends; i++)
        {
            Statistics?.OrderAmended();
        }

        for (var i = 0; i < places; i++)
        {
            Statistics?.OrderPlaced();
        }

        for (var i = 0; i < cancels; i++)
        {
            Statistics?.OrderCanceled(now);
        }
    }

    /// <summary>Time passed with so many quotes resting.</summary>
    public void Passed(int bids, int asks, Instant now)
    {
        Statistics ??= new QuoteStatistics(_floor.Statistics, now);
        Statistics.QuotesRest(bids, asks, now);
        Statistics.ProfitIs(Profit.EquityChange, now);
    }

    public BooksReport Report(Instant now) => BooksReport.Of(this, now);

    /// <summary>
    /// How far from the reservation price a side must stay for what its last fills cost, in quote currency; 0 while it
    /// is not asked for.
    /// </summary>
    public decimal FloorOf(Side side) =>
        _floor.Enabled && Profit.Mid.IsSet
            ? Math.Max(0, _floor.TargetEdge
                + (_floor.MakerFee * Profit.Mid.ToDecimal(_instrument))
                - Markouts.RecentMovesOf(side).Shrunk(_instrument))
            : 0;
}
