namespace Phoenix.Venue.Market.Conditions;

/// <summary>Jumps at the moments of a Poisson process, of exponential size to either side.</summary>
/// <remarks>
/// S. Kou, A Jump-Diffusion Model for Option Pricing, Management Science 48(8), 2002: double exponential jumps; here
/// with the same mean to both sides.
/// </remarks>
internal sealed class Jumps(JumpSettings settings, SeededChance chance) : ICondition
{
    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        if (!chance.Happens(moment.Seconds / settings.EverySeconds)) return;
        var direction = chance.Happens(settings.UpShare) ? 1 : -1;
        mood.Shift += direction * Draws.Exponential(chance) * settings.Size * moment.FairTicks;
    }
}
