namespace Phoenix.Venue.Market.Conditions;

/// <summary>
/// A cosine over 24 hours: <c>activity = 1 + a · cos(2π (h − peak) / 24)</c>, volatility its root.
/// </summary>
internal sealed class Daily(DailySettings settings) : ICondition
{
    private const double DayMs = 86_400_000;

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
        var hour = moment.Now.Milliseconds % DayMs / DayMs * 24;
        var factor = 1 + (settings.Amplitude * Math.Cos(2 * Math.PI * (hour - settings.PeakHour) / 24));
        mood.Activity *= factor;
        mood.Volatility *= Math.Sqrt(factor);
    }
}
