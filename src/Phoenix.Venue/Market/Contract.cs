using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market;

/// <summary>
/// A listed contract: the trading rules the venue enforces and publishes, and how it prints numbers.
/// </summary>
/// <remarks>
/// Values of <see cref="EthUsdc"/> as published by the mainnet in autumn 2026, those of <see cref="BtcUsdt"/> on
/// 2026-09-15. <see cref="BtcUsdc"/> follows BTCUSDT. Of <see cref="EthUsdt"/> the minimum price and quantity limits
/// are those of older entries and the maximum price is that of the testnet.
/// </remarks>
public sealed record Contract
{
    public required Instrument Rules { get; init; }

    public required string BaseAsset { get; init; }

    public required string QuoteAsset { get; init; }

    /// <summary>Milliseconds since 1970; decoration of the published entry.</summary>
    public required long OnboardDate { get; init; }

    public required Price MinPrice { get; init; }

    public required Price MaxPrice { get; init; }

    public required Quantity MaxMarketQuantity { get; init; }

    /// <summary>A market order takes no price further than this share from the mark price.</summary>
    public decimal MarketTakeBound { get; init; } = 0.05m;

    /// <summary>How often an order may be amended.</summary>
    public int MaxAmendments { get; init; } = 10_000;

    /// <summary>Share of the value that a liquidation pays to the insurance fund, if it is left.</summary>
    public decimal LiquidationFee { get; init; } = 0.0125m;

    /// <summary>Decimals of a printed price; not the tick.</summary>
    public int PriceDecimals { get; init; } = 2;

    /// <summary>Decimals of a printed quantity.</summary>
    public int QuantityDecimals { get; init; } = 3;

    /// <summary>How many units of the last printed decimal one tick is.</summary>
    public long UnitsPerTick { get; init; } = 1;

    /// <summary>Between two funding payments; whole hours at the real exchange, at least a minute here.</summary>
    public TimeSpan FundingInterval { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The highest and, with its sign turned, the lowest funding rate.</summary>
    public decimal FundingCap { get; init; } = 0.003m;

    /// <summary>The interest part of the funding rate, per eight hours.</summary>
    public decimal InterestRate { get; init; } = 0.0001m;

    /// <summary>Decoration of the published entry.</summary>
    public string UnderlyingSubType { get; init; } = "USDC";

    public static Contract EthUsdc { get; } = new()
    {
        Rules = new Instrument
        {
            Symbol = new Symbol("ETHUSDC"),
            TickSize = 0.01m,
            LotSize = 0.001m,
            MinQuantity = new Quantity(1),
            MaxQuantity = new Quantity(8_000_000),
            MinNotional = 20m,
        },
        BaseAsset = "ETH",
        QuoteAsset = "USDC",
        OnboardDate = 1704285300000,
        MinPrice = new Price(1),
        MaxPrice = new Price(10_000_000),
        MaxMarketQuantity = new Quantity(700_000),
    };

    public static Contract BtcUsdc { get; } = new()
    {
        Rules = new Instrument
        {
            Symbol = new Symbol("BTCUSDC"),
            TickSize = 0.10m,
            LotSize = 0.001m,
            MinQuantity = new Quantity(1),
            MaxQuantity = new Quantity(1_000_000),
            MinNotional = 50m,
        },
        BaseAsset = "BTC",
        QuoteAsset = "USDC",
        OnboardDate = 1704285300000,
        MinPrice = new Price(5_568),
        MaxPrice = new Price(45_297_640),
        MaxMarketQuantity = new Quantity(120_000),
        UnitsPerTick = 10,
    };

    public static Contract EthUsdt { get; } = new()
    {
        Rules = new Instrument
        {
            Symbol = new Symbol("ETHUSDT"),
            TickSize = 0.01m,
            LotSize = 0.001m,
            MinQuantity = new Quantity(1),
            MaxQuantity = new Quantity(10_000_000),
            MinNotional = 20m,
            MarginAsset = "USDT",
        },
        BaseAsset = "ETH",
        QuoteAsset = "USDT",
        OnboardDate = 1569398400000,
        MinPrice = new Price(3_986),
        MaxPrice = new Price(30_617_700),
        MaxMarketQuantity = new Quantity(10_000_000),
        UnderlyingSubType = "Layer-1",
    };

    public static Contract BtcUsdt { get; } = new()
    {
        Rules = new Instrument
        {
            Symbol = new Symbol("BTCUSDT"),
            TickSize = 0.10m,
            LotSize = 0.001m,
            MinQuantity = new Quantity(1),
            MaxQuantity = new Quantity(1_000_000),
            MinNotional = 50m,
            MarginAsset = "USDT",
        },
        BaseAsset = "BTC",
        QuoteAsset = "USDT",
        OnboardDate = 1567965300000,
        MinPrice = new Price(5_568),
        MaxPrice = new Price(45_297_640),
        MaxMarketQuantity = new Quantity(120_000),
        UnitsPerTick = 10,
        UnderlyingSubType = "PoW",
    };

    public Symbol Symbol => Rules.Symbol;

    /// <summary>The best price a market order may take, given the mark price.</summary>
    public Price MarketBound(Side side, decimal mark)
    {
        var ticks = mark * (1 + (side.Sign() * MarketTakeBound)) / Rules.TickSize;
        return new Price((long)(side == Side.Buy ? decimal.Floor(ticks) : decimal.Ceiling(ticks)));
    }
}
