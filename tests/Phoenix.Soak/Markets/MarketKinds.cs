using System.Collections.Immutable;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Conditions;

namespace Phoenix.Soak.Markets;

/// <summary>The kinds of market in which strategies are compared; all trade ETHUSDC near 3000.</summary>
internal static class MarketKinds
{
    internal static ImmutableArray<(string Name, MarketSettings Market)> All { get; } =
    [
        ("calm", Market(sigma: 0.10)),
        ("trending", Market(sigma: 0.10, new TrendSettings { PerHour = 0.005, TurnSeconds = 7_200 })),
        ("volatile", Market(sigma: 0.30, new RegimeSettings(), new JumpSettings())),
        ("toxic", Market(sigma: 0.20, new ToxicSettings())),
        ("quiet", Market(sigma: 0.05, new QuietSettings { EverySeconds = 10 })),
        ("crash", Market(sigma: 0.15, new FlashCrashSettings())),
    ];

    private static MarketSettings Market(double sigma, params ImmutableArray<ConditionSettings> conditions) =>
        MarketSettings.EthUsdc with
        {
            Sigma = sigma,
            Conditions = conditions,
            Crowd = new ZeroIntelligenceSettings
            {
                PlacementsPerSecond = 3,
                LifeSeconds = 6,
                RangeTicks = 200,
                FollowChance = 0.10,
                TakersPerSecond = 0.5,
            },
        };
}
