using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Market;

/// <summary>Where the crowd of one market sees the value: a seeded random walk that is drawn back to its anchor.</summary>
/// <remarks>
/// It takes bounded steps (uniform with the wanted variance) so that the natural changes of half a step stay below the
/// constant number of changed levels that a frame of the street is topped up to.
/// </remarks>
internal sealed class FairPrice
{
    private const double HalfStepSeconds = 0.05;

    private readonly MarketSettings _settings;
    private readonly SeededChance _chance;
    private readonly double _stepTicks;

    internal FairPrice(MarketSettings settings, SeededChance chance)
    {
        (_settings, _chance) = (settings, chance);
        var perHalfStep = settings.Sigma * Math.Sqrt(HalfStepSeconds) / (double)settings.Contract.Rules.TickSize;
        _stepTicks = perHalfStep * Math.Sqrt(3);
        Ticks = settings.Anchor.Ticks + 0.5;
    }

    internal double Ticks { get; private set; }

    /// <summary>Half a step of 50 ms.</summary>
    internal void Move(VenueTime now)
    {
        _ = now;
        var pull = (_settings.Anchor.Ticks + 0.5 - Ticks) * HalfStepSeconds / _settings.ReversionSeconds;
        Ticks += pull + (((2 * _chance.NextUnit()) - 1) * _stepTicks);
    }
}
