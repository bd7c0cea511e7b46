using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Accounts;

/// <summary>A venue with markets in USDC and USDT and accounts whose key and secret are their names.</summary>
internal sealed class AccountRig
{
    internal AccountRig(params VenueAccountOptions[] accounts) : this(new VenueOptions(), accounts)
    {
    }

    internal AccountRig(VenueOptions options, params VenueAccountOptions[] accounts)
        : this(options, Markets, accounts)
    {
    }

    internal AccountRig(
        VenueOptions options, ImmutableArray<MarketSettings> markets, params VenueAccountOptions[] accounts)
    {
        Rig = new VenueRig(options with { Accounts = [.. accounts], Markets = markets });
        Names = [.. accounts.Select(account => account.Name)];
    }

    internal static ImmutableArray<MarketSettings> Markets { get; } = [MarketSettings.EthUsdc, MarketSettings.EthUsdt];

    internal VenueRig Rig { get; }

    internal ImmutableArray<string> Names { get; }

    internal VenueState State => Rig.Server.State;

    internal static VenueAccountOptions Account(string name, decimal usdc = 100_000m, decimal usdt = 100_000m) => new()
    {
        Name = name,
        ApiKey = name,
        Secret = name,
        Balance = usdc,
        MoreBalances = [new AssetBalance("USDT", usdt)],
    };

    internal AccountState Of(string name) => State.Accounts.Single(account => account.Name == name);

    internal JsonElement Ok(string name, string method, string path, string query = "")
    {
        var (status, body) = Call(name, method, path, query);
        status.ShouldBe(200, body.GetRawText());
        return body;
    }

    /// <summary>The code of a refusal.</summary>
    internal int Refused(string name, string method, string path, string query = "")
    {
        var (status, body) = Call(name, method, path, query);
        status.ShouldBe(400, body.GetRawText());
        return body.GetProperty("code").GetInt32();
    }

    internal (int Status, JsonElement Body) Call(string name, string method, string path, string query = "")
    {
        var stamped = $"{query}{(query.Length > 0 ? "&" : "")}timestamp={Rig.Now}";
        return Rig.Call(method, $"/fapi/{path}?{stamped}&signature={VenueRig.Sign(stamped, name)}", name);
    }

    internal static string Limit(
        string symbol, string side, decimal price, decimal quantity, string more = "", string timeInForce = "GTC") =>
        $"symbol={symbol}&side={side}&type=LIMIT&timeInForce={timeInForce}&price={price}&quantity={quantity}{more}";

    internal static string Market(string symbol, string side, decimal quantity, string more = "") =>
        $"symbol={symbol}&side={side}&type=MARKET&quantity={quantity}{more}";

    internal JsonElement Place(string name, string terms) => Ok(name, "POST", "v1/order", terms);

    /// <summary>The user events of an account from now on.</summary>
    internal RecordingPeer Listen(string name)
    {
        var key = Rig.Call("POST", "/fapi/v1/listenKey", name).Body.GetProperty("listenKey").GetString();
        return Rig.Connect($"/private/ws/{key}");
    }

    internal (int Status, string Body) Control(string path, string body)
    {
        var call = new HttpCall("POST", path, null);
        var answer = Rig.Server.Handle(call, Encoding.UTF8.GetBytes(body)).ShouldNotBeNull();
        return (answer.Status, Encoding.UTF8.GetString(answer.Body.Span));
    }

    internal decimal Mark(string symbol) =>
        State.Markets.Single(market => market.Symbol.Name == symbol).MarkPrice;

    internal static decimal Number(JsonElement json, string name) =>
        decimal.Parse(json.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
