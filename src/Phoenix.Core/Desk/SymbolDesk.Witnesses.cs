using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Desk;

/// <content>Other streams as witnesses: what they show must be possible with the book.</content>
public sealed partial class SymbolDesk
{
    private readonly TradeWitness _trades = new();
    private readonly MarkWitness _marks;
    private long _lastPrint;

    /// <summary>A trade of anybody's, over one of the connections that carry them.</summary>
    public void OnTrade(TradePrint print, Instant now, List<DeskEffect> effects)
    {
        if (print.Id <= _lastPrint)
        {
            return; // a sibling was faster
        }

        _lastPrint = print.Id;
        if (_trades.Printed(print.Price, print.TradeTime, Book.LastUpdateId, now) is { } outside && CanBeDoubted)
        {
            Resync(outside, now, effects);
            Act(now, effects);
        }
    }

    /// <summary>The venue's mark price.</summary>
    public void OnMark(decimal mark, Instant now, List<DeskEffect> effects)
    {
        Mark = mark;
        if (!CanBeDoubted || Book.BestBid is not { } bid || Book.BestAsk is not { } ask)
        {
            return;
        }

        var middle = (_instrument.ToDecimal(bid.Price) + _instrument.ToDecimal(ask.Price)) / 2;
        if (_marks.Marked(mark, middle, Book.LastUpdateId, now) is { } far)
        {
            Resync(far, now, effects);
            Act(now, effects);
        }
    }

    /// <summary>A book that is not there yet cannot be contradicted.</summary>
    private bool CanBeDoubted => !IsHalted(HaltCauses.BookUnsynchronized | HaltCauses.MarketDataDown);

    private bool IsContradicted(Instant now) => _trades.Contradicts(now) || _marks.Contradicts(now);
}
