namespace Phoenix.Venue.Tests.Accounts;

public class ListenKeySpecs
{
    private const int HourMs = 3_600_000;

    private readonly VenueRig _rig = new(new() { MaxCatchUp = TimeSpan.FromSeconds(1) });

    [Fact]
    public void Creating_while_one_is_active_returns_and_extends_that_one()
    {
        var first = _rig.NewListenKey();
        Pass(HourMs - 1);
        _rig.NewListenKey().ShouldBe(first);
        Pass(HourMs - 1);
        _rig.NewListenKey().ShouldBe(first);
    }

    [Fact]
    public void A_key_lives_sixty_minutes_to_the_millisecond()
    {
        var first = _rig.NewListenKey();
        Pass(HourMs);
        _rig.NewListenKey().ShouldNotBe(first);
    }

    [Fact]
    public void Extending_returns_the_key_and_needs_one()
    {
        _rig.Call("PUT", "/fapi/v1/listenKey").Body.GetProperty("code").GetInt32().ShouldBe(-1125);
        var key = _rig.NewListenKey();
        Pass(HourMs - 1);
        _rig.Call("PUT", "/fapi/v1/listenKey").Body.GetProperty("listenKey").GetString().ShouldBe(key);
        Pass(HourMs - 1);
        _rig.Call("PUT", "/fapi/v1/listenKey").Status.ShouldBe(200);
    }

    [Fact]
    public void After_expiry_the_socket_is_told_stays_open_and_is_silent()
    {
        var key = _rig.NewListenKey();
        var peer = _rig.Connect($"/private/ws/{key}");
        Pass(HourMs);
        peer.Texts.ShouldBe([$$"""{"e":"listenKeyExpired","E":{{_rig.Now}},"listenKey":"{{key}}"}"""]);
        _rig.NewListenKey();
        _rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
        peer.Texts.Count.ShouldBe(1);
        peer.Endings.ShouldBeEmpty();
        peer.Socket.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Closing_ends_it_for_everybody_and_tells_nobody()
    {
        var key = _rig.NewListenKey();
        var (one, other) = (_rig.Connect($"/private/ws/{key}"), _rig.Connect($"/private/ws/{key}"));
        _rig.Place("BUY", 2_900m, 1m);
        _rig.Call("DELETE", "/fapi/v1/listenKey").Body.GetRawText().ShouldBe("{}");
        _rig.Place("BUY", 2_901m, 1m);
        one.Texts.Count.ShouldBe(1);
        other.Texts.ShouldBe(one.Texts);
        _rig.Call("PUT", "/fapi/v1/listenKey").Status.ShouldBe(400);
    }

    [Fact]
    public void A_socket_with_a_wrong_key_opens_and_is_silent()
    {
        _rig.NewListenKey();
        var peer = _rig.Connect("/private/ws/wrong");
        _rig.Place("BUY", 2_900m, 1m);
        Pass(1_000);
        peer.Texts.ShouldBeEmpty();
        peer.Endings.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_wanted_events_are_sent()
    {
        var key = _rig.NewListenKey();
        var peer = _rig.Connect($"/private/ws?listenKey={key}&events=ACCOUNT_UPDATE/TRADE_LITE");
        _rig.Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&side=BUY&type=MARKET&quantity=0.02");
        peer.Frames.Select(frame => frame.GetProperty("e").GetString()).Distinct()
            .ShouldBe(["TRADE_LITE", "ACCOUNT_UPDATE"]);
    }

    [Fact]
    public void The_combined_form_names_the_key()
    {
        var key = _rig.NewListenKey();
        var peer = _rig.Connect($"/private/stream?listenKey={key}&events=ORDER_TRADE_UPDATE");
        _rig.Place("BUY", 2_900m, 1m);
        peer.Last.GetProperty("stream").GetString().ShouldBe(key);
        peer.Last.GetProperty("data").GetProperty("e").GetString().ShouldBe("ORDER_TRADE_UPDATE");
    }

    [Fact]
    public void The_state_tells_when_it_expires_but_never_the_key()
    {
        var key = _rig.NewListenKey();
        _rig.Connect($"/private/ws/{key}");
        _rig.Connect($"/private/ws?listenKey={key}&events=ACCOUNT_UPDATE");
        var state = _rig.Get("/venue/state").Body;
        state.GetRawText().ShouldNotContain(key);
        state.GetProperty("accounts")[0].GetProperty("listenKeyExpiresAt").GetInt64().ShouldBe(_rig.Now + HourMs);
    }

    private void Pass(int milliseconds) =>
        _rig.Server.Advance(_rig.Server.Now + TimeSpan.FromMilliseconds(milliseconds));
}
