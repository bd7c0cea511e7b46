namespace Phoenix.Binance.Tests;

/// <summary>Goal: no order meant for the play-money venue ever reaches the real one.</summary>
public sealed class BinanceEndpointsSpecs
{
    [Fact]
    public void Everything_that_is_dialled_belongs_to_one_environment()
    {
        All(BinanceEndpoints.Mainnet).ShouldAllBe(host => host == "fapi.binance.com"
            || host == "fstream.binance.com"
            || host == "ws-fapi.binance.com");
        All(BinanceEndpoints.Demo).ShouldAllBe(host => host.StartsWith("demo-", StringComparison.Ordinal)
            || host.StartsWith("testnet.", StringComparison.Ordinal));
        All(BinanceEndpoints.Loopback(new Uri("http://127.0.0.1:8080"))).ShouldAllBe(host => host == "127.0.0.1");
    }

    private static string[] All(BinanceEndpoints endpoints) =>
    [
        endpoints.Rest.Host,
        endpoints.PublicStreams.Host,
        endpoints.MarketStreams.Host,
        endpoints.PrivateStreams.Host,
        endpoints.TradingApi.Host,
    ];
}
