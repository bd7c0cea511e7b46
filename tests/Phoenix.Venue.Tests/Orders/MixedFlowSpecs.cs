using System.Collections.Immutable;
using System.Text.Json;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Orders;

/// <summary>
/// Two accounts do everything orders know, at random: what their events told must be what the venue then says is open,
/// and neither money nor contracts may come from nowhere.
/// </summary>
public class MixedFlowSpecs
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
    public void What_was_told_is_what_there_is(long seed)
    {
        var rig = new VenueRig(new VenueOptions { Seed = seed, Accounts = Two });
        var chance = new SeededChance(seed + 1_000);
        var traders = Two.Select(options => new Trader(rig, options, chance)).ToList();
        for (var step = 0; step < 600; step++)
        {
            traders[(int)chance.Below(2)].DoSomething();
            if (chance.Happens(0.5)) rig.RunFor((int)chance.Between(1, 300));
        }

        traders.ForEach(trader => trader.ShouldHaveToldItsOrders());
        var kinds = traders.SelectMany(trader => trader.Executions).ToHashSet();
        kinds.ShouldBe(["NEW", "AMENDMENT", "TRADE", "CANCELED", "EXPIRED"], ignoreOrder: true);
        var state = rig.Server.State;
        foreach (var market in state.Markets)
        {
            var held = state.Accounts.Sum(account => account.Positions
                .Where(position => position.Symbol == market.Symbol).Sum(position => position.Amount));
            (held + market.StreetPosition).ShouldBe(0m);
        }

        for (var i = 0; i < 2; i++)
        {
            var cost = state.Accounts[i].Positions.Sum(position => Math.Sign(position.Amount) * position.Cost);
            state.Accounts[i].Balance.ShouldBe(100_000m + traders[i].Cash + cost);
        }
    }

    /// <summary>One account's hands and ears.</summary>
    private sealed class Trader(VenueRig rig, VenueAccountOptions account, SeededChance chance)
    {
        private readonly RecordingPeer _peer = rig.Connect("/private/ws/" + rig
            .Call("POST", "/fapi/v1/listenKey", account.ApiKey).Body.GetProperty("listenKey").GetString());

        private int _lastId;

        internal IEnumerable<string> Executions => Told.Select(order => Text(order, "x"));

        /// <summary>What the fills brought and cost, commission included, as the events had it.</summary>
        internal decimal Cash => Told
            .Where(order => Text(order, "x") == "TRADE")
            .Sum(order => -Number(order, "n") + (Text(order, "S") == "BUY" ? -1 : 1)
                * Number(order, "l") * Number(order, "L"));

        private IEnumerable<JsonElement> Told =>
            _peer.Events("ORDER_TRADE_UPDATE").Select(frame => frame.GetProperty("o"));

        internal void DoSomething()
        {
            switch (chance.Below(10))
            {
                case < 5:
                    Send("POST", "order", Terms());
                    break;
                case < 7:
                    if (Pick() is { } amended) Send("PUT", "order", $"{Name(amended)}&{Price(amended)}&{Quantity()}");
                    break;
                case < 8:
                    if (Pick() is { } canceled) Send("DELETE", "order", Name(canceled));
                    break;
                case < 9:
                    Send("POST", "algoOrder", $"algoType=CONDITIONAL&symbol=ETHUSDC&{Conditional()}");
                    break;
                default:
                    Send("POST", "countdownCancelAll", $"symbol=ETHUSDC&countdownTime={chance.Between(0, 900)}");
                    break;
            }
        }

        internal void ShouldHaveToldItsOrders()
        {
            var told = Told
                .GroupBy(order => order.GetProperty("i").GetInt64())
                .Select(events => (Id: events.Key, Last: events.Last()))
                .Where(order => Text(order.Last, "X") is "NEW" or "PARTIALLY_FILLED")
                .Select(order => (
                    order.Id, Number(order.Last, "p"), Number(order.Last, "q"), Number(order.Last, "z")));
            var open = Send("GET", "openOrders", "symbol=ETHUSDC").EnumerateArray().Select(order => (
                order.GetProperty("orderId").GetInt64(),
                Number(order, "price"),
                Number(order, "origQty"),
                Number(order, "executedQty")));
            told.ShouldBe(open, ignoreOrder: true);
        }

        private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

        private static decimal Number(JsonElement json, string name) => decimal.Parse(Text(json, name));

        private static string Name(JsonElement order) => $"symbol=ETHUSDC&orderId={order.GetProperty("orderId")}";

        /// <summary>One of its open orders.</summary>
        private JsonElement? Pick()
        {
            var open = Send("GET", "openOrders", "symbol=ETHUSDC");
            return open.GetArrayLength() == 0 ? null : open[(int)chance.Below(open.GetArrayLength())];
        }

        private string Terms()
        {
            var id = $"newClientOrderId=o{++_lastId}";
            if (chance.Happens(0.1)) return $"symbol=ETHUSDC&side={Side()}&type=MARKET&{Quantity()}&{id}";
            var timeInForce = ((string[])["GTC", "GTX", "IOC", "FOK", "GTD"])[chance.Below(5)];
            var date = timeInForce == "GTD" ? $"&goodTillDate={rig.Now + 602_000}" : "";
            var mode = ((string[])["NONE", "EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"])[chance.Below(4)];
            var price = chance.Happens(0.2) ? $"side={Side()}&priceMatch=QUEUE" : Price();
            return $"symbol=ETHUSDC&type=LIMIT&timeInForce={timeInForce}{date}&{price}&{Quantity()}&{id}"
                + $"&selfTradePreventionMode={mode}&reduceOnly={(chance.Happens(0.2) ? "true" : "false")}";
        }

        private string Conditional()
        {
            var kind = ((string[])["STOP_MARKET", "TAKE_PROFIT_MARKET"])[chance.Below(2)];
            return $"type={kind}&side={Side()}&{Quantity()}"
                + $"&triggerPrice={rig.Server.State.Markets[0].BestBid + (chance.Between(-20, 20) * 0.01m)}";
        }

        private string Side() => chance.Happens(0.5) ? "BUY" : "SELL";

        private string Quantity() => $"quantity={chance.Between(10, 3_000) * 0.001m}";

        private string Price(JsonElement? order = null)
        {
            var side = order is { } known ? Text(known, "side") : Side();
            var market = rig.Server.State.Markets[0];
            var touch = side == "BUY" ? market.BestBid : market.BestAsk;
            return $"side={side}&price={touch + (chance.Between(-4, 4) * 0.01m)}";
        }

        private JsonElement Send(string method, string path, string query)
        {
            var stamped = $"{query}&timestamp={rig.Now}";
            var signature = VenueRig.Sign(stamped, account.Secret);
            return rig.Call(method, $"/fapi/v1/{path}?{stamped}&signature={signature}", account.ApiKey).Body;
        }
    }
}
