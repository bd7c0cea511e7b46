using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Tests.Market;

/// <summary>Runs one market by itself and keeps what its statistics need.</summary>
internal sealed class MarketTape
{
    private MarketTape()
    {
    }

    /// <summary>Ticks between the best prices, every 50 ms.</summary>
    internal List<long> Spreads { get; } = [];

    /// <summary>Lots at both best prices, every 50 ms.</summary>
    internal List<long> Touches { get; } = [];

    /// <summary>Mean lots within 10, 100 and 300 ticks of the best price, both sides.</summary>
    internal double[] DepthWithin { get; } = new double[3];

    /// <summary>The mid price in ticks, once a second.</summary>
    internal List<double> Mids { get; } = [];

    internal List<(long AtMs, long Lots, int Side)> Takers { get; } = [];

    /// <summary>The mid price in ticks, every 50 ms, and for each taker where in it he acted.</summary>
    internal List<double> Course { get; } = [];

    internal List<int> TakerSteps { get; } = [];

    /// <summary>
    /// Ticks by which the price went on in the takers' direction within a second after they acted.
    /// </summary>
    internal double Foresight => Takers.Select((taker, i) => (taker.Side, Step: TakerSteps[i]))
        .Where(taker => taker.Step + 20 < Course.Count)
        .Average(taker => (Course[taker.Step + 20] - Course[taker.Step]) * taker.Side);

    internal List<long> OrderLots { get; } = [];

    internal long Placed { get; private set; }

    internal long Canceled { get; private set; }

    internal double ChangesPerSecond { get; private set; }

    internal double SpreadOfOneTick => Spreads.Count(spread => spread == 1) / (double)Spreads.Count;

    internal double TouchMedianLots => Quantile(Touches, 0.5);

    internal double TakersPerSecond => Takers.Count / (double)Mids.Count;

    internal double TakerMedianLots => Quantile(Takers.Select(taker => taker.Lots), 0.5);

    internal double TakerMeanLots => Takers.Average(taker => taker.Lots);

    internal double SideRepeats => Takers.Zip(Takers.Skip(1)).Count(two => two.First.Side == two.Second.Side)
        / (double)(Takers.Count - 1);

    /// <summary>Variance over mean of the number of takers per second; 1 if they came independently.</summary>
    internal double Clustering
    {
        get
        {
            var counts = new double[Mids.Count + 1];
            foreach (var taker in Takers)
            {
                counts[Math.Min(counts.Length - 1, taker.AtMs / 1_000)]++;
            }

            var mean = counts.Average();
            return counts.Average(count => (count - mean) * (count - mean)) / mean;
        }
    }

    internal double SigmaTicks => Math.Sqrt(
        Mids.Zip(Mids.Skip(1), (from, to) => (to - from) * (to - from)).Average());

    internal static MarketTape Run(MarketSettings settings, long seed, int seconds)
    {
        var tape = new MarketTape();
        var market = new SymbolMarket(0, settings, new SeededChance(seed), new UpdateIds(1));
        var events = new List<MatchEvent>();
        market.Open(new VenueTime(0), events);
        events.Clear();
        var updates = market.LastUpdateId;
        for (var step = 1; step <= seconds * 10; step++)
        {
            market.Observe(new VenueTime(step * 100));
            market.ActBeforeFrame(events);
            tape.Note(market, events, step * 100);
            market.Each100.Restart();
            market.ActAfterFrame(events);
            tape.Note(market, events, step * 100);
            if (step % 10 == 0) tape.NoteSecond(market);
        }

        tape.ChangesPerSecond = (market.LastUpdateId - updates) / (double)seconds;
        for (var i = 0; i < 3; i++)
        {
            tape.DepthWithin[i] /= seconds;
        }

        return tape;
    }

    private static double Quantile(IEnumerable<long> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[(int)(share * (sorted.Count - 1))];
    }

    private void Note(SymbolMarket market, List<MatchEvent> events, long atMs)
    {
        var (bids, asks) = (market.Book.Bids, market.Book.Asks);
        Course.Add((bids.BestPrice.Ticks + asks.BestPrice.Ticks) / 2.0);
        Spreads.Add(asks.BestPrice - bids.BestPrice);
        Touches.Add(bids.BestQuantity.Lots);
        Touches.Add(asks.BestQuantity.Lots);
        var taker = 0L;
        foreach (var happened in events)
        {
            if (happened.Kind == MatchEventKind.Canceled) Canceled++;
            if (happened.Kind == MatchEventKind.Accepted)
            {
                Placed++;
                OrderLots.Add(happened.Quantity.Lots);
            }

            if (happened.Kind != MatchEventKind.Traded) continue;
            market.Record(happened);
            if (happened.OrderId == taker)
            {
                Takers[^1] = Takers[^1] with { Lots = Takers[^1].Lots + happened.Quantity.Lots };
            }
            else
            {
                TakerSteps.Add(Course.Count - 1);
                Takers.Add((atMs, happened.Quantity.Lots, happened.Side.Sign()));
            }

            taker = happened.OrderId;
        }

        events.Clear();
    }

    private void NoteSecond(SymbolMarket market)
    {
        var (bids, asks) = (market.Book.Bids, market.Book.Asks);
        Mids.Add((bids.BestPrice.Ticks + asks.BestPrice.Ticks) / 2.0);
        foreach (var side in (BookSide[])[bids, asks])
        {
            for (var depth = 0; depth < side.Count; depth++)
            {
                var away = Math.Abs(side[depth].Price - side.BestPrice);
                if (away <= 10) DepthWithin[0] += side[depth].Quantity.Lots;
                if (away <= 100) DepthWithin[1] += side[depth].Quantity.Lots;
                if (away <= 300) DepthWithin[2] += side[depth].Quantity.Lots;
            }
        }
    }
}
