using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>The strategies there are.</summary>
public static class QuotingStrategies
{
    public static IQuotingStrategy Of(StrategyKind kind) => kind switch
    {
        StrategyKind.Grid => GridStrategy.Instance,
        StrategyKind.AvellanedaStoikov => AvellanedaStoikovStrategy.Instance,
        StrategyKind.Glft => GlftStrategy.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such strategy."),
    };
}
