using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>
/// Whatever is traded, nothing comes from nowhere: positions sum to zero and money to what there was.
/// </summary>
public class ConservationSpecs
{
    private static readonly ImmutableArray<VenueAccountOptions> Two =
    [
        new VenueAccountOptions(),
        new VenueAccountOptions { Name = "other", ApiKey = "other", Secret = "other", MakerFee = -0.00004m },
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Positions_and_money_are_conserved_to_the_last_unit(long seed)
    {
        var rig = new VenueRig(new VenueOptions { Seed = seed, Accounts = Two });
        var chance = new SeededChance(seed + 100);
        for (var i = 0; i < 400; i++)
        {
            TradeSomething(rig, chance);
            rig.RunFor((int)chance.Between(0, 300));
        }

        var state = rig.Server.State;
        state.Accounts.Sum(account => account.Trades).ShouldBeGreaterThan(200);
        foreach (var market in state.Markets)
        {
            var held = state.Accounts.Sum(account => PositionIn(account, market.Symbol).Amount);
            (held + market.StreetPosition).ShouldBe(0m);
        }

        foreach (var account in state.Accounts)
        {
            account.Balance.ShouldBe(100_000m + account.Realized - account.Fees);
            account.Realized.ShouldBe(account.Positions.Sum(position => position.Realized));
        }

        ShouldAgreeWithItsTrades(rig, state.Accounts[0], VenueRig.Key, VenueRig.Secret);
        ShouldAgreeWithItsTrades(rig, state.Accounts[1], "other", "other");
    }

    [Fact]
    public void Profit_is_the_difference_to_the_average_cost()
    {
        var ledger = new PositionLedger(Contract.EthUsdc.Rules);
        var at = new VenueTime(1);
        ledger.Apply(Side.Buy, new Price(300_000), new Quantity(1_000), 0m, at).ShouldBe(0m);
        ledger.Apply(Side.Buy, new Price(301_000), new Quantity(1_000), 0m, at).ShouldBe(0m);
        ledger.EntryPrice.ShouldBe(3_005m);
        ledger.Apply(Side.Sell, new Price(302_000), new Quantity(500), 0m, at).ShouldBe(7.5m);
        ledger.EntryPrice.ShouldBe(3_005m);
        ledger.Apply(Side.Sell, new Price(300_000), new Quantity(2_000), 0m, at).ShouldBe(-7.5m);
        ledger.Position.Lots.ShouldBe(-500);
        ledger.EntryPrice.ShouldBe(3_000m);
        ledger.UnrealizedAt(2_990m).ShouldBe(5m);
    }

    [Fact]
    public void A_paid_entry_lifts_the_break_even_price()
    {
        var ledger = new PositionLedger(Contract.EthUsdc.Rules);
        ledger.Apply(Side.Buy, new Price(300_000), new Quantity(1_000), 1.2m, new VenueTime(1));
        ledger.BreakEvenPrice.ShouldBe(3_001.2m);
        ledger.Apply(Side.Sell, new Price(300_000), new Quantity(2_000), 2.4m, new VenueTime(1));
        ledger.BreakEvenPrice.ShouldBe(2_998.8m);
    }

    [Fact]
    public void An_uneven_average_loses_nothing()
    {
        var ledger = new PositionLedger(Contract.EthUsdc.Rules);
        var cash = 0m;
        var realized = 0m;
        foreach (var (side, ticks, lots) in ((Side, long, long)[])
            [(Side.Buy, 300_001, 1), (Side.Buy, 300_007, 2), (Side.Sell, 300_011, 1), (Side.Sell, 299_999, 1)])
        {
            realized += ledger.Apply(side, new Price(ticks), new Quantity(lots), 0m, new VenueTime(1));
            cash -= side.Sign() * ticks * 0.01m * lots * 0.001m;
        }

        (cash + ledger.Cost).ShouldBe(realized);
    }

    /// <summary>The balance recomputed from the account's list of trades, as an auditor would.</summary>
    private static void ShouldAgreeWithItsTrades(VenueRig rig, AccountState account, string key, string secret)
    {
        var (cash, fees, count) = (0m, 0m, 0L);
        foreach (var symbol in (string[])["ETHUSDC", "BTCUSDC"])
        {
            foreach (var trade in AllTrades(rig, key, secret, symbol))
            {
                var value = Number(trade, "price") * Number(trade, "qty");
                cash += trade.GetProperty("side").GetString() == "BUY" ? -value : value;
                fees += Number(trade, "commission");
                count++;
            }
        }

        var held = account.Positions.Sum(position => Math.Sign(position.Amount) * position.Cost);
        account.Balance.ShouldBe(100_000m + cash - fees + held);
        (account.Trades, account.Fees).ShouldBe((count, fees));
    }

    private static IEnumerable<JsonElement> AllTrades(VenueRig rig, string key, string secret, string symbol)
    {
        for (var from = 0L; ;)
        {
            var query = $"symbol={symbol}&fromId={from}&limit=1000&timestamp={rig.Now}";
            var signature = VenueRig.Sign(query, secret);
            var page = rig.Call("GET", $"/fapi/v1/userTrades?{query}&signature={signature}", key).Body;
            foreach (var trade in page.EnumerateArray()) yield return trade;
            if (page.GetArrayLength() < 1000) yield break;
            from = page[999].GetProperty("id").GetInt64() + 1;
        }
    }

    private static void TradeSomething(VenueRig rig, SeededChance chance)
    {
        var isOther = chance.Happens(0.5);
        var (key, secret) = isOther ? ("other", "other") : (VenueRig.Key, VenueRig.Secret);
        var isEth = chance.Happens(0.5);
        var market = rig.Server.State.Markets[isEth ? 0 : 1];
        var side = chance.Happens(0.5) ? "BUY" : "SELL";
        var touch = side == "BUY" ? market.BestBid : market.BestAsk;
        var tick = isEth ? 0.01m : 0.1m;
        var price = touch + (chance.Between(-3, 3) * tick);
        var timeInForce = ((string[])["GTC", "GTX", "IOC"])[chance.Below(3)];
        var quantity = chance.Between(isEth ? 10 : 2, isEth ? 3_000 : 200) * 0.001m;
        var query = $"symbol={market.Symbol}&side={side}&type=LIMIT&timeInForce={timeInForce}&price={price}"
            + $"&quantity={quantity}&timestamp={rig.Now}";
        rig.Call("POST", $"/fapi/v1/order?{query}&signature={VenueRig.Sign(query, secret)}", key);
    }

    private static PositionState PositionIn(AccountState account, Symbol symbol) =>
        account.Positions.Single(position => position.Symbol == symbol);

    private static decimal Number(JsonElement json, string name) => decimal.Parse(json.GetProperty(name).GetString()!);
}
