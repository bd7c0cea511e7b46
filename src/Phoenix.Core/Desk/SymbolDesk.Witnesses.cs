using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Desk;

/// <content>Other streams as witnesses: what they show must be possible with the book.</content>
public sealed partial class SymbolDesk
{
    /// <summary>Shorter than a witness is remembered: what was put off is not forgotten.</summary>
    private static readonly TimeSpan MostRefetchPause = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan VolumeRetry = TimeSpan.FromMinutes(1);

    private readonly TradeWitness _trades = new();
    private readonly MarkWitness _marks;
    private readonly BestQuoteWitness _quotes = new();
    private long _lastPrint;
    private Instant _nextVolume;
    private Instant _nextRefetch;
    private TimeSpan _refetchPause;
    private Contradiction? _refetchOwed;

    /// <summary>A trade of anybody's, over one of the connections that carry them.</summary>
    public void OnTrade(TradePrint print, Instant now, List<DeskEffect> effects)
    {
        if (print.Id <= _lastPrint)
        {
            return; // a sibling was faster
        }

        _lastPrint = print.Id;
        _signals.Traded(print, now);
        Queues.Traded(print, now);
        if (_trades.Printed(print.Price, print.TradeTime, Book.LastUpdateId, now) is { } outside && CanBeDoubted)
        {
            Resync(outside, now, effects);
            Act(now, effects);
        }
    }

    /// <summary>The best prices of the exchange, over one of the connections that carry them.</summary>
    public void OnBestQuote(Epoch epoch, BookTicker quote, Instant now, List<DeskEffect> effects)
    {
        if (_quotes.Quoted(epoch, quote.UpdateId, quote.Bid, quote.Ask, now) is { } differs && CanBeDoubted)
        {
            Refute(differs, now, effects);
            Act(now, effects);
        }
    }

    /// <summary>The venue's mark price.</summary>
    public void OnMark(MarkPrice announced, Instant now, List<DeskEffect> effects)
    {
        var mark = announced.Mark;
        Mark = mark;
        _signals.Marked(announced, now);
        (_markAt, _markTime) = (now, announced.EventTime);
        JudgeLosses(now, effects);
        _funding.Expect(announced.NextFunding, now);
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

    /// <summary>The answer to <see cref="DeskEffect.AskDayVolume"/>; a failure is asked again.</summary>
    public void OnDayVolume(VenueReply<decimal> reply)
    {
        if (reply is VenueReply<decimal>.Ok(var volume))
        {
            _signals.DayVolume(volume);
        }
    }

    /// <summary>Once, for the measure of one-sided trading, unless that is configured or switched off.</summary>
    private void AskVolume(Instant now, List<DeskEffect> effects)
    {
        if (_signals.WantsDayVolume && now >= _nextVolume)
        {
            _nextVolume = now + VolumeRetry;
            effects.Add(new DeskEffect.AskDayVolume());
        }
    }

    /// <summary>A book that is not there yet cannot be contradicted.</summary>
    private bool CanBeDoubted => !IsHalted(HaltCauses.BookUnsynchronized | HaltCauses.MarketDataDown);

    private bool IsContradicted(Instant now) =>
        _trades.Contradicts(now) || _marks.Contradicts(now) || _quotes.Contradicts(now);

    /// <summary>A frame advanced the book, maybe to where a best quote is known.</summary>
    private void JudgeTouch(Instant now, List<DeskEffect> effects)
    {
        if (Book is { IsCrossed: false, BestBid: { } bid, BestAsk: { } ask }
            && _quotes.Touched(Book.LastUpdateId, bid, ask, now) is { } differs)
        {
            Refute(differs, now, effects);
        }
    }

    /// <summary>
    /// Best quotes differ from a sick book several times a second. It is fetched ever more slowly while that lasts,
    /// so that the request weight is left to others, and is in doubt in between.
    /// </summary>
    private void Refute(Contradiction contradiction, Instant now, List<DeskEffect> effects)
    {
        if (now < _nextRefetch)
        {
            _refetchOwed = contradiction;
            Doubt(contradiction, now, effects);
            return;
        }

        var slower = TimeSpan.FromTicks(Math.Clamp(
            2 * _refetchPause.Ticks, SnapshotPacing.Ticks, MostRefetchPause.Ticks));
        _refetchPause = now - _nextRefetch >= Relapse ? SnapshotPacing : slower;
        (_nextRefetch, _refetchOwed) = (now + _refetchPause, null);
        Resync(contradiction, now, effects);
    }

    /// <summary>What was put off is done, unless a quote has fitted since.</summary>
    /// <returns>Whether the book was given up for it.</returns>
    private bool RefetchOwed(Instant now, List<DeskEffect> effects)
    {
        if (_refetchOwed is not { } owed || now < _nextRefetch)
        {
            return false;
        }

        _refetchOwed = null;
        if (!_quotes.Contradicts(now))
        {
            return false;
        }

        Refute(owed, now, effects);
        return true;
    }
}
