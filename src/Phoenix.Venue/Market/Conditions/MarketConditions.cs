using System.Collections.Immutable;

namespace Phoenix.Venue.Market.Conditions;

/// <summary>Builds the conditions of one market, each with a chance of its own.</summary>
internal static class MarketConditions
{
    internal static ImmutableArray<ICondition> Build(
        ImmutableArray<ConditionSettings> settings, SeededChance chance, long venueSeed, double halfStepSeconds)
    {
        if (settings.IsEmpty) return [];   // without a draw: a market without conditions is as it always was
        var conditions = ImmutableArray.CreateBuilder<ICondition>(settings.Length);
        foreach (var condition in settings)
        {
            conditions.Add(Build(condition, chance.Fork(), venueSeed, halfStepSeconds));
        }

        return conditions.MoveToImmutable();
    }

    private static ICondition Build(
        ConditionSettings settings, SeededChance chance, long venueSeed, double halfStepSeconds)
    {
        return settings switch
        {
            RegimeSettings regimes => new Regimes(regimes, chance),
            JumpSettings jumps => new Jumps(jumps, chance),
            TrendSettings trend => new Trend(trend, chance),
            ToxicSettings toxic => new Toxic(toxic, halfStepSeconds),
            QuietSettings quiet => new Quiet(quiet, chance),
            FlashCrashSettings crash => new FlashCrash(crash, chance),
            HaltSettings halts => new Halts(halts, chance),
            CorrelatedSettings correlated => new Correlated(correlated, venueSeed),
            DailySettings daily => new Daily(daily),
            var other => throw new ArgumentException($"Unknown condition {other}.", nameof(settings)),
        };
    }
}
