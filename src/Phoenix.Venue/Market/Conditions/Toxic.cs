namespace Phoenix.Venue.Market.Conditions;

/// <summary>
/// The makers see the fair price of a moment ago; informed takers see it as it is, and hit the quotes that it is about
/// to leave behind.
/// </summary>
internal sealed class Toxic : ICondition
{
    private readonly ToxicSettings _settings;
    private readonly double[] _course;
    private int _at;
    private bool _isFilled;

    internal Toxic(ToxicSettings settings, double halfStepSeconds)
    {
        _settings = settings;
        _course = new double[Math.Max(1, (int)Math.Round(settings.HorizonSeconds / halfStepSeconds))];
    }

    public void Shape(ref MarketMood mood, in MarketMoment moment)
    {
    }

    public double Show(double fairTicks, ref MarketMood mood)
    {
        if (!_isFilled)
        {
            Array.Fill(_course, fairTicks);
            _isFilled = true;
        }

        var seen = _course[_at];
        _course[_at] = fairTicks;
        _at = (_at + 1) % _course.Length;
        if (Math.Abs(fairTicks - seen) < _settings.MinEdgeTicks) return seen;
        mood.Edge = fairTicks - seen;
        mood.InformedChance = _settings.Share;
        return seen;
    }
}
