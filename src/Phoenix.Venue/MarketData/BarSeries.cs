namespace Phoenix.Venue.MarketData;

/// <summary>
/// The candlesticks of one price at all intervals. Only the running minute is touched by what happens; the longer bars
/// are made of closed minutes. Of each interval the last <see cref="Limit"/> closed bars are kept.
/// </summary>
/// <param name="start">When the series begins.</param>
/// <param name="price">Where the price stands then.</param>
/// <param name="past">The bars before that, oldest first, with their lengths; asked for at most once.</param>
internal sealed class BarSeries(long start, long price, Func<IEnumerable<(Bar Bar, long Length)>> past)
{
    /// <summary>Closed bars kept per interval; as many as one request may ask for.</summary>
    internal const int Limit = 1_500;

    private readonly BarLadder _live = new();
    private BarLadder? _whole;
    private Bar _minute = Bar.Flat(start - (start % KlineInterval.MinuteMs), price);

    /// <summary>The running minute.</summary>
    internal ref readonly Bar Minute => ref _minute;

    internal void Add(long at, long value)
    {
        RollTo(at);
        _minute.Add(value);
    }

    internal void Add(in Tick trade)
    {
        RollTo(trade.At);
        _minute.Add(trade);
    }

    /// <summary>Closes the minutes that are over; without trades they are flat.</summary>
    internal void RollTo(long at)
    {
        while (at >= _minute.Start + KlineInterval.MinuteMs)
        {
            (_whole ?? _live).Push(_minute, KlineInterval.MinuteMs);
            _minute = Bar.Flat(_minute.Start + KlineInterval.MinuteMs, _minute.Close);
        }
    }

    /// <summary>The bar of an interval that runs now.</summary>
    internal Bar Running(KlineInterval interval) => Whole().Running(interval, _minute);

    /// <summary>The last closed bar of an interval.</summary>
    internal Bar LastClosed(KlineInterval interval)
    {
        var closed = Whole().Closed(interval);
        return closed[closed.Count - 1];
    }

    /// <summary>Closed bars and the running one, oldest first, past included.</summary>
    /// <param name="asked">By the beginning of a bar. With a start, the first ones from there; else the last.</param>
    internal void Read(KlineInterval interval, long now, TimeSpanAsked asked, int limit, List<Bar> bars)
    {
        RollTo(now);
        var whole = Whole();
        var closed = whole.Closed(interval);
        var running = whole.Running(interval, _minute);
        var count = closed.Count + 1;
        var from = asked.Start is { } first ? closed.FirstFrom(first, static bar => bar.Start) : 0;
        if (asked.Start > running.Start) return;
        var to = asked.End is { } last ? closed.FirstFrom(last + 1, static bar => bar.Start) : count;
        if (asked.End >= running.Start) to = count;
        if (asked.HasStart)
        {
            to = Math.Min(to, from + limit);
        }
        else
        {
            from = Math.Max(from, to - limit);
        }

        for (var i = from; i < to; i++)
        {
            bars.Add(i == closed.Count ? running : closed[i]);
        }
    }

    /// <summary>The last 24 hours, from the full minute; one bar.</summary>
    internal Bar Day(long now)
    {
        RollTo(now);
        var minutes = Whole().Closed(KlineInterval.All[0]);
        var from = minutes.FirstFrom(
            now - KlineInterval.DayMs - ((now - KlineInterval.DayMs) % KlineInterval.MinuteMs),
            static bar => bar.Start);
        if (from == minutes.Count) return _minute;
        var day = minutes[from];
        for (var i = from + 1; i < minutes.Count; i++)
        {
            day = day.With(minutes[i]);
        }

        return day.With(_minute);
    }

    private BarLadder Whole()
    {
        if (_whole is not null) return _whole;
        var whole = new BarLadder();
        foreach (var (bar, length) in past())
        {
            whole.Push(bar, length);
        }

        whole.Append(_live);
        return _whole = whole;
    }
}
