using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Api;

/// <summary>What an address may do, and what happens to one that does more.</summary>
public class AddressLimitSpecs
{
    private static readonly CallSource Other = new("10.0.0.2");

    [Fact]
    public void The_2401st_weight_of_a_minute_is_refused()
    {
        var rig = new VenueRig();
        for (var i = 0; i < 120; i++) Call(rig, "/fapi/v1/depth?symbol=ETHUSDC&limit=1000").Status.ShouldBe(200);
        var refused = Call(rig, "/fapi/v1/time");
        refused.Status.ShouldBe(429);
        Text(refused).ShouldBe(
            """{"code":-1003,"msg":"Too many requests; current limit is 2400 requests per minute. """
            + """Please use the websocket for live updates to avoid polling the API."}""");
        refused.Headers["x-mbx-used-weight-1m"].ShouldBe("2400");
        long.Parse(refused.Headers["retry-after"]).ShouldBe((60_000 - (rig.Now % 60_000) + 999) / 1000);
        Call(rig, "/fapi/v1/time", Other).Status.ShouldBe(200);
        rig.RunFor(60_000 - (int)(rig.Now % 60_000));
        Call(rig, "/fapi/v1/time").Headers["x-mbx-used-weight-1m"].ShouldBe("1");
    }

    [Fact]
    public void REST_and_trading_API_share_the_weight_of_their_address()
    {
        var rig = Rig(new() { WeightPerMinute = 10 });
        var peer = rig.Connect("/ws-fapi/v1");   // its handshake weighs 5
        Call(rig, "/fapi/v1/time").Headers["x-mbx-used-weight-1m"].ShouldBe("6");
        peer.Say("""{"id":1,"method":"ticker.price"}""");
        peer.Last.GetProperty("rateLimits").GetRawText().ShouldBe(
            """[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":10,"count":8}]""");
        for (var i = 0; i < 3; i++) Call(rig, "/fapi/v1/time");
        peer.Say("""{"id":"two","method":"ticker.price"}""");
        peer.Last.GetProperty("id").GetString().ShouldBe("two");
        Status(peer.Last).ShouldBe((429, -1003));
        rig.Server.Accept("/ws-fapi/v1", new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(429);
    }

    [Fact]
    public void Who_goes_on_is_banned_ever_longer()
    {
        var limits = new VenueLimits { WeightPerMinute = 1, RefusalsBeforeBan = 3 };
        var rig = new VenueRig(new() { Limits = limits, MaxCatchUp = TimeSpan.FromSeconds(2) });
        var socket = rig.Connect("/public/ws");
        foreach (var minutes in (int[])[2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 4320, 4320])
        {
            Call(rig, "/fapi/v1/time").Status.ShouldBe(200);
            for (var i = 0; i < 3; i++) Call(rig, "/fapi/v1/time").Status.ShouldBe(429);
            var until = rig.Now + (minutes * 60_000L);
            var banned = Call(rig, "/fapi/v1/time");
            (banned.Status, banned.Headers["retry-after"]).ShouldBe((418, $"{minutes * 60}"));
            Text(banned).ShouldBe(
                $$"""{"code":-1003,"msg":"Way too many requests; IP banned until {{until}}. """
                + """Please use the websocket for live updates to avoid bans."}""");
            rig.Server.State.Addresses.Single().BannedUntil!.Value.Milliseconds.ShouldBe(until);
            Call(rig, "/fapi/v1/nowhere").Status.ShouldBe(418);
            rig.Server.Accept("/public/ws", new RecordingPeer(), out var status).ShouldBeNull();
            status.ShouldBe(418);
            rig.Server.Advance(new(until - 1));
            Call(rig, "/fapi/v1/time").Status.ShouldBe(418);
            rig.Server.Advance(new(until));
        }

        socket.Socket.Use.Bans.ShouldBe(14);
    }

    [Fact]
    public void What_is_refused_during_a_ban_does_not_make_it_longer()
    {
        var rig = new VenueRig();
        var peers = Enumerable.Range(0, 30).Select(_ => rig.Connect("/public/ws/ethusdc@bookTicker")).ToList();
        foreach (var peer in peers)
        {
            for (var i = 0; i < 11; i++) peer.Say("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");
        }

        var banned = rig.Server.State.Addresses.Single();
        (banned.BannedUntil!.Value - rig.Server.Now).ShouldBe(TimeSpan.FromMinutes(2));
        banned.Bans.ShouldBe(1);
    }

    [Fact]
    public void After_three_good_days_a_ban_is_a_first_one_again()
    {
        var limits = new VenueLimits { WeightPerMinute = 0, RefusalsBeforeBan = 0 };
        var rig = new VenueRig(new() { Limits = limits, MaxCatchUp = TimeSpan.FromSeconds(2) });
        Call(rig, "/fapi/v1/time").Headers["retry-after"].ShouldBe("120");
        rig.Server.Advance(rig.Server.Now + TimeSpan.FromMinutes(3));
        Call(rig, "/fapi/v1/time").Headers["retry-after"].ShouldBe("240");
        rig.Server.Advance(rig.Server.Now + TimeSpan.FromDays(4));
        Call(rig, "/fapi/v1/time").Headers["retry-after"].ShouldBe("120");
    }

    [Fact]
    public void A_banned_address_is_told_so_on_the_trading_API()
    {
        var rig = Rig(new() { WeightPerMinute = 5, RefusalsBeforeBan = 0 });
        var peer = rig.Connect("/ws-fapi/v1");
        peer.Say("""{"id":1,"method":"ticker.price"}""");
        Status(peer.Last).ShouldBe((418, -1003));
        peer.Say("""{"id":1,"method":"session.status"}""");
        Status(peer.Last).ShouldBe((418, -1003));
    }

    [Theory]
    [InlineData("/fapi/v1/fundingRate?symbol=ETHUSDC")]
    [InlineData("/fapi/v1/fundingInfo")]
    public void Funding_rates_have_a_pool_of_their_own(string path)
    {
        var rig = Rig(new() { FundingCallsPer5Minutes = 2, WeightPerMinute = 1 });
        for (var i = 0; i < 2; i++)
        {
            var answer = Call(rig, path);
            answer.Status.ShouldBe(200);
            answer.Headers.ContainsKey("x-mbx-used-weight-1m").ShouldBeFalse();
        }

        Call(rig, path).Status.ShouldBe(429);
        Call(rig, "/fapi/v1/time").Status.ShouldBe(200);
        rig.Server.State.Addresses.Single().FundingCalls.ShouldBe(2);
        rig.RunFor(300_000 - (int)(rig.Now % 300_000));
        Call(rig, path).Status.ShouldBe(200);
    }

    [Fact]
    public void The_301st_connection_in_five_minutes_is_refused()
    {
        var rig = new VenueRig();
        for (var i = 0; i < 300; i++) rig.Connect("/public/ws").Socket.OnClosed();
        rig.Server.Accept("/public/ws", new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(429);
        rig.Server.Accept("/public/ws", new RecordingPeer(), out _, Other).ShouldNotBeNull();
        rig.RunFor(300_000 - (int)(rig.Now % 300_000));
        rig.Connect("/public/ws");
    }

    [Fact]
    public void An_address_may_hold_so_many_sockets()
    {
        var rig = Rig(new() { SocketsPerAddress = 2 });
        rig.Connect("/public/ws");
        var second = rig.Connect("/public/ws");
        rig.Server.Accept("/public/ws", new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(429);
        second.Socket.OnClosed();
        rig.Connect("/public/ws");
        rig.Server.State.Addresses.Single().OpenSockets.ShouldBe(2);
    }

    [Fact]
    public void A_batch_counts_five_in_ten_seconds_and_one_in_a_minute()
    {
        var rig = new VenueRig();
        rig.Signed("POST", "/fapi/v1/batchOrders", "batchOrders=[]");
        var account = rig.Server.State.Accounts[0];
        (account.OrdersIn10Seconds, account.OrdersInMinute).ShouldBe((5, 1));
        rig.Server.State.UsedWeight.ShouldBe(5);
    }

    [Fact]
    public void An_account_may_be_allowed_fewer_orders_than_others()
    {
        var rig = new VenueRig(new() { Accounts = [new() { OrdersPerMinute = 1 }] });
        rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
        var (status, body) = rig.Place("BUY", 2_900m, 1m);
        status.ShouldBe(429);
        body.GetRawText().ShouldBe(
            """{"code":-1015,"msg":"Too many new orders; current limit is 1 orders per 1 MINUTE."}""");
    }

    [Fact]
    public void Bans_are_shown_in_the_state()
    {
        var rig = Rig(new() { WeightPerMinute = 0, RefusalsBeforeBan = 0 });
        Call(rig, "/fapi/v1/time");
        var state = JsonDocument.Parse(Call(rig, "/venue/state").Body).RootElement;
        state.GetProperty("addresses")[0].GetRawText().ShouldContain($"\"bannedUntil\": {rig.Now + 120_000}");
    }

    private static VenueRig Rig(VenueLimits limits) => new(new() { Limits = limits });

    private static HttpAnswer Call(VenueRig rig, string path, CallSource? source = null) =>
        rig.Server.Handle(new HttpCall("GET", path, null), default, source).ShouldNotBeNull();

    private static string Text(HttpAnswer answer) => System.Text.Encoding.UTF8.GetString(answer.Body.Span);

    private static (int Status, int Code) Status(JsonElement reply) =>
        (reply.GetProperty("status").GetInt32(), reply.GetProperty("error").GetProperty("code").GetInt32());
}
