using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Server;
using Phoenix.Venue.Tests.Accounts;

namespace Phoenix.Venue.Tests.Api;

/// <summary>The documented replies that are too small for a spec of their own.</summary>
public class SmallReplyShapeSpecs
{
    private readonly VenueRig _rig = new();

    [SkippableTheory]
    [InlineData("GET", "/fapi/v1/ping", 0)]
    [InlineData("GET", "/fapi/v1/time", 1)]
    [InlineData("POST", "/fapi/v1/listenKey", 2)]
    [InlineData("PUT", "/fapi/v1/listenKey", 3)]
    [InlineData("DELETE", "/fapi/v1/listenKey", 4)]
    public void Small_replies_look_as_documented(string method, string path, int example)
    {
        var real = Samples.Official("rest_small_replies", example);
        _rig.NewListenKey();

        LooksLike(_rig.Call(method, path).Body, real);
    }

    [SkippableFact]
    public void A_countdown_is_confirmed_as_documented() => LooksLike(
        _rig.Signed("POST", "/fapi/v1/countdownCancelAll", "symbol=ETHUSDC&countdownTime=100000").Body,
        Samples.Official("rest_POST_fapi_v1_countdownCancelAll"));

    [SkippableTheory]
    [InlineData("?symbol=ETHUSDC", 0)]
    [InlineData("", 1)]
    public void Prices_look_as_documented(string query, int example) => LooksLike(
        _rig.Get($"/fapi/v2/ticker/price{query}").Body,
        Samples.Official("rest_GET_fapi_v2_ticker_price", example));

    /// <summary>What the settled rate is called came later than the example.</summary>
    [SkippableFact]
    public void Past_funding_rates_look_as_documented()
    {
        var real = Samples.Official("rest_GET_fapi_v1_fundingRate")[0];
        var rig = new VenueRig(new VenueOptions { Start = new VenueTime(1_790_553_598_000) });   // 2 s before
        rig.RunFor(3_000);

        var ours = rig.Get("/fapi/v1/fundingRate?symbol=ETHUSDC").Body[0];

        ours.Keys().ShouldBe([.. real.Keys(), "rateType"], ignoreOrder: true);
        foreach (var name in real.Keys())
        {
            ours.GetProperty(name).Kind().ShouldBe(real.GetProperty(name).Kind(), name);
        }

        ours.GetProperty("fundingRate").GetString()!.Split('.')[1].Length.ShouldBe(8);
    }

    [SkippableTheory]
    [InlineData("userDataStream.start")]
    [InlineData("userDataStream.ping")]
    [InlineData("userDataStream.stop")]
    public void The_life_of_a_listen_key_over_the_trading_api_is_told_as_documented(string method)
    {
        var real = Samples.Official($"wsapi_{method}", 1);
        _rig.NewListenKey();

        LooksLike(_rig.Ask(_rig.Connect("/ws-fapi/v1"), method), real);
    }

    /// <summary>The example is a trailing stop, which has two keys of its own; the average price came later.</summary>
    [SkippableFact]
    public void A_cancelled_order_is_told_over_the_trading_api_as_documented()
    {
        var real = Samples.Official("wsapi_order.cancel", 1);
        _rig.Place("BUY", _rig.Best("bids") - 50, 1m, id: "q-1").Status.ShouldBe(200);

        var ours = _rig.Ask(
            _rig.Connect("/ws-fapi/v1"), "order.cancel", ("symbol", "ETHUSDC"), ("origClientOrderId", "q-1"));

        ours.Keys().ShouldBe(real.Keys());
        var (order, documented) = (ours.GetProperty("result"), real.GetProperty("result"));
        documented.Keys().Except(order.Keys()).ShouldBe(["activatePrice", "priceRate"]);
        order.Keys().Except(documented.Keys()).ShouldBe(["avgPrice"]);
        foreach (var name in documented.Keys().Intersect(order.Keys()))
        {
            order.GetProperty(name).Kind().ShouldBe(documented.GetProperty(name).Kind(), name);
        }
    }

    /// <summary>Each documented conversation, with our symbols, gets the documented replies, byte for byte.</summary>
    [SkippableFact]
    public void Control_messages_are_answered_as_documented()
    {
        var exchanges = Samples.Json("official/stream_control.json").GetProperty("exchanges").EnumerateArray()
            .Where(exchange => !exchange.TryGetProperty("where", out _)).ToList();
        var peer = _rig.Connect("/ws");

        foreach (var exchange in exchanges)
        {
            peer.Say(InOurWords(exchange.GetProperty("send")));
            peer.Texts[^1].ShouldBe(InOurWords(exchange.GetProperty("receive")));
        }

        exchanges.Count.ShouldBe(5);
    }

    /// <summary>As measured on the testnet: an item of a private socket names the key, or key and event.</summary>
    [SkippableFact]
    public void A_private_socket_lists_what_it_hears_as_measured()
    {
        var exchanges = Samples.Json("official/stream_control.json").GetProperty("exchanges").EnumerateArray()
            .Where(exchange => exchange.TryGetProperty("where", out _)).ToList();
        var key = _rig.NewListenKey();

        foreach (var exchange in exchanges)
        {
            var path = exchange.GetProperty("where").GetString()!.Split(' ')[0];
            path = path.Replace("listenKey=K", $"listenKey={key}").Replace("/ws/K", $"/private/ws/{key}");
            var peer = _rig.Connect(path);
            peer.Say(InOurWords(exchange.GetProperty("send")));
            peer.Texts[^1].Replace(key, "K").ShouldBe(InOurWords(exchange.GetProperty("receive")));
        }
    }

    private static void LooksLike(JsonElement ours, JsonElement real) =>
        AccountShapeSpecs.ShouldLookLike(ours, real);

    private static string InOurWords(JsonElement message) =>
        JsonSerializer.Serialize(message).Replace("btcusdt", "btcusdc");
}
