using System.Text.Json;
using Phoenix.Venue.Tests.Accounts;

namespace Phoenix.Venue.Tests.Orders;

/// <summary>A reduce-only order never opens a position, whatever happens beside it.</summary>
public class ReduceOnlySpecs
{
    private readonly AccountRig _rig = new(AccountRig.Account("a"), AccountRig.Account("b", 10_000_000m));

    [Theory]
    [InlineData("0.1", "EXPIRED", "0.000")]
    [InlineData("0.04", "EXPIRED", "0.060")]
    public void Of_one_sweep_it_gets_no_more_than_the_position_covers(string other, string status, string executed)
    {
        _rig.Place("a", AccountRig.Market("ETHUSDC", "BUY", 0.1m));
        var peer = _rig.Rig.Connect($"/private/ws/{KeyOf("a")}");
        var bid = _rig.Rig.Best("bids");
        _rig.Place("a", AccountRig.Limit("ETHUSDC", "SELL", bid + 0.01m, decimal.Parse(other)));
        _rig.Place("a", AccountRig.Limit("ETHUSDC", "SELL", bid + 0.02m, 0.1m, "&reduceOnly=true"));
        _rig.Place("b", AccountRig.Limit("ETHUSDC", "BUY", bid + 3m, 100m, timeInForce: "IOC"));

        var position = _rig.Ok("a", "GET", "v2/positionRisk", "symbol=ETHUSDC")[0];
        AccountRig.Number(position, "positionAmt").ShouldBe(0m);
        var last = peer.Events("ORDER_TRADE_UPDATE").Select(update => update.GetProperty("o"))
            .Last(order => order.GetProperty("R").GetBoolean());
        Read(last, "X", "z", "er").ShouldBe([status, executed.TrimEnd('0').TrimEnd('.'), "4"]);
    }

    [Fact]
    public void One_at_the_market_goes_before_those_that_rest()
    {
        _rig.Place("a", AccountRig.Market("ETHUSDC", "BUY", 1m));
        var target = _rig.Rig.Best("asks") + 50m;
        _rig.Place("a", AccountRig.Limit("ETHUSDC", "SELL", target, 1m, "&reduceOnly=true"));
        _rig.Place("a", AccountRig.Market("ETHUSDC", "SELL", 1m, "&reduceOnly=true"));
        _rig.Ok("a", "GET", "v1/openOrders", "symbol=ETHUSDC").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void A_stop_closes_the_position_beside_a_resting_target()
    {
        var rig = _rig.Rig;
        _rig.Place("a", AccountRig.Market("ETHUSDC", "BUY", 1m));
        var target = rig.Best("asks") + 50m;
        _rig.Place("a", AccountRig.Limit("ETHUSDC", "SELL", target, 1m, "&reduceOnly=true"));
        var terms = $"type=STOP_MARKET&closePosition=true&triggerPrice={rig.Best("bids") - 0.2m}&clientAlgoId=s";
        _rig.Ok("a", "POST", "v1/algoOrder", $"algoType=CONDITIONAL&symbol=ETHUSDC&side=SELL&{terms}");
        _rig.Place("b", AccountRig.Limit("ETHUSDC", "SELL", rig.Best("bids") - 2m, 200m, timeInForce: "IOC"));
        rig.RunFor(500);
        var stop = _rig.Ok("a", "GET", "v1/algoOrder", "clientAlgoId=s");
        stop.GetProperty("algoStatus").GetString().ShouldBe("FINISHED");
        _rig.Ok("a", "GET", "v1/openOrders", "symbol=ETHUSDC").GetArrayLength().ShouldBe(0);
    }

    private static string[] Read(JsonElement json, params string[] names) =>
        [.. names.Select(name => json.GetProperty(name).ToString())];

    private string KeyOf(string account) =>
        _rig.Ok(account, "POST", "v1/listenKey").GetProperty("listenKey").GetString()!;
}
