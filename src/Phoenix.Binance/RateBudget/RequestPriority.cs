namespace Phoenix.Binance.RateBudget;

/// <summary>
/// How much of a limit a request may use, so that what makes safe is never starved by what makes money.
/// </summary>
public enum RequestPriority
{
    /// <summary>Placing an order: up to 70 % of any limit.</summary>
    Place,

    /// <summary>Comparing a quiet book with the venue's: up to half.</summary>
    Confirm,

    /// <summary>Asking: up to 85 %.</summary>
    Query,

    /// <summary>Placing an order that can only reduce a position: up to 90 %.</summary>
    Reduce,

    /// <summary>Cancels, the dead man's switch, the listen key, the clock: all of it.</summary>
    Protect,
}
