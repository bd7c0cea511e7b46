namespace Phoenix.Venue.Market.Conditions;

/// <summary>
/// Mixes the step of a factor into the market's own, so that its variance stays as set:
/// <c>step = ρ · common + √(1 − ρ²) · own</c>. The factor's step is a pure function of seed, name and time.
/// </summary>
internal sealed class Correlated : ICondition
{
    private readonly double _correlation;
    private readonly long _seed;
    private long _lastMs;
    private long _half;

    internal Correlated(CorrelatedSettings settings, long venueSeed)
    {
        _correlation = settings.Correlation;
        _seed = venueSeed;
        foreach (var letter in settings.Factor)
        {
            _seed = unchecked((_seed * 31) + letter);
        }
    }

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        _half = moment.Now.Milliseconds == _lastMs ? _half + 1 : 0;   // two half steps happen at one instant
        _lastMs = moment.Now.Milliseconds;
        var draw = new SeededChance(unchecked((_seed * 1_000_003) + (_lastMs * 16) + _half)).NextUnit();
        mood.CommonShock = (2 * draw) - 1;
        mood.Correlation = _correlation;
    }
}
