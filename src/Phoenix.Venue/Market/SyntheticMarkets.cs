using System.Collections.Immutable;
using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market;

/// <summary>
/// Any number of made-up markets, for load tests. Their rules take turns through the orders of magnitude that real
/// contracts have, so that a client is tried with prices of two and of seven decimals alike.
/// </summary>
public static class SyntheticMarkets
{
    /// <summary>Most markets of one call; the names have four digits.</summary>
    public const int Most = 2_000;

    private static readonly ImmutableArray<Mould> Moulds =
    [
        new(0.10m, 1, 0.001m, 3, 840_000, 50m),
        new(0.01m, 2, 0.001m, 3, 300_000, 20m),
        new(0.010m, 3, 0.01m, 2, 60_000, 5m),
        new(0.0100m, 4, 1m, 0, 15_000, 5m),
        new(0.0010m, 4, 1m, 0, 8_000, 5m),
        new(0.00010m, 5, 1m, 0, 22_000, 5m),
        new(0.00001m, 5, 1m, 0, 17_000, 5m),
        new(0.0000001m, 7, 1m, 0, 95_000, 5m),
    ];

    /// <summary>Markets named SYN0001USDC and so on.</summary>
    /// <param name="count">0 to <see cref="Most"/>.</param>
    /// <param name="changesPerFrame">Levels each of them changes per 100 ms: the load.</param>
    public static ImmutableArray<MarketSettings> Make(int count, int changesPerFrame = 20)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return [.. Enumerable.Range(1, count).Select(number => Make(number, Moulds[(number - 1) % Moulds.Length],
            changesPerFrame))];
    }

    private static MarketSettings Make(int number, Mould mould, int changesPerFrame)
    {
        var price = mould.Anchor * mould.Tick;
        return new MarketSettings
        {
            Contract = new Contract
            {
                Rules = new Instrument
                {
                    Symbol = new Symbol($"SYN{number:D4}USDC"),
                    TickSize = mould.Tick,
                    LotSize = mould.Lot,
                    MinQuantity = new Quantity(1),
                    MaxQuantity = new Quantity(10_000_000),
                    MinNotional = mould.MinNotional,
                },
                BaseAsset = $"SYN{number:D4}",
                QuoteAsset = "USDC",
                OnboardDate = 1704285300000,
                MinPrice = new Price(1),
                MaxPrice = new Price(mould.Anchor * 100),
                MaxMarketQuantity = new Quantity(1_000_000),
                PriceDecimals = mould.PriceDecimals,
                QuantityDecimals = mould.QuantityDecimals,
                UnitsPerTick = (long)(mould.Tick * Pow10(mould.PriceDecimals)),
            },
            Anchor = new Price(mould.Anchor),
            Sigma = (double)price * 0.000083,
            Crowd = new StreetSettings
            {
                RangeTicks = 300,
                NearTicks = 20,
                MaxLots = 3_000,
                ChangesPerFrame = changesPerFrame,
            },
        };
    }

    private static decimal Pow10(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }

    private sealed record Mould(
        decimal Tick, int PriceDecimals, decimal Lot, int QuantityDecimals, long Anchor, decimal MinNotional);
}
