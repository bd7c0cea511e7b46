namespace Phoenix.Core.Readiness;

/// <summary>
/// The contract of start-up: each step rests on the one before it. Nothing streams before it is subscribed, nothing
/// is quoted before orders, fills and position agree with the venue.
/// </summary>
public enum StartUpStep
{
    TradingUp = 1,
    ExchangeConnected,
    DepthSubscribed,
    MarketStreamUp,
    ListenKeyObtained,
    UserStreamSubscribed,
    UserStreamUp,
    Reconciled,
    Quoting,
}
