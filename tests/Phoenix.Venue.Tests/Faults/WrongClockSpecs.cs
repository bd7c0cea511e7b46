using System.Text;
using Phoenix.Core.Ports;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>A wrong clock is seen by clients; what the venue does, it does at the right time.</summary>
public class WrongClockSpecs
{
    private readonly VenueRig _rig = new();

    [Fact]
    public void It_ends_no_listen_key_before_its_hour()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Skew("2h", "10s");
        _rig.RunFor(11_000);
        peer.Events("listenKeyExpired").ShouldBeEmpty();
    }

    [Fact]
    public void It_fixes_no_funding()
    {
        _rig.RunFor(2_000);
        var due = NextFunding();
        Skew("100h", "5s");
        _rig.RunFor(2_000);
        NextFunding().ShouldBe(due);
        _rig.RunFor(10_000);
        NextFunding().ShouldBe(due);
        _rig.Get("/fapi/v1/fundingRate?symbol=ETHUSDC").Body.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void The_mark_is_stamped_with_it()
    {
        Skew("-2s", "10s");
        _rig.RunFor(2_000);
        var shown = _rig.Get("/fapi/v1/premiumIndex?symbol=ETHUSDC").Body.GetProperty("time").GetInt64();
        (_rig.Now - shown).ShouldBeInRange(2_000, 3_000);
    }

    [Fact]
    public void It_closes_no_sockets()
    {
        var peer = _rig.Connect("/public/ws/ethusdc@bookTicker");
        Skew("25h", "5s");
        _rig.RunFor(10_000);
        peer.Endings.ShouldBeEmpty();
        peer.Pings.ShouldBeEmpty();
    }

    [Fact]
    public void It_ends_no_order_before_its_date()
    {
        var date = (_rig.Now / 1000 * 1000) + 602_000;
        _rig.Place("BUY", _rig.Best("bids") - 20, 0.1m, "GTD", "x", $"&goodTillDate={date}").Status.ShouldBe(200);
        Skew("20m", "5s");
        _rig.RunFor(6_000);
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(1);
    }

    [Fact]
    public void It_fires_no_countdown_before_or_after_its_time()
    {
        _rig.Place("BUY", _rig.Best("bids") - 20, 0.1m).Status.ShouldBe(200);
        _rig.Signed("POST", "/fapi/v1/countdownCancelAll", "symbol=ETHUSDC&countdownTime=3000").Status.ShouldBe(200);
        Skew("1h", "1s");
        _rig.RunFor(2_900);
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(1);
        Skew("-1h", "1s");
        _rig.RunFor(200);
        _rig.Server.State.Accounts[0].OpenOrders.ShouldBeEmpty();
    }

    [Fact]
    public void Prints_go_on_when_it_is_set_right()
    {
        Skew("100h", "5s");
        var peer = _rig.Connect("/market/ws/ethusdc@aggTrade");
        _rig.RunFor(5_000);
        var before = peer.Texts.Count;
        _rig.RunFor(20_000);
        peer.Texts.Count.ShouldBeGreaterThan(before + 5);
    }

    private long NextFunding() =>
        _rig.Get("/fapi/v1/premiumIndex?symbol=ETHUSDC").Body.GetProperty("nextFundingTime").GetInt64();

    private void Skew(string offset, string length)
    {
        var fault = $$"""{"verb":"skew","offset":"{{offset}}","for":"{{length}}"}""";
        var call = new HttpCall("POST", "/venue/faults", null);
        _rig.Server.Handle(call, Encoding.UTF8.GetBytes(fault))!.Status.ShouldBe(201);
    }
}
