namespace Phoenix.Venue.Market.Conditions;

/// <summary>A two-state Markov chain with exponential holding times.</summary>
internal sealed class Regimes(RegimeSettings settings, SeededChance chance) : ICondition
{
    internal bool IsWild { get; private set; }

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        var mean = IsWild ? settings.WildSeconds : settings.CalmSeconds;
        if (chance.Happens(moment.Seconds / mean)) IsWild = !IsWild;
        if (!IsWild) return;
        mood.Volatility *= settings.Volatility;
        mood.Activity *= settings.Activity;
    }
}
