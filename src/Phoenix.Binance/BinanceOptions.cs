using Phoenix.Binance.RateBudget;

namespace Phoenix.Binance;

/// <summary>Settings of the adapters.</summary>
public sealed record BinanceOptions
{
    /// <summary>How long a REST call may take in all, repetitions included.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How old a signed request may be when the venue reads it. 3 s instead of the venue's default of 5 s: a request
    /// that was held up longer was decided on a book that is stale by our own rule, so it had better die than rest. A
    /// healthy round trip and the error of the clock together take a twentieth of it.
    /// </summary>
    public TimeSpan ReceiveWindow { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// The events the user connection asks for. <c>listenKeyExpired</c> must be among them: without it an expired key
    /// is silence.
    /// </summary>
    public string UserEvents { get; init; } = "ORDER_TRADE_UPDATE/ACCOUNT_UPDATE/MARGIN_CALL/listenKeyExpired";

    public RateBudgetSettings RateBudget { get; init; } = new();
}
