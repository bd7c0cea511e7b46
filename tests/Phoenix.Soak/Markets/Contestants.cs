using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Soak.Markets;

/// <summary>The strategies that are compared: one symbol, the same layers, sizes and limits, other prices.</summary>
internal static class Contestants
{
    private static GridSettings Grid { get; } = new()
    {
        Layers = 3,
        LayerSize = 0.010m,
        StartOffset = 0.40m,
        FirstSpacing = 0.40m,
        MinSpread = 0.0001m,
        MinDecisionInterval = TimeSpan.FromSeconds(1),
    };

    internal static ImmutableArray<(string Name, SymbolSettings Settings)> All { get; } =
    [
        ("grid", Symbol()),
        ("grid, no inventory control", Symbol() with
        {
            Grid = Grid with { SkewCoefficient = 0, LayerReduction = 0 },
            Risk = new RiskSettings { WorstCaseFraction = 1 },
        }),
        ("avellaneda-stoikov", Symbol() with { Strategy = StrategyKind.AvellanedaStoikov }),
        ("glft", Symbol() with
        {
            Strategy = StrategyKind.Glft,
            Glft = new GlftSettings { RiskAversion = 0.01, SkewScale = 0.5 },
        }),
    ];

    private static SymbolSettings Symbol() => new()
    {
        Symbol = new Symbol("ETHUSDC"),
        Grid = Grid,
        Signals = new SignalSettings { Volatility = new VolatilitySettings { Initial = 10 } },
    };
}
