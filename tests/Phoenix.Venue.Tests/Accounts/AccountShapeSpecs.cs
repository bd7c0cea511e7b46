using System.Text.Json;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>Answers and events about the account look like the documented and recorded ones.</summary>
public class AccountShapeSpecs
{
    private static readonly string[] OnlyWhereAdjusted = ["notionalCoef"];

    private readonly AccountRig _rig = new(AccountRig.Account("ann"));

    [SkippableTheory]
    [InlineData("v1/accountConfig", "rest_GET_fapi_v1_accountConfig", 0)]
    [InlineData("v1/apiTradingStatus", "rest_GET_fapi_v1_apiTradingStatus", 0)]
    [InlineData("v1/commissionRate?symbol=ETHUSDC", "rest_GET_fapi_v1_commissionRate", 0)]
    [InlineData("v1/feeBurn", "rest_GET_fapi_v1_feeBurn", 0)]
    [InlineData("v1/income", "rest_GET_fapi_v1_income", 0)]
    [InlineData("v1/leverageBracket", "rest_GET_fapi_v1_leverageBracket", 0)]
    [InlineData("v1/leverageBracket?symbol=ETHUSDC", "rest_GET_fapi_v1_leverageBracket", 0)]
    [InlineData("v1/multiAssetsMargin", "rest_GET_fapi_v1_multiAssetsMargin", 0)]
    [InlineData("v1/positionSide/dual", "rest_GET_fapi_v1_positionSide_dual", 0)]
    [InlineData("v1/rateLimit/order", "rest_GET_fapi_v1_rateLimit_order", 0)]
    [InlineData("v1/symbolConfig", "rest_GET_fapi_v1_symbolConfig", 0)]
    [InlineData("v2/account", "rest_GET_fapi_v2_account", 1)]
    [InlineData("v2/balance", "rest_GET_fapi_v2_balance", 0)]
    [InlineData("v2/positionRisk", "rest_GET_fapi_v2_positionRisk", 1)]
    [InlineData("v3/account", "rest_GET_fapi_v3_account", 0)]
    [InlineData("v3/balance", "rest_GET_fapi_v3_balance", 0)]
    [InlineData("v3/positionRisk", "rest_GET_fapi_v3_positionRisk", 0)]
    public void Answers_have_the_documented_shape(string asked, string sample, int example)
    {
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 1m));
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 0.5m));
        var parts = asked.Split('?');
        var ours = _rig.Ok("ann", "GET", parts[0], parts.Length > 1 ? parts[1] : "");
        ShouldLookLike(ours, Samples.Official(sample, example));
    }

    [SkippableTheory]
    [InlineData("v1/feeBurn", "feeBurn=false", "rest_POST_fapi_v1_feeBurn")]
    [InlineData("v1/leverage", "symbol=ETHUSDC&leverage=21", "rest_POST_fapi_v1_leverage")]
    [InlineData("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED", "rest_POST_fapi_v1_marginType")]
    [InlineData("v1/multiAssetsMargin", "multiAssetsMargin=true", "rest_POST_fapi_v1_multiAssetsMargin")]
    [InlineData("v1/positionSide/dual", "dualSidePosition=true", "rest_POST_fapi_v1_positionSide_dual")]
    public void Changes_are_confirmed_as_documented(string path, string query, string sample) =>
        ShouldLookLike(_rig.Ok("ann", "POST", path, query), Samples.Official(sample));

    [SkippableTheory]
    [InlineData("account.balance", 1)]
    [InlineData("account.position", 2)]
    [InlineData("account.status", 2)]
    [InlineData("v2/account.balance", 1)]
    [InlineData("v2/account.position", 1)]
    [InlineData("v2/account.status", 1)]
    public void The_trading_api_answers_as_documented(string method, int example)
    {
        var rig = new VenueRig();
        rig.Place("BUY", rig.Best("asks") + 1, 1m, "IOC");
        var reply = rig.Ask(rig.Connect("/ws-fapi/v1"), method);
        var sample = $"wsapi_{method.Replace('/', '_')}";
        ShouldLookLike(reply.GetProperty("result"), Samples.Official(sample, example).GetProperty("result"));
    }

    [SkippableFact]
    public void Quantiles_of_hedge_mode_and_of_one_way_mode_differ_as_documented()
    {
        var real = Samples.Official("rest_GET_fapi_v1_adlQuantile");
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 1m));
        ShouldLookLike(_rig.Ok("ann", "GET", "v1/adlQuantile")[0], real[1]);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 1m));
        _rig.Ok("ann", "POST", "v1/positionSide/dual", "dualSidePosition=true");
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 1m, "&positionSide=LONG"));
        ShouldLookLike(_rig.Ok("ann", "GET", "v1/adlQuantile")[0], real[0]);
    }

    [SkippableFact]
    public void Deposits_and_withdrawals_are_told_as_recorded()
    {
        var events = _rig.Listen("ann");
        _rig.Control("/venue/accounts/ann/transfer", """{"asset":"USDC","amount":10}""");
        _rig.Control("/venue/accounts/ann/transfer", """{"asset":"USDC","amount":-10}""");
        var real = Samples.Lines("user_events/ethusdc_2026-04_live.jsonl").Take(2).ToArray();
        foreach (var (ours, recorded) in events.Events("ACCOUNT_UPDATE").Zip(real))
        {
            ours.Keys().ShouldBe(recorded.Keys());
            ShouldLookLike(ours, recorded);
            ours.GetProperty("a").Keys().ShouldBe(recorded.GetProperty("a").Keys());
            var (ourChange, realChange) = (ours.GetProperty("a"), recorded.GetProperty("a"));
            ourChange.GetProperty("m").GetString().ShouldBe(realChange.GetProperty("m").GetString());
            ourChange.GetProperty("B")[0].GetProperty("bc").GetString()
                .ShouldBe(realChange.GetProperty("B")[0].GetProperty("bc").GetString());
        }
    }

    [SkippableFact]
    public void Changes_of_settings_are_told_as_documented()
    {
        var events = _rig.Listen("ann");
        _rig.Ok("ann", "POST", "v1/leverage", "symbol=ETHUSDC&leverage=25");
        _rig.Ok("ann", "POST", "v1/multiAssetsMargin", "multiAssetsMargin=true");
        var told = events.Events("ACCOUNT_CONFIG_UPDATE").ToArray();
        told[0].Keys().ShouldBe(Samples.Official("event_ACCOUNT_CONFIG_UPDATE").Keys());
        ShouldLookLike(told[0], Samples.Official("event_ACCOUNT_CONFIG_UPDATE"));
        told[1].Keys().ShouldBe(Samples.Official("event_ACCOUNT_CONFIG_UPDATE", 1).Keys());
        ShouldLookLike(told[1], Samples.Official("event_ACCOUNT_CONFIG_UPDATE", 1));
    }

    /// <summary>The same keys in the same order where the sample has them, and the same kinds of values.</summary>
    internal static void ShouldLookLike(JsonElement ours, JsonElement real, string at = "$")
    {
        ours.Kind().ShouldBe(real.Kind(), at);
        if (real.ValueKind == JsonValueKind.Array)
        {
            if (real.GetArrayLength() == 0 || ours.GetArrayLength() == 0) return;
            ShouldLookLike(ours[0], real[0], $"{at}[0]");
            return;
        }

        if (real.ValueKind != JsonValueKind.Object) return;
        if (at.EndsWith(".indicators", StringComparison.Ordinal))
        {
            ShouldLookLike(ours.EnumerateObject().First().Value, real.EnumerateObject().First().Value, $"{at}.*");
            return;
        }

        real.Keys().Except(ours.Keys()).Except(OnlyWhereAdjusted).ShouldBeEmpty(at);
        ours.Keys().Except(real.Keys()).ShouldBeEmpty(at);
        foreach (var name in ours.Keys())
        {
            ShouldLookLike(ours.GetProperty(name), real.GetProperty(name), $"{at}.{name}");
        }
    }
}
