using System.Text.Json;

namespace Phoenix.Venue.Tests.Market;

public class MarketStreamSpecs
{
    [Fact]
    public void Depth_frames_come_every_100_ms_and_are_chained()
    {
        var rig = new VenueRig();
        var peer = rig.Connect("/public/ws/ethusdc@depth@100ms");
        rig.RunFor(5_000);
        var frames = peer.Frames.ToList();
        frames.Count.ShouldBe(50);
        for (var i = 1; i < frames.Count; i++)
        {
            Id(frames[i], "pu").ShouldBe(Id(frames[i - 1], "u"));
            Id(frames[i], "U").ShouldBeGreaterThan(Id(frames[i], "pu"));
            (Id(frames[i], "u") - Id(frames[i], "pu")).ShouldBeGreaterThan(300);
        }
    }

    [Fact]
    public void A_snapshot_and_the_frames_after_it_rebuild_the_book_exactly()
    {
        var rig = new VenueRig();
        var peer = rig.Connect("/public/ws/ethusdc@depth@100ms");
        rig.RunFor(950);
        var snapshot = rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=1000").Body;
        var last = Id(snapshot, "lastUpdateId");
        rig.RunFor(60_000);
        var (bids, asks) = (Levels(snapshot, "bids"), Levels(snapshot, "asks"));
        var frames = peer.Frames.SkipWhile(frame => Id(frame, "u") < last).ToList();
        Id(frames[0], "U").ShouldBeLessThanOrEqualTo(last);
        foreach (var frame in frames)
        {
            Apply(bids, frame, "b");
            Apply(asks, frame, "a");
            bids.Keys.Max().ShouldBeLessThan(asks.Keys.Min());
        }

        rig.RunFor(50);   // halfway between two frames the book has moved on
        var after = rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=1000").Body;
        rig.RunFor(50);
        Apply(bids, peer.Frames.Last(), "b");
        Id(peer.Frames.Last(), "U").ShouldBeLessThanOrEqualTo(Id(after, "lastUpdateId"));
        Levels(rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=1000").Body, "bids").Count.ShouldBeGreaterThan(39);
    }

    [Theory]
    [InlineData("ethusdc")]
    [InlineData("btcusdc")]
    public void Bytes_per_10_seconds_stay_within_two_percent(string symbol)
    {
        var rig = new VenueRig();
        var peer = rig.Connect($"/public/stream?streams={symbol}@depth@100ms");
        var windows = new List<long>();
        for (var i = 0; i < 60; i++)
        {
            var before = peer.Socket.BytesSent;
            rig.RunFor(10_000);
            windows.Add(peer.Socket.BytesSent - before);
        }

        var mean = windows.Average();
        windows.ShouldAllBe(bytes => Math.Abs(bytes - mean) < 0.02 * mean);
    }

    private static long Id(JsonElement frame, string name) => frame.GetProperty(name).GetInt64();

    private static Dictionary<decimal, decimal> Levels(JsonElement book, string side) => book.GetProperty(side)
        .EnumerateArray()
        .ToDictionary(level => decimal.Parse(level[0].GetString()!), level => decimal.Parse(level[1].GetString()!));

    private static void Apply(Dictionary<decimal, decimal> levels, JsonElement frame, string side)
    {
        foreach (var (price, quantity) in Levels(frame, side))
        {
            if (quantity == 0)
            {
                levels.Remove(price);
            }
            else
            {
                levels[price] = quantity;
            }
        }
    }
}
