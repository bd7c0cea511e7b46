using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Tests.Market;

public class StreetSpecs
{
    [Theory]
    [InlineData(0, 0.01, 0.25)]
    [InlineData(1, 0.10, 7)]
    public void The_market_is_tight_deep_and_as_volatile_as_set(int market, double tick, double sigma)
    {
        var rig = new VenueRig();
        var symbol = rig.Server.State.Markets[market].Symbol;
        var mids = new List<double>();
        var spreads = new List<double>();
        for (var second = 0; second < 1_200; second++)
        {
            rig.RunFor(1_000);
            var state = rig.Server.State.Markets[market];
            mids.Add((double)(state.BestBid + state.BestAsk) / 2);
            spreads.Add((double)(state.BestAsk - state.BestBid) / tick);
            if (second % 60 == 0) ShouldBeDeep(rig, symbol);
        }

        spreads.Average().ShouldBeInRange(1, 2);
        var moves = mids.Zip(mids.Skip(1), (from, to) => to - from).ToList();
        Math.Sqrt(moves.Average(move => move * move)).ShouldBeInRange(0.9 * sigma, 1.1 * sigma);
    }

    [Fact]
    public void An_order_a_little_away_from_the_touch_is_filled_within_minutes()
    {
        var rig = new VenueRig();
        for (var i = 0; i < 20; i++)
        {
            rig.Place("BUY", rig.Best("bids") - 1.2m, 0.1m);
            rig.RunFor(15_000);
        }

        rig.Server.State.Accounts[0].Trades.ShouldBeInRange(5, 40);
    }

    private static void ShouldBeDeep(VenueRig rig, Symbol symbol)
    {
        var book = rig.Get($"/fapi/v1/depth?symbol={symbol}&limit=1000").Body;
        book.GetProperty("bids").GetArrayLength().ShouldBeGreaterThanOrEqualTo(40);
        book.GetProperty("asks").GetArrayLength().ShouldBeGreaterThanOrEqualTo(40);
    }
}
