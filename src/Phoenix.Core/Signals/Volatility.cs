namespace Phoenix.Core.Signals;

/// <summary>How much a mid moves, as the standard deviation of its arithmetic changes.</summary>
/// <param name="TicksPerRootSecond">σ, in ticks per √s; at least 0.</param>
public readonly record struct Volatility(double TicksPerRootSecond)
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    /// <summary>Standard deviation of the change over a time, in ticks: <c>σ·√T</c>.</summary>
    public double Over(TimeSpan time) => TicksPerRootSecond * Math.Sqrt(time.TotalSeconds);

    /// <summary>The same for 30 minutes, as a share of the price; no number without a positive price.</summary>
    public double Relative30Minutes(double midTicks) =>
        midTicks > 0 && double.IsFinite(midTicks) ? Over(HalfAnHour) / midTicks : double.NaN;

    /// <summary>The population's deviation of changes one step apart; null without a change or a step.</summary>
    public static Volatility? OfSteps(ReadOnlySpan<double> changesTicks, TimeSpan step)
    {
        if (changesTicks.IsEmpty || step <= TimeSpan.Zero)
        {
            return null;
        }

        var (mean, squares) = (0.0, 0.0);
        foreach (var change in changesTicks)
        {
            mean += change / changesTicks.Length;
        }

        foreach (var change in changesTicks)
        {
            squares += (change - mean) * (change - mean);
        }

        return new Volatility(Math.Sqrt(squares / changesTicks.Length / step.TotalSeconds));
    }
}
