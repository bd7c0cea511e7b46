using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;

namespace Phoenix.Venue.Market;

/// <summary>
/// Where the crowd of one market sees the value: a seeded random walk that is drawn back to its anchor, under the
/// conditions the market is set to.
/// </summary>
/// <remarks>
/// It takes bounded steps (uniform with the wanted variance) so that the natural changes of half a step stay below the
/// constant number of changed levels that a frame of the street is topped up to.
/// </remarks>
internal sealed class FairPrice
{
    private const double HalfStepSeconds = 0.05;
    private const double LeastTicks = 20.5;

    private readonly MarketSettings _settings;
    private readonly SeededChance _chance;
    private readonly ImmutableArray<ICondition> _conditions;
    private readonly double _sigmaTicks;
    private readonly double _stepTicks;
    private double _anchor;
    private double _value;

    internal FairPrice(MarketSettings settings, SeededChance chance, long venueSeed = 0)
    {
        (_settings, _chance) = (settings, chance);
        _conditions = MarketConditions.Build(settings.Conditions, chance, venueSeed, HalfStepSeconds);
        var tick = (double)settings.Contract.Rules.TickSize;
        _sigmaTicks = settings.Sigma / tick;
        var perHalfStep = settings.Sigma * Math.Sqrt(HalfStepSeconds) / tick;
        _stepTicks = perHalfStep * Math.Sqrt(3);
        _anchor = settings.Anchor.Ticks + 0.5;
        _value = _anchor;
        Ticks = _anchor;
    }

    internal double Ticks { get; private set; }

    /// <summary>What the conditions said about the running half step.</summary>
    internal MarketMood Mood { get; private set; } = MarketMood.Calm;

    /// <summary>Half a step of 50 ms.</summary>
    internal MarketMood Move(VenueTime now)
    {
        var mood = MarketMood.Calm;
        var moment = new MarketMoment(now, HalfStepSeconds, _value, _sigmaTicks);
        foreach (var condition in _conditions)
        {
            condition.Shape(ref mood, moment);
        }

        var step = ((2 * _chance.NextUnit()) - 1) * _stepTicks;
        if (mood.Correlation != 0)
        {
            var own = Math.Sqrt(1 - (mood.Correlation * mood.Correlation));
            step = (mood.Correlation * mood.CommonShock * _stepTicks) + (own * step);
        }

        _anchor += mood.Shift;
        var pull = (_anchor - _value) * HalfStepSeconds / _settings.ReversionSeconds;
        _value = Math.Max(LeastTicks, _value + (pull + (step * mood.Volatility) + mood.Shift));
        var shown = _value + mood.Offset;
        foreach (var condition in _conditions)
        {
            shown = condition.Show(shown, ref mood);
        }

        Ticks = Math.Max(LeastTicks, shown);
        Mood = mood;
        return mood;
    }
}
