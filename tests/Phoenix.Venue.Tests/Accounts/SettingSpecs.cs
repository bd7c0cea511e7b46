namespace Phoenix.Venue.Tests.Accounts;

/// <summary>Leverage, margin type, asset mode: what may be changed, when, and who is told.</summary>
public class SettingSpecs
{
    private readonly AccountRig _rig = new(AccountRig.Account("ann", usdc: 10_000m));

    [Fact]
    public void Leverage_changes_and_the_stream_tells()
    {
        var events = _rig.Listen("ann");
        var changed = Post("v1/leverage", "symbol=ETHUSDC&leverage=75");
        changed.GetRawText().ShouldBe("""{"leverage":75,"maxNotionalValue":"1000000","symbol":"ETHUSDC"}""");
        var told = events.Events("ACCOUNT_CONFIG_UPDATE").Single().GetProperty("ac");
        (told.GetProperty("s").GetString(), told.GetProperty("l").GetInt32()).ShouldBe(("ETHUSDC", 75));
        Post("v1/leverage", "symbol=ETHUSDC&leverage=75");
        events.Events("ACCOUNT_CONFIG_UPDATE").Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("leverage=0", -4028)]
    [InlineData("leverage=126", -4028)]
    [InlineData("", -1102)]
    public void Senseless_leverage_is_refused(string terms, int code) =>
        Refuse("v1/leverage", $"symbol=ETHUSDC&{terms}").ShouldBe(code);

    [Fact]
    public void A_position_beyond_the_cap_of_the_leverage_is_refused()
    {
        Post("v1/leverage", "symbol=ETHUSDC&leverage=125");
        Refuse("v1/order", AccountRig.Limit("ETHUSDC", "BUY", 2_990m, 17m)).ShouldBe(-2027);
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "BUY", 2_990m, 16m));
        Refuse("v1/order", AccountRig.Limit("ETHUSDC", "BUY", 2_990m, 1m)).ShouldBe(-2027);
    }

    [Fact]
    public void Lower_leverage_must_be_affordable()
    {
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 10m));
        Refuse("v1/leverage", "symbol=ETHUSDC&leverage=2").ShouldBe(-2028);
        Post("v1/leverage", "symbol=ETHUSDC&leverage=4");
    }

    [Fact]
    public void Margin_type_changes_only_of_an_idle_contract()
    {
        Refuse("v1/marginType", "symbol=ETHUSDC&marginType=CROSSED").ShouldBe(-4046);
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "BUY", 2_900m, 1m));
        Refuse("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED").ShouldBe(-4047);
        _rig.Ok("ann", "DELETE", "v1/allOpenOrders", "symbol=ETHUSDC");
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 1m));
        Refuse("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED").ShouldBe(-4048);
        Post("v1/marginType", "symbol=ETHUSDT&marginType=ISOLATED").GetProperty("code").GetInt32().ShouldBe(200);
        var config = _rig.Ok("ann", "GET", "v1/symbolConfig", "symbol=ETHUSDT")[0];
        config.GetProperty("marginType").GetString().ShouldBe("ISOLATED");
    }

    [Fact]
    public void An_isolated_position_takes_its_margin_along_and_gives_it_back()
    {
        Post("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED");
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m));
        var entry = _rig.Of("ann").Positions[0].Cost;
        _rig.Of("ann").Wallets[0].Isolated.ShouldBe(decimal.Round(entry / 20, 8));
        Refuse("v1/leverage", "symbol=ETHUSDC&leverage=10").ShouldBe(-4161);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 1m));
        _rig.Of("ann").Wallets[0].Isolated.ShouldBe(decimal.Round(entry / 40, 8));
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 1m));
        _rig.Of("ann").Wallets[0].Isolated.ShouldBe(0m);
    }

    [Fact]
    public void Margin_is_moved_to_and_from_an_isolated_position()
    {
        Refuse("v1/positionMargin", "symbol=ETHUSDC&amount=10&type=1").ShouldBe(-4049);
        Post("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED");
        Refuse("v1/positionMargin", "symbol=ETHUSDC&amount=10&type=1").ShouldBe(-4054);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m));
        var events = _rig.Listen("ann");
        Refuse("v1/positionMargin", "symbol=ETHUSDC&amount=0&type=1").ShouldBe(-4055);
        Refuse("v1/positionMargin", "symbol=ETHUSDC&amount=20000&type=1").ShouldBe(-4050);
        Post("v1/positionMargin", "symbol=ETHUSDC&amount=10.5&type=1").GetRawText().ShouldBe(
            """{"amount":10.5,"code":200,"msg":"Successfully modify position margin.","type":1}""");
        Refuse("v1/positionMargin", "symbol=ETHUSDC&amount=1000&type=2").ShouldBe(-4051);
        Post("v1/positionMargin", "symbol=ETHUSDC&amount=1&type=2");
        var told = events.Events("ACCOUNT_UPDATE").First().GetProperty("a");
        told.GetProperty("m").GetString().ShouldBe("MARGIN_TRANSFER");
        var history = _rig.Ok("ann", "GET", "v1/positionMargin/history", "symbol=ETHUSDC");
        history.EnumerateArray().Select(row => AccountRig.Number(row, "amount")).ShouldBe([10.5m, 1m]);
    }

    [Fact]
    public void All_assets_together_are_margin_in_multi_assets_mode()
    {
        Refuse("v1/multiAssetsMargin", "multiAssetsMargin=false").ShouldBe(-4171);
        Refuse("v1/order", AccountRig.Limit("ETHUSDC", "BUY", 2_990m, 100m)).ShouldBe(-2019);
        Post("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED");
        Refuse("v1/multiAssetsMargin", "multiAssetsMargin=true").ShouldBe(-4167);
        Post("v1/marginType", "symbol=ETHUSDC&marginType=CROSSED");
        var events = _rig.Listen("ann");
        Post("v1/multiAssetsMargin", "multiAssetsMargin=true");
        events.Events("ACCOUNT_CONFIG_UPDATE").Single().GetProperty("ai").GetProperty("j").GetBoolean().ShouldBeTrue();
        Refuse("v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED").ShouldBe(-4168);
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "BUY", 2_990m, 100m));
        Refuse("v1/multiAssetsMargin", "multiAssetsMargin=false").ShouldBe(-4170);
        AccountRig.Number(_rig.Ok("ann", "GET", "v3/account"), "totalWalletBalance").ShouldBe(110_000m);
    }

    private System.Text.Json.JsonElement Post(string path, string query) => _rig.Ok("ann", "POST", path, query);

    private int Refuse(string path, string query) => _rig.Refused("ann", "POST", path, query);
}
