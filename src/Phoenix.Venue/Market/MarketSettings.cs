using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;

namespace Phoenix.Venue.Market;

/// <summary>One market of the venue: what is traded, what it is worth, and who trades it.</summary>
public sealed record MarketSettings
{
    public required Contract Contract { get; init; }

    /// <summary>Where the fair price starts and whither it is drawn back.</summary>
    public required Price Anchor { get; init; }

    /// <summary>Volatility of the fair price in quote currency per square root of a second; 0 or greater.</summary>
    public required double Sigma { get; init; }

    /// <summary>Time constant of the pull towards the anchor, in seconds; keeps hours of trading near it.</summary>
    public double ReversionSeconds { get; init; } = 1800;

    /// <summary>What happens to the market besides; all of them act together. Not with a recording.</summary>
    public ImmutableArray<ConditionSettings> Conditions { get; init; } = [];

    /// <summary>Who trades: the street, a zero-intelligence crowd, or a recording.</summary>
    public required CrowdSettings Crowd { get; init; }

    public static MarketSettings EthUsdc { get; } = Eth(Contract.EthUsdc);

    public static MarketSettings BtcUsdc { get; } = Btc(Contract.BtcUsdc);

    public static MarketSettings EthUsdt { get; } = Eth(Contract.EthUsdt);

    public static MarketSettings BtcUsdt { get; } = Btc(Contract.BtcUsdt);

    /// <summary>The markets the venue knows by name.</summary>
    public static ImmutableArray<MarketSettings> Catalogue { get; } = [EthUsdc, BtcUsdc, EthUsdt, BtcUsdt];

    /// <summary>What the venue lists when nothing else is said.</summary>
    public static ImmutableArray<MarketSettings> Standard { get; } = [EthUsdc, BtcUsdc];

    public Symbol Symbol => Contract.Symbol;

    private static MarketSettings Eth(Contract contract) => new()
    {
        Contract = contract,
        Anchor = new Price(300_000),
        Sigma = 0.25,
        Crowd = new StreetSettings { RangeTicks = 300, NearTicks = 20, MaxLots = 3_000 },
    };

    private static MarketSettings Btc(Contract contract) => new()
    {
        Contract = contract,
        Anchor = new Price(840_000),
        Sigma = 7,
        Crowd = new StreetSettings { RangeTicks = 900, NearTicks = 60, MaxLots = 900 },
    };
}
