using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>Accounts that deserve it are warned and liquidated, at the price they were told.</summary>
public class LiquidationSpecs
{
    /// <summary>Restless enough that a position at a leverage of 125 does not last a minute.</summary>
    private static readonly MarketSettings Restless = MarketSettings.EthUsdc with { Sigma = 2.0 };

    [Theory]
    [InlineData(1, "BUY", false)]
    [InlineData(2, "SELL", false)]
    [InlineData(3, "BUY", true)]
    [InlineData(4, "SELL", true)]
    public void Liquidation_comes_at_the_price_foretold(long seed, string side, bool isIsolated)
    {
        var rig = Rig(seed, AccountRig.Account("ann", usdc: 155m));
        if (isIsolated) rig.Ok("ann", "POST", "v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED");
        rig.Ok("ann", "POST", "v1/leverage", "symbol=ETHUSDC&leverage=125");
        rig.Place("ann", AccountRig.Market("ETHUSDC", side, 5m));
        for (var second = 0; second < 3_600; second++)
        {
            var row = rig.Ok("ann", "GET", "v3/positionRisk")[0];
            var foretold = AccountRig.Number(row, "liquidationPrice");
            foretold.ShouldBeGreaterThan(0);
            rig.Rig.RunFor(1_000);
            var isOver = side == "BUY" ? rig.Mark("ETHUSDC") < foretold : rig.Mark("ETHUSDC") > foretold;
            rig.Of("ann").Positions[0].Amount.ShouldBe(isOver ? 0m : side == "BUY" ? 5m : -5m);
            if (!isOver) continue;
            rig.Of("ann").Wallets[0].Balance.ShouldBeGreaterThanOrEqualTo(0m);
            return;
        }

        Assert.Fail("The market never came to the liquidation price.");
    }

    [Fact]
    public void The_owner_is_warned_and_sees_the_venue_at_work()
    {
        var rig = Rig(1, AccountRig.Account("ann", usdc: 155m));
        rig.Ok("ann", "POST", "v1/leverage", "symbol=ETHUSDC&leverage=125");
        rig.Place("ann", AccountRig.Limit("ETHUSDC", "BUY", 2_900m, 0.1m));
        rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 5m));
        var events = rig.Listen("ann");
        RunUntilFlat(rig, "ann");
        var call = events.Events("MARGIN_CALL").First().GetProperty("p")[0];
        (call.GetProperty("mt").GetString(), call.GetProperty("pa").GetString()).ShouldBe(("CROSSED", "5"));
        var orders = events.Events("ORDER_TRADE_UPDATE").Select(told => told.GetProperty("o")).ToArray();
        orders[0].GetProperty("X").GetString().ShouldBe("EXPIRED");
        orders[0].GetProperty("er").GetString().ShouldBe("5");
        var fills = orders.Where(order => order.GetProperty("x").GetString() == "CALCULATED").ToArray();
        fills.ShouldAllBe(order => order.GetProperty("c").GetString()!.StartsWith("autoclose-"));
        fills[^1].GetProperty("X").GetString().ShouldBe("FILLED");
        events.Events("ACCOUNT_UPDATE").Last().GetProperty("a").GetProperty("m").GetString()
            .ShouldBe("INSURANCE_CLEAR");
        rig.Of("ann").OpenOrders.ShouldBeEmpty();
        rig.Ok("ann", "GET", "v1/income", "incomeType=INSURANCE_CLEAR").GetArrayLength().ShouldBe(1);
        rig.Ok("ann", "GET", "v1/forceOrders", "autoCloseType=ADL").GetArrayLength().ShouldBe(0);
        rig.Ok("ann", "GET", "v1/forceOrders", "symbol=ETHUSDC").GetArrayLength().ShouldBe(1);
    }

    [SkippableFact]
    public void Warnings_and_forced_orders_look_as_documented()
    {
        var rig = Rig(1, AccountRig.Account("ann", usdc: 155m));
        rig.Ok("ann", "POST", "v1/leverage", "symbol=ETHUSDC&leverage=125");
        rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 5m));
        var events = rig.Listen("ann");
        RunUntilFlat(rig, "ann");
        var call = events.Events("MARGIN_CALL").First();
        call.Keys().ShouldBe(Samples.Official("event_MARGIN_CALL").Keys());
        AccountShapeSpecs.ShouldLookLike(call, Samples.Official("event_MARGIN_CALL"));
        call.GetProperty("p")[0].Keys().ShouldBe(Samples.Official("event_MARGIN_CALL").GetProperty("p")[0].Keys());
        var forced = rig.Ok("ann", "GET", "v1/forceOrders");
        AccountShapeSpecs.ShouldLookLike(forced, Samples.Official("rest_GET_fapi_v1_forceOrders"));
        forced[0].Keys().ShouldBe(Samples.Official("rest_GET_fapi_v1_forceOrders")[0].Keys());
    }

    [Fact]
    public void Without_a_fund_the_winners_are_deleveraged()
    {
        var options = new VenueOptions { Seed = 5, InsuranceFund = 0m };
        var rig = Rig(options, AccountRig.Account("ann", usdc: 20_000m), AccountRig.Account("bob", usdc: 1_000_000m));
        rig.Ok("ann", "POST", "v1/leverage", "symbol=ETHUSDC&leverage=50");
        Cross(rig, "BUY");
        var events = rig.Listen("bob");
        RunUntilFlat(rig, "ann");
        var forced = rig.Ok("ann", "GET", "v1/forceOrders", "autoCloseType=ADL");
        forced.GetArrayLength().ShouldBeGreaterThan(0);
        forced[0].GetProperty("clientOrderId").GetString().ShouldBe("adl_autoclose");
        var fill = events.Events("ORDER_TRADE_UPDATE").Last().GetProperty("o");
        (fill.GetProperty("x").GetString(), fill.GetProperty("c").GetString())
            .ShouldBe(("CALCULATED", "adl_autoclose"));
        rig.Of("ann").Balance.ShouldBeGreaterThanOrEqualTo(0m);
        rig.State.Treasury.Single(purse => purse.Asset == "USDC").Insurance.ShouldBeGreaterThanOrEqualTo(0m);
    }

    /// <summary>More of ann against bob than the crowd's book could ever take.</summary>
    private static void Cross(AccountRig rig, string side)
    {
        var price = decimal.Round(rig.Mark("ETHUSDC"), 2);
        var other = side == "BUY" ? "SELL" : "BUY";
        rig.Place("bob", AccountRig.Limit("ETHUSDC", other, price, 300m));
        rig.Place("ann", AccountRig.Limit("ETHUSDC", side, price, 300m));
        rig.Rig.RunFor(5_000);
        rig.Of("ann").Positions[0].Amount.ShouldNotBe(0m);
    }

    private static void RunUntilFlat(AccountRig rig, string name)
    {
        for (var second = 0; rig.Of(name).Positions[0].Amount != 0; second++)
        {
            second.ShouldBeLessThan(3_600);
            rig.Rig.RunFor(1_000);
        }
    }

    private static AccountRig Rig(long seed, params VenueAccountOptions[] accounts) =>
        Rig(new VenueOptions { Seed = seed }, accounts);

    private static AccountRig Rig(VenueOptions options, params VenueAccountOptions[] accounts) =>
        new(options, [Restless], accounts);
}
