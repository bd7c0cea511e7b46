namespace Phoenix.Binance.Signing;

/// <summary>The account's API key and its secret. Its text never shows either.</summary>
public sealed record BinanceCredentials(string ApiKey, string Secret)
{
    public override string ToString() => "BinanceCredentials (redacted)";
}
