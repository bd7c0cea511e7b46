using System.Collections.Immutable;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.MarketData;

/// <summary>
/// A made-up past: candlesticks before the venue started, ending where the market opened, drawn from the seed. Recent
/// days are made of minutes, earlier ones of longer bars, so that every interval has about as many as can be asked for.
/// </summary>
internal static class PastBars
{
    private const double DailyDeviation = 0.025;
    private const long TradesPerMinute = 100;
    private const long UpdatesPerMinute = 2_900_000;   // of all symbols together, as recorded in October 2026

    private static readonly ImmutableArray<(long Length, int Days)> Tiers =
    [
        (KlineInterval.MinuteMs, 5),
        (15 * KlineInterval.MinuteMs, 62),
        (2 * KlineInterval.HourMs, 500),
        (KlineInterval.DayMs, 1_500),
    ];

    /// <summary>Bars in ticks and lots, oldest first.</summary>
    /// <param name="opening">What the market opened with: time, price, ids of the last trade and update.</param>
    internal static IEnumerable<(Bar Bar, long Length)> Trades(in Tick opening, long lotsPerTrade, long seed)
    {
        var bars = new List<(Bar, long)>();
        var chance = new SeededChance(seed);
        var end = opening.At - (opening.At % KlineInterval.MinuteMs);
        var (midnight, close) = (end - (end % KlineInterval.DayMs), (double)opening.Price.Ticks);
        var (tradeId, updateId) = (opening.Id, opening.UpdateId);
        foreach (var (length, days) in Tiers)
        {
            var minutes = length / KlineInterval.MinuteMs;
            var deviation = DailyDeviation * Math.Sqrt(length / (double)KlineInterval.DayMs);
            while (end > midnight - (days * KlineInterval.DayMs))
            {
                end -= length;
                var count = chance.Between(TradesPerMinute * 9 / 10, TradesPerMinute * 11 / 10) * minutes;
                var bar = Draw(end, close, deviation, chance);
                bar.Count = count;
                bar.Volume = count * chance.Between(Math.Max(1, lotsPerTrade / 2), lotsPerTrade);
                bar.TakerVolume = (long)(bar.Volume * (0.4 + (0.2 * chance.NextUnit())));
                (bar.Quote, bar.TakerQuote) = (bar.Volume * bar.Close, bar.TakerVolume * bar.Close);
                (bar.FirstId, bar.LastId) = (tradeId - count + 1, tradeId);
                (bar.FirstUpdate, bar.LastUpdate) = (updateId - (UpdatesPerMinute * minutes) + 1, updateId);
                tradeId -= count;
                updateId -= UpdatesPerMinute * minutes;
                bars.Add((bar, length));
                close = bar.Open;
            }
        }

        bars.Reverse();
        return bars;
    }

    /// <summary>The same bars as a value beside the price: an index, a mark.</summary>
    /// <param name="unitsPerTick">Of 10⁻⁸.</param>
    internal static IEnumerable<(Bar Bar, long Length)> Beside(
        IEnumerable<(Bar Bar, long Length)> trades, double unitsPerTick, long everyMs) =>
        from pair in trades
        select (Value(
            pair.Bar.Start,
            (long)(pair.Bar.Open * unitsPerTick),
            (long)(pair.Bar.High * unitsPerTick),
            (long)(pair.Bar.Low * unitsPerTick),
            (long)(pair.Bar.Close * unitsPerTick),
            pair.Length / everyMs), pair.Length);

    /// <summary>Bars of a premium that keeps around <paramref name="mean"/>, in units of 10⁻⁸.</summary>
    internal static IEnumerable<(Bar Bar, long Length)> Premium(
        IEnumerable<(Bar Bar, long Length)> trades, long mean, long everyMs, long seed)
    {
        var chance = new SeededChance(seed);
        var open = mean;
        foreach (var (bar, length) in trades)
        {
            var close = mean + chance.Between(-mean / 3, mean / 3);
            var wick = Math.Abs(mean / 10);
            var (high, low) = (Math.Max(open, close) + wick, Math.Min(open, close) - wick);
            yield return (Value(bar.Start, open, high, low, close, length / everyMs), length);
            open = close;
        }
    }

    private static Bar Draw(long start, double close, double deviation, SeededChance chance)
    {
        // The sum of three uniform numbers is normal enough, and bounded.
        var step = (chance.NextUnit() + chance.NextUnit() + chance.NextUnit() - 1.5) * 2 * deviation;
        var open = Math.Max(2, Math.Round(close * Math.Exp(-step)));
        var wick = Math.Max(1, close * deviation * 0.4);
        return new Bar
        {
            Start = start,
            Open = (long)open,
            Close = (long)close,
            High = (long)(Math.Max(open, close) + (wick * chance.NextUnit())),
            Low = Math.Max(1, (long)(Math.Min(open, close) - (wick * chance.NextUnit()))),
        };
    }

    private static Bar Value(long start, long open, long high, long low, long close, long count)
    {
        var bar = Bar.Flat(start, close);
        (bar.Open, bar.High, bar.Low, bar.Count) = (open, high, low, count);
        return bar;
    }
}
