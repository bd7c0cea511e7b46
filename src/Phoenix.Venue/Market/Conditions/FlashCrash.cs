namespace Phoenix.Venue.Market.Conditions;

/// <summary>
/// Falls in a straight line while the book is thin, stays, and comes back in a straight line while the book fills up;
/// what does not come back stays for good.
/// </summary>
internal sealed class FlashCrash(FlashCrashSettings settings, SeededChance chance) : ICondition
{
    private double _elapsed = -1;
    private double _depthTicks;

    internal bool IsOn => _elapsed >= 0;

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        if (!IsOn)
        {
            if (!chance.Happens(moment.Seconds / settings.EverySeconds)) return;
            _depthTicks = settings.Fall * moment.FairTicks;
            _elapsed = 0;
        }

        _elapsed += moment.Seconds;
        var back = _elapsed - settings.FallSeconds - settings.HoldSeconds;
        if (back >= settings.RecoverySeconds)
        {
            mood.Shift -= _depthTicks * (1 - settings.Recovered);
            _elapsed = -1;
            return;
        }

        var fallen = Math.Min(1, _elapsed / settings.FallSeconds);
        var recovered = Math.Max(0, back) / settings.RecoverySeconds;
        mood.Offset -= _depthTicks * (fallen - (recovered * settings.Recovered));
        mood.Depth *= settings.Depth + ((1 - settings.Depth) * recovered);
    }
}
