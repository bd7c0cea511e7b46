namespace Phoenix.Venue.Tests.Accounts;

/// <summary>One-way and hedge mode.</summary>
public class PositionModeSpecs
{
    private readonly AccountRig _rig = new(AccountRig.Account("ann"));

    [Fact]
    public void The_mode_is_changed_once()
    {
        _rig.Ok("ann", "GET", "v1/positionSide/dual").GetProperty("dualSidePosition").GetBoolean().ShouldBeFalse();
        Refuse("v1/positionSide/dual", "dualSidePosition=false").ShouldBe(-4059);
        Hedge();
        Refuse("v1/positionSide/dual", "dualSidePosition=true").ShouldBe(-4059);
        _rig.Ok("ann", "GET", "v1/accountConfig").GetProperty("dualSidePosition").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void An_open_order_or_a_position_holds_the_mode()
    {
        _rig.Place("ann", AccountRig.Limit("ETHUSDT", "BUY", 2_900m, 1m));
        Refuse("v1/positionSide/dual", "dualSidePosition=true").ShouldBe(-4067);
        _rig.Ok("ann", "DELETE", "v1/allOpenOrders", "symbol=ETHUSDT");
        _rig.Place("ann", AccountRig.Market("ETHUSDT", "BUY", 1m));
        Refuse("v1/positionSide/dual", "dualSidePosition=true").ShouldBe(-4068);
    }

    [Fact]
    public void The_side_must_fit_the_mode()
    {
        Refuse("v1/order", AccountRig.Market("ETHUSDC", "BUY", 1m, "&positionSide=LONG")).ShouldBe(-4061);
        Hedge();
        Refuse("v1/order", AccountRig.Market("ETHUSDC", "BUY", 1m)).ShouldBe(-4061);
        Refuse("v1/order", AccountRig.Market("ETHUSDC", "BUY", 1m, "&positionSide=BOTH")).ShouldBe(-4061);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 1m, "&positionSide=LONG"));
        Refuse("v1/order", AccountRig.Market("ETHUSDC", "SELL", 1m, "&positionSide=LONG&reduceOnly=true"))
            .ShouldBe(-1106);
        Refuse("v1/order", AccountRig.Market("ETHUSDC", "SELL", 1m, "&positionSide=LONG&reduceOnly=false"))
            .ShouldBe(-1106);
    }

    [Fact]
    public void Long_and_short_stand_side_by_side()
    {
        Hedge();
        var events = _rig.Listen("ann");
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m, "&positionSide=LONG"));
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 1m, "&positionSide=SHORT"));
        var rows = _rig.Ok("ann", "GET", "v3/positionRisk").EnumerateArray().ToArray();
        rows.Select(row => row.GetProperty("positionSide").GetString()).ShouldBe(["LONG", "SHORT"]);
        rows.Select(row => row.GetProperty("positionAmt").GetString()).ShouldBe(["2.000", "-1.000"]);
        var told = events.Events("ACCOUNT_UPDATE").Last().GetProperty("a").GetProperty("P")[0];
        (told.GetProperty("ps").GetString(), told.GetProperty("pa").GetString()).ShouldBe(("SHORT", "-1"));
        _rig.Ok("ann", "GET", "v2/positionRisk", "symbol=ETHUSDC").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public void A_side_cannot_be_closed_beyond_what_is_held()
    {
        Hedge();
        Refuse("v1/order", AccountRig.Market("ETHUSDC", "SELL", 1m, "&positionSide=LONG")).ShouldBe(-2022);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m, "&positionSide=LONG"));
        var resting = _rig.Place("ann", AccountRig.Limit("ETHUSDC", "SELL", 3_100m, 1.5m, "&positionSide=LONG"));
        resting.GetProperty("reduceOnly").GetBoolean().ShouldBeTrue();
        Refuse("v1/order", AccountRig.Limit("ETHUSDC", "SELL", 3_101m, 1m, "&positionSide=LONG")).ShouldBe(-2022);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 0.5m, "&positionSide=LONG"));
        _rig.Of("ann").Hedged.Single().Amount.ShouldBe(1.5m);
    }

    private void Hedge() => _rig.Ok("ann", "POST", "v1/positionSide/dual", "dualSidePosition=true");

    private int Refuse(string path, string query) => _rig.Refused("ann", "POST", path, query);
}
