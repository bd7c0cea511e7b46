using System.Globalization;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>Initial, maintenance and open-order margin, and what is left.</summary>
public class MarginSpecs
{
    private readonly AccountRig _rig = new(AccountRig.Account("ann", usdc: 1_000m));

    [SkippableTheory]
    [InlineData("ETH/USDC:USDC", "ETHUSDC")]
    [InlineData("ETH/USDT:USDT", "ETHUSDT")]
    [InlineData("BTC/USDC:USDC", "BTCUSDC")]
    [InlineData("BTC/USDT:USDT", "BTCUSDT")]
    public void Brackets_are_the_recorded_ones(string recorded, string symbol)
    {
        var real = Samples.Json("exchange_info/leverage_brackets_subset.json").GetProperty("brackets")
            .GetProperty(recorded).EnumerateArray().ToArray();
        var ours = LeverageBrackets.Of(new Symbol(symbol)).Steps;
        ours.Length.ShouldBe(real.Length);
        foreach (var (step, row) in ours.Zip(real))
        {
            decimal Of(string name) => decimal.Parse(row.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
            step.ShouldBe(new LeverageBracket(
                (int)Of("bracket"),
                (int)Of("initialLeverage"),
                Of("notionalFloor"),
                Of("notionalCap"),
                Of("maintMarginRatio"),
                Of("cum")));
        }
    }

    [Fact]
    public void Margin_is_moved_in_units_of_the_asset()
    {
        var rig = new AccountRig(AccountRig.Account("a"));
        rig.Ok("a", "POST", "v1/marginType", "symbol=ETHUSDC&marginType=ISOLATED");
        rig.Place("a", AccountRig.Market("ETHUSDC", "BUY", 1m));
        var refused = rig.Call("a", "POST", "v1/positionMargin", "symbol=ETHUSDC&type=1&amount=0.000000001");
        (refused.Status, refused.Body.GetProperty("code").GetInt32()).ShouldBe((400, -1111));
        rig.Ok("a", "POST", "v1/positionMargin", "symbol=ETHUSDC&type=1&amount=0.00000001");
    }

    [Fact]
    public void A_payment_too_large_is_refused()
    {
        var rig = new AccountRig(AccountRig.Account("a"));
        rig.Control("/venue/accounts/a/transfer", """{"amount":79228162514264337593543950335}""").Status.ShouldBe(400);
        rig.Control("/venue/accounts/a/transfer", """{"amount":1000000000000.1}""").Status.ShouldBe(400);
        rig.Control("/venue/accounts/a/transfer", """{"amount":1000000000000}""").Status.ShouldBe(200);
    }

    [Fact]
    public void Maintenance_margin_is_continuous_from_step_to_step()
    {
        var brackets = LeverageBrackets.Of(new Symbol("ETHUSDC"));
        foreach (var step in brackets.Steps[..^1])
        {
            var gap = brackets.Maintenance(step.Cap + 0.0001m) - brackets.Maintenance(step.Cap);
            gap.ShouldBeInRange(0m, 0.0001m);
        }
    }

    [Fact]
    public void The_documents_show_margin_by_the_book()
    {
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m));
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "BUY", 2_900m, 1m));
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "SELL", 3_100m, 1m));
        var mark = _rig.Mark("ETHUSDC");
        var row = _rig.Ok("ann", "GET", "v3/positionRisk")[0];
        AccountRig.Number(row, "positionInitialMargin").ShouldBe(decimal.Round(2 * mark / 20, 8));
        AccountRig.Number(row, "openOrderInitialMargin").ShouldBe(2_900m / 20);
        AccountRig.Number(row, "maintMargin").ShouldBe(decimal.Round(2 * mark * 0.004m, 8));
        var asset = _rig.Ok("ann", "GET", "v3/account").GetProperty("assets")[0];
        var left = AccountRig.Number(asset, "marginBalance") - AccountRig.Number(asset, "initialMargin");
        AccountRig.Number(asset, "availableBalance").ShouldBe(left);
    }

    [Fact]
    public void An_order_the_margin_does_not_carry_is_refused()
    {
        _rig.Refused("ann", "POST", "v1/order", AccountRig.Limit("ETHUSDC", "BUY", 2_900m, 7m)).ShouldBe(-2019);
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "BUY", 2_900m, 6m));
        _rig.Refused("ann", "POST", "v1/order", AccountRig.Limit("ETHUSDC", "BUY", 2_900m, 1m)).ShouldBe(-2019);
        _rig.Place("ann", AccountRig.Limit("ETHUSDC", "SELL", 3_000m + 100m, 5m));   // the lesser side is free
        _rig.Place("ann", AccountRig.Limit("ETHUSDT", "BUY", 2_900m, 100m));         // and so is another asset
    }

    [Fact]
    public void A_locked_symbol_only_lets_positions_shrink()
    {
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 2m));
        const string Path = "/venue/accounts/ann/lock";
        _rig.Control(Path, """{"symbol":"ETHUSDC","seconds":2}""").Status.ShouldBe(200);
        _rig.Control(Path, """{"symbol":"NOSUCH","seconds":2}""").Status.ShouldBe(400);
        _rig.Refused("ann", "POST", "v1/order", AccountRig.Market("ETHUSDC", "BUY", 1m)).ShouldBe(-4400);
        var indicator = _rig.Ok("ann", "GET", "v1/apiTradingStatus").GetProperty("indicators")
            .GetProperty("ETHUSDC")[0];
        indicator.GetProperty("isLocked").GetBoolean().ShouldBeTrue();
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "SELL", 1m));
        _rig.Rig.RunFor(3_000);
        _rig.Place("ann", AccountRig.Market("ETHUSDC", "BUY", 1m));
    }
}
