using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Market;

/// <summary>Known and made-up markets stand side by side and are printed on their own grids.</summary>
public class SyntheticMarketSpecs
{
    [Fact]
    public void Forty_made_up_markets_trade_beside_the_known_ones()
    {
        var rig = new VenueRig(new VenueOptions
        {
            Markets = [.. MarketSettings.Catalogue, .. SyntheticMarkets.Make(40)],
        });
        var peer = rig.Connect("/public/stream?streams=syn0008usdc@depth@100ms/syn0004usdc@depth@100ms");
        rig.RunFor(10_000);

        peer.Texts.Count.ShouldBe(200);
        var state = rig.Server.State.Markets;
        state.Length.ShouldBe(44);
        state.ShouldAllBe(market => market.BestBid > 0 && market.BestBid < market.BestAsk);
        state[^1].Symbol.ShouldBe(new Symbol("SYN0040USDC"));
        state[^1].BestBid.ShouldBeInRange(0.009m, 0.01m);
    }

    [Fact]
    public void Prices_and_quantities_are_printed_with_the_decimals_of_the_contract()
    {
        var rig = new VenueRig(new VenueOptions { Markets = SyntheticMarkets.Make(8) });
        string[] printed =
        [
            .. Enumerable.Range(1, 8)
                .Select(i => rig.Get($"/fapi/v1/depth?symbol=SYN000{i}USDC&limit=5").Body.GetProperty("bids")[0])
                .Select(level => $"{level[0].GetString()!.Split('.')[1].Length}/{Decimals(level[1].GetString()!)}"),
        ];

        printed.ShouldBe(["1/3", "2/3", "3/2", "4/0", "4/0", "5/0", "5/0", "7/0"]);
    }

    [Fact]
    public void Every_known_contract_is_published_with_its_rules()
    {
        var rig = new VenueRig(new VenueOptions { Markets = MarketSettings.Catalogue });
        var symbols = rig.Get("/fapi/v1/exchangeInfo").Body.GetProperty("symbols").EnumerateArray().ToList();

        symbols.Select(symbol => symbol.GetProperty("symbol").GetString())
            .ShouldBe(["ETHUSDC", "BTCUSDC", "ETHUSDT", "BTCUSDT"]);
        symbols.Select(symbol => symbol.GetProperty("marginAsset").GetString())
            .ShouldBe(["USDC", "USDC", "USDT", "USDT"]);
        symbols.Select(symbol => symbol.GetProperty("filters")[0].GetProperty("minPrice").GetString())
            .ShouldBe(["0.01", "556.80", "39.86", "556.80"]);
    }

    private static int Decimals(string number) => number.Contains('.') ? number.Split('.')[1].Length : 0;
}
