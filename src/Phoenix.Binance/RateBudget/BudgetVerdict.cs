namespace Phoenix.Binance.RateBudget;

/// <summary>Whether a request may be sent.</summary>
/// <param name="IsGranted">When true the cost is taken already.</param>
/// <param name="RetryAfter">When refused: the earliest moment at which asking again makes sense.</param>
/// <param name="Reason">When refused: which limit, for people.</param>
public readonly record struct BudgetVerdict(bool IsGranted, TimeSpan RetryAfter, string Reason)
{
    public static BudgetVerdict Granted => new(IsGranted: true, TimeSpan.Zero, string.Empty);

    public static BudgetVerdict Refused(TimeSpan retryAfter, string reason) =>
        new(IsGranted: false, retryAfter, reason);
}
