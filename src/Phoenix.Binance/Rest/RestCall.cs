using Phoenix.Binance.RateBudget;

namespace Phoenix.Binance.Rest;

/// <summary>Who may make a call.</summary>
internal enum CallSecurity
{
    /// <summary>Anybody.</summary>
    Public,

    /// <summary>Whoever sends the key.</summary>
    Key,

    /// <summary>Whoever signs.</summary>
    Signed,
}

/// <summary>One REST call before it is signed.</summary>
/// <param name="Weight">Request weight, by the documentation's page of the call.</param>
internal sealed record RestCall(
    string Method, string Path, SignedQuery Query, CallSecurity Security, int Weight, RequestPriority Priority)
{
    /// <summary>A read may be repeated, and when its outcome is unknown nothing was done.</summary>
    public bool IsRead => string.Equals(Method, "GET", StringComparison.Ordinal);

    /// <summary>
    /// Right at the moment it is asked for or not at all: nothing delays or repeats it, whoever still wants it asks
    /// again.
    /// </summary>
    public bool IsTimely { get; init; }
}
