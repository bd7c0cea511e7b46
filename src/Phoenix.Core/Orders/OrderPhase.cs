namespace Phoenix.Core.Orders;

/// <summary>
/// Where one of our orders stands as far as we know, as distinct from <see cref="OrderStatus"/>, the venue's word.
/// Every phase before <see cref="Filled"/> counts in the worst case. The numbers are exported as a metric.
/// </summary>
public enum OrderPhase
{
    /// <summary>Registered or sent; waiting for the venue's first word. It may already be working or filled.</summary>
    PendingNew = 1,

    /// <summary>The venue accepted it; waiting for fills or a decision of ours.</summary>
    Working = 2,

    /// <summary>A cancel was sent; waiting for its outcome. It may still be filled.</summary>
    PendingCancel = 3,

    /// <summary>A request's outcome is not known; waiting for an event or the answer to a query.</summary>
    Unknown = 4,

    /// <summary>Executed in full. Final against every other word.</summary>
    Filled = 5,

    /// <summary>Ended by a cancel, ours or another's, perhaps after partial fills.</summary>
    Canceled = 6,

    /// <summary>Ended by the venue's rules.</summary>
    Expired = 7,

    /// <summary>Refused, or denied by the venue again and again. Evidence of life revives it.</summary>
    Rejected = 8,
}

/// <summary>Predicates on <see cref="OrderPhase"/>.</summary>
public static class OrderPhaseExtensions
{
    public static bool IsTerminal(this OrderPhase phase) => phase >= OrderPhase.Filled;

    /// <summary>Whether the order must be counted as if it will execute.</summary>
    public static bool MayExecute(this OrderPhase phase) => !phase.IsTerminal();
}
