using System.Text;
using Phoenix.Binance.Signing;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Binance.Wire;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Signing;

/// <summary>The keys are those printed in the venue's documentation; none of them is live.</summary>
public sealed class RequestSignerSpecs
{
    private const string FuturesSecret = "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";
    private const string SpotKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private const string SpotSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";

    /// <remarks>
    /// In order: futures general-info, examples 1 and 2; the same page, example 3 without its stray blank (computed);
    /// spot rest-api; spot web-socket-api, sorted parameters; an ETHUSDC order of our own (computed).
    /// </remarks>
    [Theory]
    [InlineData(
        FuturesSecret,
        "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000"
        + "&timestamp=1591702613943",
        "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9")]
    [InlineData(
        FuturesSecret,
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=9000&recvWindow=5000"
        + "&timestamp=1591702613943",
        "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4")]
    [InlineData(
        SpotSecret,
        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
        + "&timestamp=1499827319559",
        "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71")]
    [InlineData(
        SpotSecret,
        "apiKey=" + SpotKey + "&newOrderRespType=ACK&price=52000.00&quantity=0.01000000&recvWindow=100&side=SELL"
        + "&symbol=BTCUSDT&timeInForce=GTC&timestamp=1645423376532&type=LIMIT",
        "cc15477742bd704c29492d96c7ead9414dfd8e0ec4a00f947bb5bb454ddbd08a")]
    [InlineData(
        FuturesSecret,
        "symbol=ETHUSDC&side=BUY&type=LIMIT&timeInForce=GTX&quantity=0.010&price=2690.17&newClientOrderId=mm-1"
        + "&recvWindow=5000&timestamp=1790526539000",
        "20ff917d250802504fa10abf864cc0347c0fcd5d3fcd121616a26426354d6242")]
    public void A_published_payload_gets_its_published_signature(string secret, string payload, string signature)
    {
        using var signer = new RequestSigner(new BinanceCredentials("key", secret));

        signer.Sign("something else before").ShouldNotBe(signature);
        signer.Sign(payload).ShouldBe(signature);
    }

    [Fact]
    public void A_placed_order_carries_sorted_parameters_and_their_signature()
    {
        var credentials = new BinanceCredentials(SpotKey, SpotSecret);
        using var signer = new RequestSigner(credentials);
        var encoder = new TradingRequestEncoder(credentials, signer, TimeSpan.FromSeconds(3));
        var intent = new OrderIntent
        {
            Symbol = Contracts.EthUsdc,
            ClientOrderId = ClientOrderId.Create("a", 1, 2),
            Side = Side.Sell,
            Price = new Price(269017),
            Quantity = new Quantity(10),
            ReduceOnly = true,
        };

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        var length = encoder.Place(
            text, new RequestId(7), intent, Contracts.Grid("ETHUSDC"), new VenueTime(1790526539000));

        const string Payload =
            "apiKey=" + SpotKey + "&newClientOrderId=px-a-1-2&newOrderRespType=ACK&price=2690.17&quantity=0.010"
            + "&recvWindow=3000&reduceOnly=true&selfTradePreventionMode=EXPIRE_MAKER&side=SELL&symbol=ETHUSDC"
            + "&timeInForce=GTX&timestamp=1790526539000&type=LIMIT";
        Encoding.UTF8.GetString(text[..length]).ShouldBe(
            "{\"id\":7,\"method\":\"order.place\",\"params\":{\"apiKey\":\"" + SpotKey + "\","
            + "\"newClientOrderId\":\"px-a-1-2\",\"newOrderRespType\":\"ACK\",\"price\":\"2690.17\","
            + "\"quantity\":\"0.010\",\"recvWindow\":3000,\"reduceOnly\":\"true\","
            + "\"selfTradePreventionMode\":\"EXPIRE_MAKER\",\"side\":\"SELL\",\"symbol\":\"ETHUSDC\","
            + "\"timeInForce\":\"GTX\",\"timestamp\":1790526539000,\"type\":\"LIMIT\","
            + "\"signature\":\"" + signer.Sign(Payload) + "\"}}");
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "reduceOnly=true&")]
    public void An_amend_names_the_order_by_our_id_and_carries_all_its_terms(bool reduceOnly, string flag)
    {
        var credentials = new BinanceCredentials(SpotKey, SpotSecret);
        using var signer = new RequestSigner(credentials);
        var encoder = new TradingRequestEncoder(credentials, signer, TimeSpan.FromSeconds(3));
        var order = new OrderIntent
        {
            Symbol = Contracts.EthUsdc,
            ClientOrderId = ClientOrderId.Create("a", 1, 2),
            Side = Side.Sell,
            Price = new Price(269017),
            Quantity = new Quantity(10),
            ReduceOnly = reduceOnly,
        };

        Span<byte> text = stackalloc byte[TradingRequestEncoder.MaxLength];
        var length = encoder.Amend(
            text,
            new RequestId(7),
            order,
            new OrderTerms(new Price(269020), new Quantity(8)),
            Contracts.Grid("ETHUSDC"),
            new VenueTime(1790526539000));

        var payload = $"apiKey={SpotKey}&origClientOrderId=px-a-1-2&price=2690.20&quantity=0.008"
            + $"&recvWindow=3000&{flag}side=SELL&symbol=ETHUSDC&timestamp=1790526539000";
        var sent = Encoding.UTF8.GetString(text[..length]);
        sent.ShouldStartWith("{\"id\":7,\"method\":\"order.modify\",\"params\":{");
        sent.ShouldEndWith("\"signature\":\"" + signer.Sign(payload) + "\"}}");
    }

    [Fact]
    public void Writing_an_order_allocates_nothing()
    {
        var credentials = new BinanceCredentials(SpotKey, SpotSecret);
        using var signer = new RequestSigner(credentials);
        var encoder = new TradingRequestEncoder(credentials, signer, TimeSpan.FromSeconds(3));
        var grid = Contracts.Grid("ETHUSDC");
        var id = ClientOrderId.Create("a", 1, 2);
        var buffer = new byte[TradingRequestEncoder.MaxLength];
        encoder.Cancel(buffer, new RequestId(1), id, grid, new VenueTime(1));

        var before = GC.GetAllocatedBytesForCurrentThread();
        encoder.Cancel(buffer, new RequestId(2), id, grid, new VenueTime(2));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Theory]
    [InlineData("px-a-1-2", true)]
    [InlineData("has\"quote", false)]
    [InlineData("has blank", false)]
    [InlineData("0123456789012345678901234567890123456", false)]
    public void Only_ids_of_the_venues_alphabet_are_sent(string id, bool sendable) =>
        TradingRequestEncoder.IsSendable(new ClientOrderId(id)).ShouldBe(sendable);

    [Fact]
    public void Credentials_do_not_show_themselves()
    {
        var text = new BinanceCredentials("the-key", "the-secret").ToString();

        text.ShouldNotContain("the-key");
        text.ShouldNotContain("the-secret");
    }
}
