using System.Text.Json;

namespace Phoenix.Venue.Tests.Api;

/// <summary>The venue's answers have the keys, and where recorded the order and formats, of the real ones.</summary>
public class RestShapeSpecs
{
    private static readonly string[] TrailingStopOnly = ["activatePrice", "priceRate"];

    private readonly VenueRig _rig = new();

    [SkippableFact]
    public void The_published_rules_of_ETHUSDC_are_the_real_ones()
    {
        var real = Samples.Json("exchange_info/mainnet_2026_ethusdc_entry.json").GetProperty("entry");
        var ours = _rig.Get("/fapi/v1/exchangeInfo").Body.GetProperty("symbols")[0];
        JsonElement.DeepEquals(ours, real).ShouldBeTrue();
        ours.Keys().ShouldBe(real.Keys());
    }

    [SkippableFact]
    public void Exchange_info_has_the_real_frame()
    {
        var real = Samples.Json("exchange_info/mainnet_2026-09-15_btcusdt.json").GetProperty("body");
        var ours = _rig.Get("/fapi/v1/exchangeInfo").Body;
        ours.Keys().ShouldBe(real.Keys());
        ours.GetProperty("rateLimits").GetRawText()
            .ShouldBe(JsonSerializer.Serialize(real.GetProperty("rateLimits")));
    }

    [SkippableTheory]
    [InlineData("depth?symbol=BTCUSDT&limit=5", "depth?symbol=BTCUSDC&limit=5")]
    [InlineData("ticker/bookTicker?symbol=BTCUSDT", "ticker/bookTicker?symbol=BTCUSDC")]
    [InlineData("premiumIndex?symbol=BTCUSDT", "premiumIndex?symbol=BTCUSDC")]
    public void Market_answers_look_like_recorded_ones(string recorded, string asked)
    {
        var real = Samples.Lines("recorded/mainnet_2026-09-15_rest_replies.jsonl")
            .First(line => line.GetProperty("request").GetString() == $"GET /fapi/v1/{recorded}").GetProperty("body");
        var ours = _rig.Get($"/fapi/v1/{asked}").Body;
        ours.Keys().ShouldBe(real.Keys());
        Formats(ours).ShouldBe(Formats(real));
    }

    [SkippableTheory]
    [InlineData("depth?symbol=BTCUSDC", "depth", false)]
    [InlineData("rpiDepth?symbol=BTCUSDC", "rpiDepth", false)]
    [InlineData("trades?symbol=BTCUSDC", "trades", true)]
    [InlineData("aggTrades?symbol=BTCUSDC", "aggTrades", true)]
    [InlineData("klines?symbol=BTCUSDC&interval=1m", "klines", true)]
    [InlineData("ticker/24hr?symbol=BTCUSDC", "ticker_24hr", false)]
    [InlineData("ticker/24hr", "ticker_24hr", true)]
    [InlineData("ticker/price?symbol=BTCUSDC", "ticker_price", false)]
    [InlineData("ticker/price", "ticker_price", true)]
    [InlineData("ticker/bookTicker?symbol=BTCUSDC", "ticker_bookTicker", false)]
    [InlineData("ticker/bookTicker", "ticker_bookTicker", true)]
    [InlineData("premiumIndex?symbol=BTCUSDC", "premiumIndex", false)]
    [InlineData("premiumIndex", "premiumIndex", true)]
    [InlineData("fundingInfo", "fundingInfo", true)]
    public void Market_answers_look_like_documented_ones(string asked, string sample, bool isList)
    {
        _rig.RunFor(20_000);
        var real = Samples.Official($"rest_GET_fapi_v1_{sample}", isList && sample.Contains('_') ? 1 : 0);
        if (sample == "premiumIndex" && isList) real = Samples.Official("rest_GET_fapi_v1_premiumIndex", 1);
        var ours = _rig.Get($"/fapi/v1/{asked}").Body;
        ours.ValueKind.ShouldBe(real.ValueKind);
        if (isList) (ours, real) = (ours[0], real[0]);
        ours.ValueKind.ShouldBe(real.ValueKind);
        if (real.ValueKind == JsonValueKind.Array)
        {
            ours.EnumerateArray().Select(item => item.ValueKind)
                .ShouldBe(real.EnumerateArray().Select(item => item.ValueKind));
            return;
        }

        ours.Keys().Where(key => real.Keys().Contains(key)).ShouldBe(real.Keys());
        ShouldCover(ours, real);
    }

    [SkippableFact]
    public void Funding_history_looks_like_the_recorded_one()
    {
        var real = Samples.Lines("recorded/mainnet_2026-09-15_rest_replies.jsonl")
            .First(line => line.GetProperty("request").GetString()!.Contains("fundingRate", StringComparison.Ordinal))
            .GetProperty("body")[0];
        var rig = new VenueRig(new() { Start = new(1_790_553_599_000) });
        rig.RunFor(2_000);
        var ours = rig.Get("/fapi/v1/fundingRate?symbol=BTCUSDC&limit=2").Body[0];
        ours.Keys().ShouldBe(real.Keys());
        Formats(ours).ShouldBe(Formats(real));
    }

    [SkippableTheory]
    [InlineData("depth?symbol=BTCUSDC&limit=3", "-4021 3 is not valid depth limit")]
    [InlineData("depth?symbol=BTCUSDC&limit=1500", "-1130 Data sent for parameter 'limit' is not valid.")]
    [InlineData("depth?symbol=NOTAREALSYM", "-1121 Invalid symbol.")]
    [InlineData("klines?symbol=BTCUSDC&interval=1s&limit=1", "-1120 Invalid interval.")]
    [InlineData("klines?symbol=BTCUSDC&interval=1m&limit=2000", "-1130 Data sent for parameter 'limit' is not valid.")]
    [InlineData("ticker/24hr?symbol=NOTAREALSYM", "-1121 Invalid symbol.")]
    public void Refusals_read_as_recorded(string asked, string refusal)
    {
        var (status, body) = _rig.Get($"/fapi/v1/{asked}");
        status.ShouldBe(400);
        $"{body.GetProperty("code")} {body.GetProperty("msg")}".ShouldBe(refusal);
    }

    [SkippableFact]
    public void Order_answers_have_the_documented_keys()
    {
        var placed = _rig.Place("BUY", 2_900m, 1m, id: "a").Body;
        placed.Keys().ShouldBe(Samples.Official("wsapi_order.place", 1).GetProperty("result").Keys());
        ShouldCover(placed, Samples.Official("rest_POST_fapi_v1_order"));
        const string Which = "symbol=ETHUSDC&origClientOrderId=a";
        ShouldCover(_rig.Signed("GET", "/fapi/v1/order", Which).Body, Samples.Official("rest_GET_fapi_v1_order"));
        ShouldCover(
            _rig.Signed("GET", "/fapi/v1/openOrder", Which).Body, Samples.Official("rest_GET_fapi_v1_openOrder"));
        ShouldCover(
            _rig.Signed("GET", "/fapi/v1/openOrders").Body[0], Samples.Official("rest_GET_fapi_v1_openOrders")[0]);
        ShouldCover(_rig.Signed("DELETE", "/fapi/v1/order", Which).Body, Samples.Official("rest_DELETE_fapi_v1_order"));
        _rig.Signed("DELETE", "/fapi/v1/allOpenOrders", "symbol=ETHUSDC").Body.GetRawText()
            .ShouldBe(JsonSerializer.Serialize(Samples.Official("rest_DELETE_fapi_v1_allOpenOrders")));
        _rig.Signed("POST", "/fapi/v1/countdownCancelAll", "symbol=BTCUSDC&countdownTime=100000").Body.GetRawText()
            .ShouldBe("""{"symbol":"BTCUSDC","countdownTime":"100000"}""");
    }

    [SkippableTheory]
    [InlineData("/fapi/v3/account", "rest_GET_fapi_v3_account", false)]
    [InlineData("/fapi/v3/balance", "rest_GET_fapi_v3_balance", true)]
    [InlineData("/fapi/v2/balance", "rest_GET_fapi_v2_balance", true)]
    [InlineData("/fapi/v3/positionRisk", "rest_GET_fapi_v3_positionRisk", true)]
    [InlineData("/fapi/v2/positionRisk", "rest_GET_fapi_v2_positionRisk", true)]
    [InlineData("/fapi/v1/userTrades?symbol=ETHUSDC", "rest_GET_fapi_v1_userTrades", true)]
    [InlineData("/fapi/v1/commissionRate?symbol=ETHUSDC", "rest_GET_fapi_v1_commissionRate", false)]
    public void Account_answers_have_the_documented_keys(string asked, string sample, bool isList)
    {
        _rig.Place("BUY", _rig.Best("asks") + 1, 1m, "IOC");
        var parts = asked.Split('?');
        var ours = _rig.Signed("GET", parts[0], parts.Length > 1 ? parts[1] : "").Body;
        var real = Samples.Official(sample);
        if (!isList)
        {
            ShouldCover(ours, real);
            return;
        }

        ours.GetArrayLength().ShouldBeGreaterThan(0);
        ShouldCover(ours[0], real[0]);
    }

    [SkippableFact]
    public void The_account_document_lists_assets_and_positions()
    {
        _rig.Place("BUY", _rig.Best("asks") + 1, 1m, "IOC");
        var ours = _rig.Signed("GET", "/fapi/v3/account").Body;
        var real = Samples.Official("rest_GET_fapi_v3_account");
        ours.Keys().ShouldBe(real.Keys());
        ours.GetProperty("assets")[0].Keys().ShouldBe(real.GetProperty("assets")[0].Keys());
        ours.GetProperty("positions")[0].Keys().ShouldBe(real.GetProperty("positions")[0].Keys());
    }

    private static void ShouldCover(JsonElement ours, JsonElement real)
    {
        ours.ValueKind.ShouldBe(JsonValueKind.Object);
        real.Keys().Except(ours.Keys()).Except(TrailingStopOnly).ShouldBeEmpty();
        foreach (var name in real.Keys().Intersect(ours.Keys()))
        {
            ours.GetProperty(name).Kind().ShouldBe(real.GetProperty(name).Kind(), name);
        }
    }

    /// <summary>The kind of each value and the decimals of each number printed as text.</summary>
    private static IEnumerable<string> Formats(JsonElement json) => json.EnumerateObject().Select(member =>
    {
        var value = member.Value;
        while (value.ValueKind == JsonValueKind.Array) value = value[0];
        var text = value.ToString();
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return $"{member.Name} {value.ValueKind} {(point < 0 ? 0 : text.Length - point - 1)}";
    });
}
