using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Market.Replay;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>
/// One market of the venue: book, crowd, mark price, and what each kind of stream is to publish next. It advances in
/// steps of 100 ms, each of two halves around the moment the depth frames are cut, so that a snapshot taken between
/// two frames lies inside the update ids of the next one, as it does on the mainnet.
/// </summary>
internal sealed class SymbolMarket : IBookObserver
{
    private static readonly TimeSpan AggregationWindow = TimeSpan.FromMilliseconds(100);

    private readonly ICrowd _crowd;
    private readonly UpdateIds _updates;
    private readonly List<AggregateTrade> _aggregated = [];
    private AggregateTrade? _open;
    private long _lastAggregateId;
    private VenueTime _steady;
    private VenueTime _now;
    private VenueTime _openedAt;
    private Price _tickerBid;
    private Price _tickerAsk;
    private Quantity _tickerBidQuantity;
    private Quantity _tickerAskQuantity;

    internal SymbolMarket(
        int index, MarketSettings settings, SeededChance chance, UpdateIds updates, long venueSeed = 0)
    {
        (Index, Contract, _updates) = (index, settings.Contract, updates);
        Book = new OrderBook(this, lastTradeId: chance.Between(300_000_000, 900_000_000));
        Orders = new OrderIds(Contract.Symbol.Name, index);
        _crowd = CrowdOf(settings, chance, venueSeed);
        _lastAggregateId = Book.LastTradeId.Value / 3;
        Mark = new MarkPrice(Contract, new SeededChance(Book.LastTradeId.Value));
    }

    internal int Index { get; }

    internal Contract Contract { get; }

    internal OrderBook Book { get; }

    internal OrderIds Orders { get; }

    /// <summary>The id of the last change of this book; what a snapshot names.</summary>
    internal long LastUpdateId { get; private set; }

    internal VenueTime ChangedAt { get; private set; }

    internal BookChanges Each100 { get; } = new();

    internal BookChanges Each250 { get; } = new();

    internal BookChanges Each500 { get; } = new();

    /// <summary>What the market remembers; there from <see cref="Open"/> on.</summary>
    internal MarketTape Tape { get; private set; } = null!;

    /// <summary>Index, mark price and funding rate.</summary>
    internal MarkPrice Mark { get; }

    internal decimal MarkPrice => Mark.Mark;

    internal Price LastPrice { get; private set; }

    internal VenueTime LastTradeAt { get; private set; }

    /// <summary>The crowd's position in lots: the accounts' positions with the sign turned.</summary>
    internal Position StreetPosition { get; private set; }

    internal double FairTicks => _crowd.FairTicks;

    /// <summary>Whether orders may be placed and amended now.</summary>
    internal TradingStatus Status => IsHalted ? TradingStatus.Halt : _crowd.Mood.Status;

    /// <summary>A halt by the market's model holds what rests, one from outside does not.</summary>
    internal bool AllowsCancels => _crowd.Mood.Status != TradingStatus.Halt;

    /// <summary>Whether the periodic frames of this market fall silent now.</summary>
    internal bool IsDataStopped => _crowd.Mood.IsDataStopped;

    /// <summary>How many reasons from outside there are that nobody trades.</summary>
    internal int Halts { get; set; }

    internal bool IsHalted => Halts > 0;

    public void LevelChanged(Side side, Price price)
    {
        LastUpdateId = _updates.Next();
        ChangedAt = _now;
        Each100.Touch(side, price, LastUpdateId, _now);
    }

    internal void Open(VenueTime now, List<MatchEvent> events)
    {
        Observe(now);
        _crowd.Open(now, events);
        LastPrice = Book.Bids.BestPrice;
        LastTradeAt = now;
        var opening = new Tick(
            Book.LastTradeId.Value, LastPrice, Book.Bids.BestQuantity, now.Milliseconds, LastUpdateId, IsBuy: false);
        Tape = new MarketTape(Contract, opening, seed: Book.LastTradeId.Value + 1);
        Each100.Restart();
        Each250.RestartAfter(Each100.PreviousId);
        Each500.RestartAfter(Each100.PreviousId);
        SetMark(now);
    }

    /// <param name="steady">What things happen by.</param>
    /// <param name="skew">By how much the time they are stamped with is another.</param>
    internal void Observe(VenueTime steady, TimeSpan skew = default) => (_steady, _now) = (steady, steady + skew);

    internal void ActBeforeFrame(List<MatchEvent> events)
    {
        if (IsHalted) return;
        _crowd.Act(_steady, events);
        _crowd.TopUp(Each100, events);
    }

    internal void ActAfterFrame(List<MatchEvent> events)
    {
        if (!IsHalted) _crowd.Act(_steady, events);
    }

    /// <summary>Called at full seconds. Returns the funding rate if one was fixed at this instant.</summary>
    internal FundingFixing? SetMark(VenueTime now)
    {
        var fixing = Mark.Sample(now, FairTicks, Book, LastPrice);
        Tape.Sample(Mark);
        return fixing;
    }

    /// <summary>Takes note of a trade, whoever made it.</summary>
    internal void Record(in MatchEvent trade)
    {
        (LastPrice, LastTradeAt) = (trade.Price, _now);
        _crowd.Heed(trade);
        Tape.Add(new Tick(
            trade.TradeId.Value,
            trade.Price,
            trade.Quantity,
            _now.Milliseconds,
            LastUpdateId,
            trade.Side == Side.Buy));
        var crowd = StreetPosition;
        if (trade.Owner == OrderBook.Street) crowd = crowd.After(trade.Side, trade.Quantity);
        if (trade.MakerOwner == OrderBook.Street) crowd = crowd.After(trade.Side.Opposite(), trade.Quantity);
        StreetPosition = crowd;
        if (_open is { } open && open.Price == trade.Price && open.TakerSide == trade.Side
            && _steady - _openedAt < AggregationWindow)
        {
            _open = open with { Quantity = open.Quantity + trade.Quantity, LastId = trade.TradeId };
            return;
        }

        if (_open is { } swept) Print(swept);
        _openedAt = _steady;
        _open = new AggregateTrade(
            ++_lastAggregateId, trade.Price, trade.Quantity, trade.TradeId, trade.TradeId, _now, trade.Side);
    }

    /// <summary>The crowd takes over what was closed outside the book.</summary>
    internal void TakeOver(Side side, Quantity quantity) => StreetPosition = StreetPosition.After(side, quantity);

    /// <summary>Moves the prints whose window is over into <paramref name="due"/>, oldest first.</summary>
    internal void CollectPrints(List<AggregateTrade> due)
    {
        due.AddRange(_aggregated);
        _aggregated.Clear();
        if (_open is { } open && _steady - _openedAt >= AggregationWindow)
        {
            Tape.Prints.Add(open);
            due.Add(open);
            _open = null;
        }
    }

    private void Print(in AggregateTrade swept)
    {
        Tape.Prints.Add(swept);
        _aggregated.Add(swept);
    }

    /// <summary>Whether the touch differs from what was last asked for.</summary>
    internal bool TakeTouchChange()
    {
        var (bids, asks) = (Book.Bids, Book.Asks);
        if (bids.Count == 0 || asks.Count == 0) return false;
        if (bids.BestPrice == _tickerBid && asks.BestPrice == _tickerAsk
            && bids.BestQuantity == _tickerBidQuantity && asks.BestQuantity == _tickerAskQuantity)
        {
            return false;
        }

        (_tickerBid, _tickerAsk) = (bids.BestPrice, asks.BestPrice);
        (_tickerBidQuantity, _tickerAskQuantity) = (bids.BestQuantity, asks.BestQuantity);
        return true;
    }

    private ICrowd CrowdOf(MarketSettings settings, SeededChance chance, long venueSeed)
    {
        var fair = new FairPrice(settings, chance, venueSeed);
        return settings.Crowd switch
        {
            StreetSettings street => new Street(street, fair, Book, chance, Orders),
            ZeroIntelligenceSettings zero => new ZeroIntelligence(zero, fair, Book, chance, Orders),
            RecordingSettings recorded when settings.Conditions.IsEmpty =>
                new RecordedCrowd(recorded, Book, chance, Orders),
            RecordingSettings => throw new ArgumentException("A recording has no conditions.", nameof(settings)),
            var other => throw new ArgumentException($"Unknown crowd {other}.", nameof(settings)),
        };
    }
}

/// <summary>Trades of one taker side at one price within 100 ms, printed as one.</summary>
internal readonly record struct AggregateTrade(
    long Id, Price Price, Quantity Quantity, TradeId FirstId, TradeId LastId, VenueTime At, Side TakerSide);
