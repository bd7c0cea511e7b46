using System.Text;
using Phoenix.Core.Ports;
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

    /// <remarks>Strings hash otherwise in each process, which two runs in one would not show.</remarks>
    [Fact]
    public void Headers_come_in_alphabetical_order()
    {
        var rig = new VenueRig();
        var answer = Ask(rig, new StringBuilder(), "POST", "/fapi/v1/order", Order("BUY", rig.Best("bids")));
        answer.Headers.Keys.ShouldBe(
            ["content-type", "x-mbx-order-count-10s", "x-mbx-order-count-1m", "x-mbx-used-weight-1m"]);
    }

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
        var answers = new StringBuilder();
        for (var round = 0; round < 20; round++)
        {
            Ask(rig, answers, "POST", "/fapi/v1/order", Order("BUY", rig.Best("bids")));
            Ask(rig, answers, "POST", "/fapi/v1/order", Order("SELL", rig.Best("asks")));
            Ask(rig, answers, "GET", "/fapi/v2/positionRisk", "");
            Ask(rig, answers, "GET", "/fapi/v1/openOrders", "");
            Ask(rig, answers, "GET", "/fapi/v1/nowhere", "");
            var end = rig.Server.Now + TimeSpan.FromSeconds(1);
            while (rig.Server.Now < end)
            {
                var next = rig.Server.Now + TimeSpan.FromMilliseconds(stepMs);
                rig.Server.Advance(next < end ? next : end);
            }
        }

        return answers + string.Join('\n', peers.SelectMany(peer => peer.Texts));
    }

    private static string Order(string side, decimal price) =>
        $"symbol=ETHUSDC&side={side}&type=LIMIT&timeInForce=GTC&price={price}&quantity=0.5";

    private static HttpAnswer Ask(VenueRig rig, StringBuilder answers, string method, string path, string query)
    {
        var stamped = $"{query}&timestamp={rig.Now}".TrimStart('&');
        var call = new HttpCall(method, $"{path}?{stamped}&signature={VenueRig.Sign(stamped)}", VenueRig.Key);
        var answer = rig.Server.Handle(call).ShouldNotBeNull();
        answers.Append(answer.Status).AppendJoin(' ', answer.Headers.Select(header => $"{header.Key}={header.Value}"))
            .Append(Encoding.UTF8.GetString(answer.Body.Span)).Append('\n');
        return answer;
    }
}
