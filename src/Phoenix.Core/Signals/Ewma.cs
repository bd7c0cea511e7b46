namespace Phoenix.Core.Signals;

/// <summary>Exponentially weighted moving averages of samples that come at irregular times.</summary>
internal static class Ewma
{
    /// <summary>The share of the newest sample, 0 to 1; nothing for a sample without elapsed time.</summary>
    public static double Weight(TimeSpan elapsed, TimeSpan timeConstant) =>
        elapsed <= TimeSpan.Zero ? 0 : 1 - Math.Exp(-(elapsed / timeConstant));
}
