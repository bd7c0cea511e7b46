namespace Phoenix.Venue.MarketData;

/// <summary>
/// One candlestick. Prices are in ticks, or in units of 10⁻⁸ where a series follows a value instead of trades;
/// volumes are in lots, and in ticks times lots.
/// </summary>
internal struct Bar
{
    internal long Start;
    internal long Open;
    internal long High;
    internal long Low;
    internal long Close;
    internal long Volume;
    internal long Quote;
    internal long TakerVolume;
    internal long TakerQuote;

    /// <summary>Trades or samples.</summary>
    internal long Count;

    internal long FirstId;
    internal long LastId;
    internal long FirstUpdate;
    internal long LastUpdate;

    /// <summary>Nothing happened in it so far: it stands where the one before ended.</summary>
    internal static Bar Flat(long start, long price) => new()
    {
        Start = start,
        Open = price,
        High = price,
        Low = price,
        Close = price,
        FirstId = -1,
        LastId = -1,
        FirstUpdate = -1,
        LastUpdate = -1,
    };

    internal void Add(long price)
    {
        if (Count++ == 0)
        {
            (Open, High, Low) = (price, price, price);
        }
        else
        {
            (High, Low) = (Math.Max(High, price), Math.Min(Low, price));
        }

        Close = price;
    }

    internal void Add(in Tick trade)
    {
        Add(trade.Price.Ticks);
        var (lots, quote) = (trade.Quantity.Lots, trade.Price.Ticks * trade.Quantity.Lots);
        (Volume, Quote) = (Volume + lots, Quote + quote);
        if (trade.IsBuy) (TakerVolume, TakerQuote) = (TakerVolume + lots, TakerQuote + quote);
        if (FirstId < 0) (FirstId, FirstUpdate) = (trade.Id, trade.UpdateId);
        (LastId, LastUpdate) = (trade.Id, trade.UpdateId);
    }

    /// <summary>This bar and what came after it, as one.</summary>
    internal readonly Bar With(Bar later)
    {
        if (later.Count == 0) return this with { Close = Count == 0 ? later.Close : Close };
        if (Count == 0) return later with { Start = Start };
        return new Bar
        {
            Start = Start,
            Open = Open,
            High = Math.Max(High, later.High),
            Low = Math.Min(Low, later.Low),
            Close = later.Close,
            Volume = Volume + later.Volume,
            Quote = Quote + later.Quote,
            TakerVolume = TakerVolume + later.TakerVolume,
            TakerQuote = TakerQuote + later.TakerQuote,
            Count = Count + later.Count,
            FirstId = FirstId,
            LastId = later.LastId,
            FirstUpdate = FirstUpdate,
            LastUpdate = later.LastUpdate,
        };
    }
}
