using System.Text;
using System.Text.Json;

namespace Phoenix.Venue.Tests.Sockets;

/// <summary>Pings, deadlines and what a socket may send and carry.</summary>
public class SocketLimitSpecs
{
    private readonly VenueRig _rig = new(new() { MaxCatchUp = TimeSpan.FromSeconds(2) });

    [Theory]
    [InlineData("/public/ws")]
    [InlineData("/private/ws/key")]
    [InlineData("/ws-fapi/v1")]
    public void A_ping_with_a_payload_comes_every_three_minutes(string path)
    {
        var peer = _rig.Connect(path);
        var opened = _rig.Now;
        RunSeconds(179);
        peer.Pings.ShouldBeEmpty();
        RunSeconds(1);
        peer.Pings.ShouldBe([$"{opened + 180_000}"]);
        RunSeconds(540);
        peer.Pings.Count.ShouldBe(4);
        _rig.Server.State.Sockets.Single().UnansweredPings.ShouldBe(0);
    }

    [Fact]
    public void A_socket_that_answers_no_ping_for_ten_minutes_is_closed()
    {
        var peer = _rig.Connect("/public/ws");
        peer.AnswersPings = false;
        RunSeconds(180 + 599);
        peer.Endings.ShouldBeEmpty();
        _rig.Server.State.Sockets.Single().UnansweredPings.ShouldBe(4);
        RunSeconds(1);
        peer.Endings.ShouldBe(["close 1008"]);
        _rig.Server.LiveSockets.ShouldBe(0);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("1", true)]
    [InlineData("last", false)]
    public void Only_a_pong_that_repeats_a_ping_is_an_answer(string payload, bool isClosed)
    {
        var peer = _rig.Connect("/ws-fapi/v1");
        peer.AnswersPings = false;
        RunSeconds(180 + 590);
        peer.Socket.OnPong(Encoding.ASCII.GetBytes(payload == "last" ? peer.Pings[^1] : payload));
        RunSeconds(20);
        (peer.Endings.Count > 0).ShouldBe(isClosed);
    }

    [Fact]
    public void Texts_pings_and_pongs_of_a_stream_socket_share_ten_a_second()
    {
        var peer = _rig.Connect("/public/ws");
        for (var i = 0; i < 4; i++)
        {
            peer.Say("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
            peer.Socket.OnPing();
            if (i < 2) peer.Socket.OnPong([]);
        }

        peer.Endings.ShouldBeEmpty();
        peer.Socket.OnPing();
        peer.Endings.ShouldBe(["close 1008"]);
    }

    [Fact]
    public void A_new_second_allows_ten_more()
    {
        var peer = _rig.Connect("/public/ws");
        for (var i = 0; i < 10; i++) peer.Socket.OnPing();
        RunSeconds(1);
        for (var i = 0; i < 10; i++) peer.Socket.OnPing();
        peer.Endings.ShouldBeEmpty();
    }

    [Fact]
    public void A_trading_socket_may_send_five_pings_and_pongs_a_second_and_any_number_of_requests()
    {
        var peer = _rig.Connect("/ws-fapi/v1");
        for (var i = 0; i < 50; i++) peer.Say("""{"id":1,"method":"session.status"}""");
        for (var i = 0; i < 5; i++) peer.Socket.OnPong([]);
        peer.Endings.ShouldBeEmpty();
        peer.Socket.OnPing();
        peer.Endings.ShouldBe(["close 1008"]);
    }

    [Fact]
    public void Who_is_cut_off_again_and_again_is_banned()
    {
        var rig = new VenueRig(new() { Limits = new() { MessagesPerSecond = 0, RefusalsBeforeBan = 2 } });
        for (var i = 0; i < 3; i++) rig.Connect("/public/ws").Socket.OnPing();
        rig.Server.Accept("/public/ws", new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(418);
    }

    [Fact]
    public void A_socket_carries_1024_streams_and_not_one_more()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@bookTicker");
        peer.Say(Subscribe(Enumerable.Range(0, 1023)));
        peer.Texts.ShouldBe(["""{"result":null,"id":1}"""]);
        peer.Say(Subscribe([0]));   // has it already
        peer.Texts[^1].ShouldBe("""{"result":null,"id":1}""");
        peer.Say(Subscribe([5000]));
        peer.Last.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(2);
        peer.Socket.Subscriptions.Count.ShouldBe(1024);
    }

    [Fact]
    public void A_path_with_more_streams_is_refused()
    {
        var names = string.Join('/', Enumerable.Range(0, 1025).Select(i => $"s{i}@depth"));
        _rig.Server.Accept($"/public/ws/{names}", new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(400);
    }

    [Fact]
    public void A_private_socket_carries_no_more_items_either()
    {
        var peer = _rig.Connect("/private/ws/key");
        for (var round = 0; round < 5; round++)
        {
            peer.Say(Subscribe(Enumerable.Range(round * 300, 300)));
        }

        peer.Last.TryGetProperty("error", out _).ShouldBeTrue();
        peer.Socket.Keys.Count.ShouldBe(901);
    }

    private static string Subscribe(IEnumerable<int> streams) => JsonSerializer.Serialize(
        new { method = "SUBSCRIBE", @params = streams.Select(i => $"s{i}@depth"), id = 1 });

    private void RunSeconds(int seconds)
    {
        for (var i = 0; i < seconds; i++) _rig.Server.Advance(_rig.Server.Now + TimeSpan.FromSeconds(1));
    }
}
