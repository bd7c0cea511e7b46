using System.Text.Json;

namespace Phoenix.VenueClients;

/// <summary>
/// Goal: clients written by others trade on the exchange as on the real one. Method: sessions of published libraries,
/// of which nothing but the base addresses is changed; each asks, streams, trades and leaves, step by step.
/// </summary>
public sealed class SessionSpecs
{
    private static readonly string[] Pairs = ["BTCUSDC", "ETHUSDC"];

    [SkippableFact]
    public async Task Ccxt_trades_as_on_the_real_exchange()
    {
        await using var venue = await ClientVenue.Start();
        var session = await ClientSession.Run("ccxt.mjs", venue.Environment);
        session.Failures.ShouldBeEmpty();
        session["balance"].GetDecimal().ShouldBe(100_000m);
        session["positions"].ToString().ShouldBe("""[["long",0.1]]""");
        session["amend"].GetDecimal().ShouldBe(0.2m);
        session["batch"].GetArrayLength().ShouldBe(3);
        await ShouldHaveLeftNothing(venue, trades: 3);
    }

    [SkippableFact]
    public async Task The_binance_package_trades_as_on_the_real_exchange()
    {
        await using var venue = await ClientVenue.Start();
        var session = await ClientSession.Run("binance.ts", venue.Environment);
        session.Failures.ShouldBeEmpty();
        session["exchange info"].EnumerateArray().Select(Text).ShouldBe(Pairs, ignoreOrder: true);
        Text(session["event of the amendment"]).ShouldBe("0.2");
        session["cancel a batch"].EnumerateArray().Select(Text).ShouldBe(["CANCELED", "CANCELED"]);
        await ShouldHaveLeftNothing(venue, trades: 2);
    }

    [SkippableFact]
    public async Task The_official_connector_trades_as_on_the_real_exchange()
    {
        await using var venue = await ClientVenue.Start();
        var session = await ClientSession.Run("official.mjs", venue.Environment);
        session.Failures.ShouldBeEmpty();
        session["exchange info"].EnumerateArray().Select(Text).ShouldBe(Pairs, ignoreOrder: true);
        Text(session["event of the amendment"]).ShouldBe("0.2");
        session["batch"].EnumerateArray().Select(Text).ShouldBe(["NEW", "NEW", "NEW"]);
        await ShouldHaveLeftNothing(venue, trades: 2);
    }

    [SkippableFact]
    public async Task Binance_api_node_trades_as_on_the_real_exchange()
    {
        await using var venue = await ClientVenue.Start();
        var session = await ClientSession.Run("node.mjs", venue.Environment);
        session.Failures.ShouldBeEmpty();
        session["balance"].GetDecimal().ShouldBe(100_000m);
        Text(session["event of the amendment"]).ShouldBe("0.2");
        session["batch"].EnumerateArray().Select(Text).ShouldBe(["NEW", "NEW"]);
        await ShouldHaveLeftNothing(venue, trades: 2);
    }

    [SkippableFact]
    public async Task Key_pairs_sign_and_log_on()
    {
        await using var venue = await ClientVenue.Start();
        var session = await ClientSession.Run("logon.mjs", venue.Environment);
        session.Failures.ShouldBeEmpty();
        Text(session["binance: cancel"]).ShouldBe("CANCELED");
        Text(session["ccxt: a wrong signature"])!.ShouldStartWith("AuthenticationError");
        await ShouldHaveLeftNothing(venue, trades: 0);
    }

    private static async Task ShouldHaveLeftNothing(ClientVenue venue, int trades)
    {
        var account = (await venue.State()).Accounts[0];
        account.OpenOrders.ShouldBeEmpty();
        account.Positions.ShouldAllBe(position => position.Amount == 0);
        account.Trades.ShouldBeGreaterThanOrEqualTo(trades);
    }

    private static string? Text(JsonElement json) => json.GetString();
}
