using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Tests.InMemory;

public class InMemoryVenueSpecs
{
    private const string Depth = "/public/ws/ethusdc@depth@100ms";
    private static readonly byte[] List = Encoding.UTF8.GetBytes("""{"method":"LIST_SUBSCRIPTIONS","id":1}""");

    private readonly Agenda _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_790_526_538_000));
    private readonly InMemoryVenue _venue;

    public InMemoryVenueSpecs() => _venue = NewVenue(_time);

    [Fact]
    public void A_dialled_socket_opens_and_receives()
    {
        var (_, sink) = Open(Depth);
        sink.Opened.ShouldBe(0);   // never within the call
        _time.RunFor(1_020);
        sink.Opened.ShouldBe(1);
        sink.Texts.Count.ShouldBe(10);
        sink.Texts[0].ShouldContain("depthUpdate");
    }

    [Fact]
    public void Frames_arrive_late_within_the_latency_and_in_order()
    {
        var (_, sink) = Open("/public/ws/ethusdc@depth@100ms/ethusdc@bookTicker");
        _time.RunFor(10_000);
        var sent = sink.Texts.Select(text =>
            DateTimeOffset.FromUnixTimeMilliseconds(JsonDocument.Parse(text).RootElement.GetProperty("E").GetInt64()));
        var late = sink.Times.Zip(sent, (heard, at) => (heard - at).TotalMilliseconds).ToList();
        late.Min().ShouldBeInRange(2, 3);
        late.Max().ShouldBeInRange(7, 8);
        var ids = sink.Texts.Where(text => text.Contains("depthUpdate", StringComparison.Ordinal)).ToList();
        ids.Count.ShouldBeGreaterThan(90);
        sink.Times.ShouldBe(sink.Times.Order());
    }

    [Fact]
    public void Requests_are_answered_and_the_taps_see_both_ways()
    {
        var frames = new List<ClientFrame>();
        _venue.FramePassed += frames.Add;
        var (session, sink) = Open("/public/ws");
        session.TrySend(List).ShouldBeFalse();
        _time.RunFor(50);
        session.TrySend(List).ShouldBeTrue();
        _time.RunFor(50);
        sink.Texts.ShouldBe(["""{"result":[],"id":1}"""]);
        frames.Select(frame => (frame.Direction, frame.Class, frame.Connection)).ShouldBe(
            [(FrameDirection.FromClient, SocketClass.Public, 1), (FrameDirection.ToClient, SocketClass.Public, 1)]);
    }

    [Fact]
    public void The_sixty_fifth_frame_under_way_is_not_taken()
    {
        var (session, _) = Open("/ws-fapi/v1");
        _time.RunFor(50);
        for (var i = 0; i < 64; i++) session.TrySend(List).ShouldBeTrue();
        session.TrySend(List).ShouldBeFalse();
        _time.RunFor(50);
        session.TrySend(List).ShouldBeTrue();
    }

    [Fact]
    public void A_closed_session_hears_nothing_and_the_venue_learns_of_it()
    {
        var (session, sink) = Open(Depth);
        _time.RunFor(1_000);
        var heard = sink.Texts.Count;
        session.Close();
        session.Close();
        _venue.LiveSockets.ShouldBe(1);
        _time.RunFor(1_000);
        _venue.LiveSockets.ShouldBe(0);
        sink.Texts.Count.ShouldBe(heard);
        sink.Closures.ShouldBeEmpty();
        session.TrySend(List).ShouldBeFalse();
    }

    [Fact]
    public void A_close_by_the_venue_comes_after_the_frames_before_it()
    {
        var (_, sink) = Open(Depth);
        _time.RunFor(1_000);
        Inject(new() { Verb = FaultVerb.Close, Target = "public", Code = 1008 });
        _time.RunFor(1_000);
        sink.Closures.Single().ShouldBe(new SocketClosure(WasOpen: true, 1008, "going away"));
    }

    [Fact]
    public void A_refused_upgrade_never_opens()
    {
        Inject(new() { Verb = FaultVerb.Refuse });
        var (_, sink) = Open(Depth);
        _time.RunFor(100);
        sink.Opened.ShouldBe(0);
        sink.Closures.Single().WasOpen.ShouldBeFalse();
    }

    [Fact]
    public void In_a_black_hole_neither_end_learns_anything()
    {
        var (session, sink) = Open(Depth);
        _time.RunFor(1_000);
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "public", Duration = TimeSpan.FromSeconds(10) });
        _time.RunFor(10);   // what was under way still arrives
        var heard = sink.Texts.Count;
        session.TrySend(List).ShouldBeTrue();
        _time.RunFor(5_000);
        sink.Texts.Count.ShouldBe(heard);
        sink.Closures.ShouldBeEmpty();
        _venue.LiveSockets.ShouldBe(0);
        session.Close();
        _time.RunFor(4_000);
        _venue.Server.State.Sockets.Length.ShouldBe(1);
        _time.RunFor(2_000);
        _venue.Server.State.Sockets.ShouldBeEmpty();
        sink.Closures.ShouldBeEmpty();
    }

    [Fact]
    public void A_client_that_waits_out_a_black_hole_finds_the_connection_broken()
    {
        var (_, sink) = Open(Depth);
        _time.RunFor(1_000);
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "public", Duration = TimeSpan.FromSeconds(1) });
        _time.RunFor(1_100);
        sink.Closures.Single().ShouldBe(new SocketClosure(WasOpen: true, null, "connection reset"));
    }

    [Fact]
    public async Task A_call_takes_a_journey_each_way()
    {
        var answer = _venue.Send(new HttpCall("GET", "/fapi/v1/time", null), CancellationToken.None);
        _time.RunFor(3);
        answer.IsCompleted.ShouldBeFalse();
        _time.RunFor(14);
        answer.IsCompletedSuccessfully.ShouldBeTrue();
        (await answer).Status.ShouldBe(200);
    }

    [Fact]
    public void A_call_to_a_dead_host_waits_until_it_is_given_up()
    {
        using var patience = new CancellationTokenSource();
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "rest" });
        var answer = _venue.Send(new HttpCall("GET", "/fapi/v1/time", null), patience.Token);
        _time.RunFor(60_000);
        answer.IsCompleted.ShouldBeFalse();
        patience.Cancel();
        answer.IsCanceled.ShouldBeTrue();
    }

    [Fact]
    public void A_continuation_runs_within_the_scheduled_work()
    {
        DateTimeOffset? at = null;
        _ = Wait();
        _time.RunFor(100);
        at.ShouldNotBeNull();

        async Task Wait()
        {
            await _venue.Send(new HttpCall("GET", "/fapi/v1/time", null), CancellationToken.None);
            at = _time.Now;
        }
    }

    [Fact]
    public void The_venues_clock_may_run_ahead()
    {
        var time = new Agenda(_time.Now);
        var venue = NewVenue(time, TimeSpan.FromMilliseconds(700));
        time.RunFor(1_000);
        venue.AtPresent().Now.Milliseconds.ShouldBe(time.Now.ToUnixTimeMilliseconds() + 700);
    }

    [Fact]
    public async Task A_countdown_fires_between_two_steps_of_the_market()
    {
        _time.RunFor(110);   // the market stepped 10 ms ago
        const string Terms = "side=BUY&type=LIMIT&timeInForce=GTX&price=2900&quantity=1";
        await Signed("POST", "/fapi/v1/order", "symbol=ETHUSDC&" + Terms);
        await Signed("POST", "/fapi/v1/countdownCancelAll", "symbol=ETHUSDC&countdownTime=20");
        _venue.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(1);
        var fires = _venue.Server.State.Accounts[0].Countdowns.Single().FiresAt;
        while (_venue.Server.State.Accounts[0].OpenOrders.Length > 0) _time.RunFor(1);
        (_time.Now - fires.ToDateTimeOffset()).ShouldBeLessThan(TimeSpan.FromMilliseconds(3));
    }

    [Fact]
    public void The_same_seeds_give_the_same_run()
    {
        Record().ShouldBe(Record());

        static string Record()
        {
            var time = new Agenda(DateTimeOffset.FromUnixTimeMilliseconds(1_790_526_538_000));
            var sink = new RecordingSink(time);
            NewVenue(time).Open(new Uri($"wss://venue{Depth}"), sink);
            time.RunFor(20_000);
            return string.Join('\n', sink.Texts.Zip(sink.Times, (text, at) => $"{at:O} {text}"));
        }
    }

    private static InMemoryVenue NewVenue(Agenda time, TimeSpan offset = default) => new(
        new VenueServer(new VenueOptions { Start = Core.Primitives.VenueTime.From(time.Now) }),
        time,
        new NetworkOptions { VenueClockOffset = offset });

    private async Task Signed(string method, string path, string query)
    {
        var stamped = $"{query}&timestamp={_time.Now.ToUnixTimeMilliseconds()}";
        var call = new HttpCall(method, $"{path}?{stamped}&signature={VenueRig.Sign(stamped)}", VenueRig.Key);
        var answer = _venue.Send(call, CancellationToken.None);
        for (var i = 0; i < 20 && !answer.IsCompleted; i++) _time.RunFor(1);
        (await answer).Status.ShouldBe(200);
    }

    private (IWebSocketSession Session, RecordingSink Sink) Open(string path)
    {
        var sink = new RecordingSink(_time);
        return (_venue.Open(new Uri($"wss://venue{path}"), sink), sink);
    }

    private void Inject(FaultRequest request) =>
        _venue.AtPresent().Faults.Inject(request).ShouldBeOfType<FaultReceipt.Injected>();
}
