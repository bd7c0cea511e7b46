namespace Phoenix.Venue.Market.Replay;

/// <summary>
/// Where in the queue a recorded level shrank, when it shrank by more than was traded. The recording does not tell;
/// each model is a guess that a reader can check.
/// </summary>
public interface IQueueModel
{
    /// <summary>How much of <paramref name="cut"/> left from ahead of the account's order.</summary>
    /// <param name="ahead">What stands ahead of it, in lots.</param>
    /// <param name="behind">What stands behind it, in lots.</param>
    /// <param name="cut">By how much the level shrank, in lots; at most the sum of both.</param>
    /// <returns>0 to <paramref name="ahead"/>; the rest is taken from behind, the youngest first.</returns>
    double CutAhead(double ahead, double behind, double cut);
}

/// <summary>Nobody ahead ever cancels, while anybody behind is left to.</summary>
public sealed record PessimisticQueue : IQueueModel
{
    /// <inheritdoc />
    public double CutAhead(double ahead, double behind, double cut) => Math.Max(0, cut - behind);
}

/// <summary>Everybody cancels alike: <c>cut · ahead / (ahead + behind)</c>.</summary>
public sealed record ProportionalQueue : IQueueModel
{
    /// <inheritdoc />
    public double CutAhead(double ahead, double behind, double cut) =>
        ahead + behind <= 0 ? 0 : cut * ahead / (ahead + behind);
}

/// <summary>
/// The more stands on one side, the more than its share cancels there: with <c>f(x) = x^n</c>, the part
/// <c>f(ahead) / (f(ahead) + f(behind))</c> left from ahead.
/// </summary>
/// <remarks>E. Rigtorp, Estimating order queue position, 2013, with the functions used in practice since.</remarks>
public sealed record PowerQueue : IQueueModel
{
    /// <summary>1 is the proportional model; 2 and 3 are in use.</summary>
    public double Exponent { get; init; } = 2;

    /// <inheritdoc />
    public double CutAhead(double ahead, double behind, double cut)
    {
        var (front, back) = (Math.Pow(ahead, Exponent), Math.Pow(behind, Exponent));
        if (front + back <= 0) return 0;
        var wanted = cut * front / (front + back);
        return Math.Clamp(wanted, Math.Max(0, cut - behind), Math.Min(ahead, cut));
    }
}
