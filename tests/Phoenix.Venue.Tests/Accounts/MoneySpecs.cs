using System.Text.Json;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>
/// Goal: no unit of any asset comes from nowhere or gets lost. Method: accounts of all modes trade at random in a
/// restless market through a funding instant, with transfers, liquidations and deleveraging; then wallets less the
/// cost of positions, the fees, the insurance fund and the crowd's purse must add up to what was paid in, and each
/// wallet to its income history.
/// </summary>
public class MoneySpecs
{
    private const long FourPm = 1_790_524_800_000;   // 2026-09-27 16:00 UTC
    private const decimal Fund = 200m;

    private static readonly string[] Names = ["one-way", "hedge", "isolated", "multi", "poor"];
    private static readonly string[] Symbols = ["ETHUSDC", "ETHUSDT"];

    private readonly Dictionary<string, decimal> _paidIn = new(StringComparer.Ordinal);
    private AccountRig _rig = null!;
    private SeededChance _chance = null!;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_asset_is_conserved_to_the_last_unit(long seed)
    {
        _chance = new SeededChance(seed + 1_000);
        _rig = new AccountRig(
            new VenueOptions { Seed = seed, Start = new VenueTime(FourPm - 60_000), InsuranceFund = Fund },
            [MarketSettings.EthUsdc with { Sigma = 2.5 }, MarketSettings.EthUsdt with { Sigma = 2.5 }],
            [
                .. Names.Select(name => AccountRig.Account(
                    name, usdc: name == "poor" ? 500m : 20_000m, usdt: name == "poor" ? 500m : 20_000m)),
            ]);
        SetUp();
        for (var i = 0; i < 600; i++)
        {
            DoSomething();
            _rig.Rig.RunFor((int)_chance.Between(0, 500));
            if (i % 100 == 0) ShouldAddUp();
        }

        ShouldAddUp();
        ShouldHaveSeenEverything();
    }

    private void SetUp()
    {
        _rig.Ok("hedge", "POST", "v1/positionSide/dual", "dualSidePosition=true");
        _rig.Ok("multi", "POST", "v1/multiAssetsMargin", "multiAssetsMargin=true");
        foreach (var symbol in Symbols)
        {
            _rig.Ok("isolated", "POST", "v1/marginType", $"symbol={symbol}&marginType=ISOLATED");
            foreach (var name in Names)
            {
                _rig.Ok(name, "POST", "v1/leverage", $"symbol={symbol}&leverage=100");
            }
        }

        foreach (var account in _rig.State.Accounts)
        {
            foreach (var wallet in account.Wallets) Pay(account.Name, wallet.Asset, wallet.Balance);
        }
    }

    private void DoSomething()
    {
        var name = Names[_chance.Below(Names.Length)];
        switch (_chance.Below(20))
        {
            case 0:
                Transfer(name);
                break;
            case 1:
                var symbol = Symbols[_chance.Below(2)];
                _rig.Call(name, "DELETE", "v1/allOpenOrders", $"symbol={symbol}");
                break;
            case 2 when name == "isolated":
                var type = _chance.Between(1, 2);
                _rig.Call(name, "POST", "v1/positionMargin", $"symbol=ETHUSDT&amount=1.25&type={type}");
                break;
            default:
                Trade(name);
                break;
        }
    }

    private void Transfer(string name)
    {
        var asset = _chance.Happens(0.5) ? "USDC" : "USDT";
        var amount = (_chance.Between(-30_000, 60_000) * 0.01m) + 0.00000001m;
        var body = $$"""{"asset":"{{asset}}","amount":{{amount}}}""";
        if (_rig.Control($"/venue/accounts/{name}/transfer", body).Status == 200) Pay(name, asset, amount);
    }

    private void Trade(string name)
    {
        var symbol = Symbols[_chance.Below(2)];
        var side = _chance.Happens(0.5) ? "BUY" : "SELL";
        var market = _rig.State.Markets.Single(one => one.Symbol.Name == symbol);
        var quantity = _chance.Between(10, name == "poor" ? 8_000 : 20_000) * 0.001m;
        var more = name == "hedge" ? _chance.Happens(0.5) ? "&positionSide=LONG" : "&positionSide=SHORT" : "";
        if (_chance.Happens(0.3))
        {
            _rig.Call(name, "POST", "v1/order", AccountRig.Market(symbol, side, quantity, more));
            return;
        }

        var touch = side == "BUY" ? market.BestBid : market.BestAsk;
        var price = touch + (_chance.Between(-5, 5) * 0.01m);
        var timeInForce = ((string[])["GTC", "GTX", "IOC"])[_chance.Below(3)];
        _rig.Call(name, "POST", "v1/order", AccountRig.Limit(symbol, side, price, quantity, more, timeInForce));
    }

    private void Pay(string name, string asset, decimal amount)
    {
        _paidIn[asset] = _paidIn.GetValueOrDefault(asset) + amount;
        _paidIn[$"{name} {asset}"] = _paidIn.GetValueOrDefault($"{name} {asset}") + amount;
    }

    private void ShouldAddUp()
    {
        var state = _rig.State;
        foreach (var asset in (string[])["USDC", "USDT"])
        {
            var owned = state.Accounts.Sum(account => account.Wallets.Single(one => one.Asset == asset).Balance);
            var cost = state.Accounts.SelectMany(Held).Where(held => held.Symbol.Name.EndsWith(asset))
                .Sum(held => Math.Sign(held.Amount) * held.Cost);
            if (state.Treasury.SingleOrDefault(one => one.Asset == asset) is not { } venue) continue;
            (owned - cost + venue.Fees + venue.Insurance + venue.Crowd).ShouldBe(_paidIn[asset] + Fund);
            venue.Insurance.ShouldBeGreaterThanOrEqualTo(0m);
        }

        foreach (var market in state.Markets)
        {
            var held = state.Accounts.SelectMany(Held).Where(one => one.Symbol == market.Symbol).Sum(one => one.Amount);
            (held + market.StreetPosition).ShouldBe(0m);
        }

        foreach (var account in state.Accounts)
        {
            ShouldAgreeWithItsHistory(account);
        }
    }

    private void ShouldAgreeWithItsHistory(AccountState account)
    {
        var earned = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var row in AllIncome(account.Name))
        {
            var asset = row.GetProperty("asset").GetString()!;
            earned[asset] = earned.GetValueOrDefault(asset) + AccountRig.Number(row, "income");
        }

        foreach (var wallet in account.Wallets)
        {
            wallet.Isolated.ShouldBeGreaterThanOrEqualTo(0m);
            var initial = account.Name == "poor" ? 500m : 20_000m;
            wallet.Balance.ShouldBe(initial + earned.GetValueOrDefault(wallet.Asset), account.Name);
        }
    }

    private IEnumerable<JsonElement> AllIncome(string name)
    {
        for (var page = 1; ; page++)
        {
            var rows = _rig.Ok(name, "GET", "v1/income", $"startTime=1&limit=1000&page={page}");
            foreach (var row in rows.EnumerateArray()) yield return row;
            if (rows.GetArrayLength() < 1000) yield break;
        }
    }

    private void ShouldHaveSeenEverything()
    {
        var types = Names.SelectMany(AllIncome).Select(row => row.GetProperty("incomeType").GetString()).Distinct();
        types.Order(StringComparer.Ordinal).ShouldBe(
            ["COMMISSION", "FUNDING_FEE", "INSURANCE_CLEAR", "REALIZED_PNL", "TRANSFER"]);
        _rig.Of("hedge").Trades.ShouldBeGreaterThan(20);
    }

    private static IEnumerable<PositionState> Held(AccountState account) => account.Positions.Concat(account.Hedged);
}
