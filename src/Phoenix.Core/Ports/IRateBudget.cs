namespace Phoenix.Core.Ports;

/// <summary>What the account may still ask of the venue. Safe from any thread; answers at once.</summary>
public interface IRateBudget
{
    /// <summary>The counters as they may stand at the venue.</summary>
    BudgetReading Read();
}

/// <summary>A venue without limits, for who needs none.</summary>
public sealed class NoRateBudget : IRateBudget
{
    public static NoRateBudget Instance { get; } = new();

    public BudgetReading Read() => new(0, int.MaxValue, 0, int.MaxValue, 0, int.MaxValue, TimeSpan.Zero, false);
}

/// <summary>How much of each limit is used, and for how long the budget is closed.</summary>
/// <param name="WeightUsed">Request weight of the last minute.</param>
/// <param name="OrdersPerTenSecondsUsed">Orders and amends of the account.</param>
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
