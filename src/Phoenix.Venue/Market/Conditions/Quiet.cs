namespace Phoenix.Venue.Market.Conditions;

/// <summary>The crowd sleeps and acts only at the moments of a Poisson process.</summary>
internal sealed class Quiet(QuietSettings settings, SeededChance chance) : ICondition
{
    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        if (!chance.Happens(moment.Seconds / settings.EverySeconds)) mood.IsAsleep = true;
        mood.Activity = 0;
    }
}
