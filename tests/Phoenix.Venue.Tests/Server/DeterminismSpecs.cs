using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Server;

public class DeterminismSpecs
{
    [Fact]
    public void The_same_seed_and_calls_give_the_same_bytes() =>
        Run(seed: 5, stepMs: 100).ShouldBe(Run(seed: 5, stepMs: 100));

    [Fact]
    public void How_often_time_is_told_does_not_matter() =>
        Run(seed: 5, stepMs: 100).ShouldBe(Run(seed: 5, stepMs: 7));

    [Fact]
    public void Another_seed_gives_another_market() =>
        Run(seed: 5, stepMs: 100).ShouldNotBe(Run(seed: 6, stepMs: 100));

    [Fact]
    public void Time_does_not_go_back()
    {
        var server = new VenueServer(new VenueOptions());
        var start = server.Now;
        server.Advance(start + TimeSpan.FromSeconds(1));
        server.Advance(start);
        server.Now.ShouldBe(start + TimeSpan.FromSeconds(1));
    }

    private static string Run(long seed, int stepMs)
    {
        var rig = new VenueRig(new VenueOptions { Seed = seed });
        var peers = ((string[])
        [
            "/public/ws/ethusdc@depth@100ms/btcusdc@bookTicker",
            "/market/ws/ethusdc@aggTrade/ethusdc@markPrice@1s",
            $"/private/ws/{rig.NewListenKey()}",
        ]).Select(rig.Connect).ToList();
        for (var round = 0; round < 20; round++)
        {
            rig.Place("BUY", rig.Best("bids"), 0.5m, "GTC");
            rig.Place("SELL", rig.Best("asks"), 0.5m, "GTC");
            var end = rig.Server.Now + TimeSpan.FromSeconds(1);
            while (rig.Server.Now < end)
            {
                var next = rig.Server.Now + TimeSpan.FromMilliseconds(stepMs);
                rig.Server.Advance(next < end ? next : end);
            }
        }

        return string.Join('\n', peers.SelectMany(peer => peer.Texts));
    }
}
