namespace Phoenix.Venue.Market.Conditions;

/// <summary>Trading stops at the moments of a Poisson process, each time for the same while.</summary>
internal sealed class Halts(HaltSettings settings, SeededChance chance) : ICondition
{
    private double _left;

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        if (_left <= 0)
        {
            if (!chance.Happens(moment.Seconds / settings.EverySeconds)) return;
            _left = settings.LengthSeconds;
        }

        _left -= moment.Seconds;
        mood.Status = settings.Status;
        mood.IsDataStopped |= settings.StopsData;
    }
}
