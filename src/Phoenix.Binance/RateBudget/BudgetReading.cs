namespace Phoenix.Binance.RateBudget;

/// <summary>How much of each limit is used, and for how long the budget is closed.</summary>
/// <param name="ClosedFor">Zero when it is open.</param>
/// <param name="IsBanned">Whether the closure is a ban of the address.</param>
public readonly record struct BudgetReading(
    int WeightUsed,
    int WeightLimit,
    int OrdersPerTenSecondsUsed,
    int OrdersPerTenSecondsLimit,
    int OrdersPerMinuteUsed,
    int OrdersPerMinuteLimit,
    TimeSpan ClosedFor,
    bool IsBanned);
