using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>
/// Index price, mark price and funding rate of one contract, sampled once a second as the exchange defines them.
/// </summary>
/// <remarks>
/// Sources, read 2026-11-22: https://www.binance.com/en/support/faq/360033525071 (mark price: median of index with
/// funding, index with the mean basis of 30 s, and last price), https://www.binance.com/en/support/faq/360033525031
/// (funding rate: premium index every 5 s from impact prices, linearly weighted mean of the period, interest rate
/// 0.01 % per 8 h, dampener of 0.05 %, cap), announcement of 2025-09-16 (30 s, not 60 s; scaled by the interval).
/// The index stands for the spot exchanges: the crowd's fair price under a slowly wandering basis around the one
/// recorded in September 2026, where the contract stood about 0.045 % below its index.
/// </remarks>
internal sealed class MarkPrice
{
    /// <summary>How many fixed rates are remembered.</summary>
    internal const int HistoryLimit = 1_000;

    private const long SecondMs = 1_000;
    private const long PremiumEveryMs = 5_000;
    private const decimal Dampener = 0.0005m;
    private const decimal ImpactNotional = 25_000m;   // 200 of the margin asset at the highest leverage, 125
    private const double MeanBasis = -0.00045;
    private const double BasisDeviation = 0.00015;
    private const double BasisSeconds = 3_600;

    private readonly Contract _contract;
    private readonly SeededChance _chance;
    private readonly decimal[] _basis = new decimal[30];
    private readonly (long Minute, decimal Sum, int Count)[] _hour = new (long, decimal, int)[60];
    private readonly List<FundingFixing> _history = [];
    private double _spotBasis = MeanBasis;
    private decimal _basisSum;
    private long _samples;
    private decimal _weightedPremium;
    private long _premiums;

    internal MarkPrice(Contract contract, SeededChance chance) => (_contract, _chance) = (contract, chance);

    /// <summary>Eight decimals, as everything here.</summary>
    internal decimal Mark { get; private set; }

    internal decimal Index { get; private set; }

    /// <summary>The mean of the index over the last hour.</summary>
    internal decimal EstimatedSettle { get; private set; }

    /// <summary>The premium index of the last sample.</summary>
    internal decimal Premium { get; private set; }

    /// <summary>What would be charged if the running period ended now.</summary>
    internal decimal Rate { get; private set; }

    internal VenueTime At { get; private set; }

    internal VenueTime NextFunding { get; private set; }

    /// <summary>The rates fixed so far, oldest first.</summary>
    internal IReadOnlyList<FundingFixing> History => _history;

    /// <summary>Called at full seconds. Returns the rate if one was fixed at this instant.</summary>
    internal FundingFixing? Sample(VenueTime now, double fairTicks, OrderBook book, Price last)
    {
        MoveIndex(now, fairTicks);
        var mid = (book.Bids.BestPrice.Ticks + book.Asks.BestPrice.Ticks) * _contract.Rules.TickSize / 2;
        if (book.Bids.Count == 0 || book.Asks.Count == 0) mid = Index;
        var mean = MeanBasisWith(mid - Index);
        var period = (long)_contract.FundingInterval.TotalMilliseconds;
        if (NextFunding == default) NextFunding = NextInstant(now, period);
        var left = (NextFunding.Milliseconds - now.Milliseconds) / (decimal)period;
        var byFunding = Index * (1 + (Rate * Math.Clamp(left, 0, 1)));
        Mark = decimal.Round(Median(byFunding, Index + mean, _contract.Rules.ToDecimal(last)), 8);
        At = now;
        if (_premiums == 0 || now.Milliseconds % PremiumEveryMs == 0) SamplePremium(book);
        if (now < NextFunding) return null;
        return Fix(now, period);
    }

    private static VenueTime NextInstant(VenueTime now, long period) =>
        new(((now.Milliseconds / period) + 1) * period);

    private static decimal Median(decimal one, decimal two, decimal three) =>
        Math.Max(Math.Min(one, two), Math.Min(Math.Max(one, two), three));

    private void MoveIndex(VenueTime now, double fairTicks)
    {
        var noise = BasisDeviation * Math.Sqrt(2 / BasisSeconds) * Math.Sqrt(3) * ((2 * _chance.NextUnit()) - 1);
        _spotBasis += ((MeanBasis - _spotBasis) / BasisSeconds) + noise;
        var spot = (decimal)(fairTicks / (1 + _spotBasis));
        Index = decimal.Round(spot * _contract.Rules.TickSize, 8);
        var minute = now.Milliseconds / (60 * SecondMs);
        ref var bucket = ref _hour[(int)(minute % _hour.Length)];
        if (bucket.Minute != minute) bucket = (minute, 0, 0);
        bucket = (minute, bucket.Sum + Index, bucket.Count + 1);
        var (sum, count) = (0m, 0);
        foreach (var (at, total, samples) in _hour)
        {
            if (samples == 0 || at <= minute - _hour.Length) continue;
            (sum, count) = (sum + total, count + samples);
        }

        EstimatedSettle = decimal.Round(sum / count, 8);
    }

    private decimal MeanBasisWith(decimal basis)
    {
        ref var slot = ref _basis[(int)(_samples++ % _basis.Length)];
        _basisSum += basis - slot;
        slot = basis;
        return _basisSum / Math.Min(_samples, _basis.Length);
    }

    private void SamplePremium(OrderBook book)
    {
        var (bid, ask) = (Impact(book.Bids), Impact(book.Asks));
        Premium = bid is null || ask is null
            ? 0
            : decimal.Round((Math.Max(0, bid.Value - Index) - Math.Max(0, Index - ask.Value)) / Index, 8);
        _premiums++;
        _weightedPremium += _premiums * Premium;
        Rate = RateOf(_weightedPremium / (_premiums * (_premiums + 1) / 2));
    }

    private decimal RateOf(decimal premium)
    {
        // Below an hour, which the exchange does not know, each settlement is one of an hour, and not lost to rounding.
        var perDay = 8m / Math.Max(1, (decimal)_contract.FundingInterval.TotalHours);
        var rate = (premium + Math.Clamp(_contract.InterestRate - premium, -Dampener, Dampener)) / perDay;
        return decimal.Round(Math.Clamp(rate, -_contract.FundingCap, _contract.FundingCap), 8);
    }

    /// <summary>The mean price of taking the impact notional from a side; of all of it if there is less.</summary>
    private decimal? Impact(BookSide side)
    {
        var rules = _contract.Rules;
        var wanted = ImpactNotional / (rules.TickSize * rules.LotSize);
        var (notional, lots) = (0m, 0m);
        for (var depth = 0; depth < side.Count && notional < wanted; depth++)
        {
            var level = side[depth];
            var all = (decimal)level.Price.Ticks * level.Quantity.Lots;
            var taken = Math.Min(all, wanted - notional);
            (notional, lots) = (notional + taken, lots + (taken / level.Price.Ticks));
        }

        return lots == 0 ? null : notional / lots * rules.TickSize;
    }

    private FundingFixing Fix(VenueTime now, long period)
    {
        var instant = new VenueTime(now.Milliseconds / period * period);   // after a pause, the latest one passed
        var fixing = new FundingFixing(instant, Rate, Mark);
        if (_history.Count == HistoryLimit) _history.RemoveAt(0);
        _history.Add(fixing);
        NextFunding = NextInstant(now, period);
        (_weightedPremium, _premiums) = (0, 0);
        return fixing;
    }
}

/// <summary>A funding rate as it was charged.</summary>
/// <param name="At">The instant; positions of that instant pay or receive.</param>
/// <param name="Rate">Positive: longs pay.</param>
/// <param name="MarkPrice">What positions were valued at.</param>
internal sealed record FundingFixing(VenueTime At, decimal Rate, decimal MarkPrice);
