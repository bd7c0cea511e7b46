namespace Phoenix.Venue.Market.Conditions;

/// <summary>A drift that moves fair price and anchor alike; it may turn at the moments of a Poisson process.</summary>
internal sealed class Trend(TrendSettings settings, SeededChance chance) : ICondition
{
    private int _direction = 1;

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        if (settings.TurnSeconds > 0 && chance.Happens(moment.Seconds / settings.TurnSeconds))
        {
            _direction = chance.Happens(0.5) ? 1 : -1;
        }

        mood.Shift += _direction * settings.PerHour * moment.FairTicks * moment.Seconds / 3_600;
    }
}
