namespace Phoenix.Core.Risk;

/// <summary>What a ratio asks of us.</summary>
public enum BehaviourLevel
{
    Normal,

    /// <summary>An alarm, nothing else.</summary>
    Warn,

    /// <summary>Fewer moves, until the ratio has fallen.</summary>
    Slow,
}

/// <summary>One ratio over the last cycle.</summary>
/// <param name="Ratio">0 to 1; null when there is nothing to divide by.</param>
/// <param name="Orders">Orders of the kind that the ratio is about. Too few are not judged.</param>
/// <param name="Level">The verdict.</param>
public readonly record struct BehaviourRatio(decimal? Ratio, long Orders, BehaviourLevel Level);

/// <summary>The ratios by which the venue judges a symbol's orders.</summary>
/// <param name="Unfilled">UFR: share of the ordered quantity that was not executed.</param>
/// <param name="QuickCancel">ICR: share of resting orders that were canceled quickly.</param>
/// <param name="Expired">IFER: share of IOC and FOK orders that expired.</param>
/// <param name="Dust">DR: share of orders of small value.</param>
public readonly record struct BehaviourReport(
    BehaviourRatio Unfilled, BehaviourRatio QuickCancel, BehaviourRatio Expired, BehaviourRatio Dust)
{
    /// <summary>Each ratio that can be told, by the venue's names.</summary>
    public string Summary => string.Join(
        ", ",
        new[] { ("UFR", Unfilled), ("ICR", QuickCancel), ("IFER", Expired), ("DR", Dust) }
            .Where(named => named.Item2.Ratio is not null)
            .Select(named => FormattableString.Invariant(
                $"{named.Item1} {named.Item2.Ratio:0.000} of {named.Item2.Orders} orders")));

    /// <summary>The most urgent of the four.</summary>
    public BehaviourLevel Level =>
        (BehaviourLevel)Math.Max(
            Math.Max((int)Unfilled.Level, (int)QuickCancel.Level), Math.Max((int)Expired.Level, (int)Dust.Level));
}
