using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Faults;

namespace Phoenix.Venue.Tests.Faults;

public class FaultSpecs
{
    private const string Depth = "/public/ws/ethusdc@depth@100ms";
    private const string List = """{"method":"LIST_SUBSCRIPTIONS","id":1}""";

    private readonly VenueRig _rig = new();

    [Fact]
    public void A_muted_stream_is_silent_while_its_siblings_flow()
    {
        var peer = _rig.Connect("/public/stream?streams=ethusdc@depth@100ms/ethusdc@bookTicker");
        Inject(new() { Verb = FaultVerb.Mute, Target = "ethusdc@depth@100ms", Duration = Seconds(2) });
        _rig.RunFor(1_900);
        peer.Frames.Select(frame => frame.GetProperty("stream").GetString()).Distinct()
            .ShouldBe(["ethusdc@bookTicker"]);
        _rig.RunFor(200);
        peer.Texts.ShouldContain(text => text.Contains("depthUpdate", StringComparison.Ordinal));
    }

    [Fact]
    public void Muted_data_swallows_replies_too_and_ends_by_time()
    {
        var peer = _rig.Connect(Depth);
        Inject(new() { Verb = FaultVerb.MuteData, Target = "public", Duration = Seconds(2) });
        peer.Say(List);
        _rig.RunFor(1_900);
        peer.Texts.ShouldBeEmpty();
        peer.Endings.ShouldBeEmpty();
        _rig.RunFor(200);
        peer.Texts.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(false, 10)]
    [InlineData(true, 0)]
    public void A_socket_opened_later_is_healthy_unless_the_fault_is_sticky(bool isSticky, int frames)
    {
        var peer = _rig.Connect(Depth);
        Inject(new() { Verb = FaultVerb.MuteData, Target = "public", IsSticky = isSticky });
        var later = _rig.Connect(Depth);
        _rig.RunFor(1_000);
        peer.Texts.ShouldBeEmpty();
        later.Texts.Count.ShouldBe(frames);
    }

    [Fact]
    public void A_fault_can_be_aimed_at_one_socket()
    {
        var (one, other) = (_rig.Connect(Depth), _rig.Connect(Depth));
        Inject(new() { Verb = FaultVerb.MuteData, Target = $"{one.Socket.Id}" });
        _rig.RunFor(1_000);
        one.Texts.ShouldBeEmpty();
        other.Texts.Count.ShouldBe(10);
    }

    [Fact]
    public void A_black_hole_lets_nothing_through_and_breaks_the_connection_at_its_end()
    {
        var peer = _rig.Connect(Depth);
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "public", Duration = Seconds(5) });
        peer.IsDark.ShouldBeTrue();
        _rig.Server.LiveSockets.ShouldBe(0);
        peer.Say(List);
        peer.Socket.OnClosed();   // the client gives up; nobody hears it
        _rig.RunFor(4_999);
        peer.Texts.ShouldBeEmpty();
        peer.Socket.IsOpen.ShouldBeTrue();
        peer.Endings.ShouldBeEmpty();
        _rig.RunFor(1);
        peer.Endings.ShouldBe(["abort"]);
        _rig.Server.State.Sockets.ShouldBeEmpty();
    }

    [Fact]
    public void Calls_in_a_black_hole_are_not_answered()
    {
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "rest" });
        var call = new HttpCall("GET", "/fapi/v1/time", null);
        _rig.Server.Handle(call).ShouldBeNull();
        _rig.Server.Faults.Clear();
        _rig.Server.Handle(call)!.Status.ShouldBe(200);
    }

    [Fact]
    public void A_close_reaches_the_client_with_its_code()
    {
        var peer = _rig.Connect(Depth);
        Inject(new() { Verb = FaultVerb.Close, Target = "public", Code = 1008 });
        peer.Endings.ShouldBe(["close 1008"]);
        _rig.RunFor(1_000);
        peer.Texts.ShouldBeEmpty();
    }

    [Fact]
    public void A_drop_has_no_closing_frame()
    {
        var peer = _rig.Connect(Depth);
        Inject(new() { Verb = FaultVerb.Drop, Target = "all" });
        peer.Endings.ShouldBe(["abort"]);
    }

    [Fact]
    public void As_many_upgrades_are_refused_as_asked_for()
    {
        Inject(new() { Verb = FaultVerb.Refuse, Target = "public", Count = 2 });
        Refusal(Depth).ShouldBe(503);
        Refusal("/market/ws").ShouldBeNull();
        Refusal(Depth).ShouldBe(503);
        Refusal(Depth).ShouldBeNull();
    }

    [Fact]
    public void A_gap_loses_frames_and_shows_in_the_chain()
    {
        var peer = _rig.Connect(Depth);
        _rig.RunFor(100);
        Inject(new() { Verb = FaultVerb.Gap, Target = "ethusdc@depth@100ms", Count = 3 });
        _rig.RunFor(400);
        var frames = peer.Frames.ToList();
        frames.Count.ShouldBe(2);
        frames[1].GetProperty("pu").GetInt64().ShouldBeGreaterThan(frames[0].GetProperty("u").GetInt64());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void A_key_can_expire_with_or_without_an_event(bool isSilent, int events)
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject(new() { Verb = FaultVerb.KeyExpire, IsSilent = isSilent });
        _rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
        peer.Events("listenKeyExpired").Count().ShouldBe(events);
        peer.Texts.Count.ShouldBe(events);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void A_failing_answer_may_hide_a_done_deed(bool isApplied, int orders)
    {
        Inject(new() { Verb = FaultVerb.Http, Status = 503, Route = "POST /fapi/v1/order", IsApplied = isApplied });
        var (status, body) = _rig.Place("BUY", 2_900m, 1m);
        status.ShouldBe(503);
        body.GetProperty("msg").GetString().ShouldBe("Unknown error, please check your request or try again later.");
        _rig.Server.State.Accounts[0].OpenOrders.Length.ShouldBe(orders);
        _rig.Signed("GET", "/fapi/v1/openOrders").Status.ShouldBe(200);
        _rig.Place("BUY", 2_901m, 1m).Status.ShouldBe(200);
    }

    [Fact]
    public void Events_can_be_hidden_and_doubled()
    {
        var peer = _rig.Connect($"/private/ws/{_rig.NewListenKey()}");
        Inject(new() { Verb = FaultVerb.HideEvent, Count = 1 });
        _rig.Place("BUY", 2_900m, 1m);
        peer.Texts.ShouldBeEmpty();
        Inject(new() { Verb = FaultVerb.DupEvent });
        _rig.Place("BUY", 2_901m, 1m);
        _rig.Place("BUY", 2_902m, 1m);
        peer.Texts.Count.ShouldBe(3);
        peer.Texts[1].ShouldBe(peer.Texts[0]);
    }

    [Fact]
    public void Faults_are_posted_listed_and_removed()
    {
        var peer = _rig.Connect(Depth);
        var (status, body) = Post("""{"verb":"muteData","target":"public","durationMs":10000}""");
        status.ShouldBe(201);
        var id = body.GetProperty("id").GetInt64();
        var listed = _rig.Get("/venue/faults").Body[0];
        listed.GetProperty("id").GetInt64().ShouldBe(id);
        listed.GetProperty("request").GetProperty("verb").GetString().ShouldBe("muteData");
        _rig.Get("/venue/state").Body.GetProperty("sockets")[0].GetProperty("isMuted").GetBoolean().ShouldBeTrue();
        _rig.Call("DELETE", $"/venue/faults/{id}").Status.ShouldBe(200);
        _rig.Call("DELETE", $"/venue/faults/{id}").Status.ShouldBe(404);
        _rig.RunFor(100);
        peer.Texts.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"verb":"explode"}""", "verb 'explode' is unknown")]
    [InlineData("""{"verb":"muteData"}""", "muteData needs a target")]
    [InlineData("""{"target":"public"}""", "verb is missing")]
    [InlineData("""{"verb":"drop","target":"all","durationms":9}""",
        "'durationms' is unknown; did you mean 'durationMs'?")]
    [InlineData("""{"verb":"drop","tagret":"all"}""", "'tagret' is unknown; did you mean 'target'?")]
    [InlineData("""{"verb":"muteData","target":"nobody"}""", "'nobody' is not a target")]
    [InlineData("""{"verb":"muteData","target":"rest"}""", "'rest' is not a target of muteData")]
    [InlineData("""{"verb":"gap","target":"public"}""", "gap needs a stream")]
    [InlineData("""{"verb":"http","status":200}""", "status must be from 400 to 599")]
    [InlineData("""{"verb":"refuse","n":0}""", "n must be at least 1")]
    [InlineData("""{"verb":"muteData","target":"public","durationMs":"long"}""", "durationMs must be an integer")]
    [InlineData("""{"verb":"keyExpire","mode":"loud"}""", "mode 'loud' is unknown")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("", "Not a fault")]
    public void A_senseless_fault_is_refused_with_a_reason(string fault, string reason)
    {
        var (status, body) = Post(fault);
        status.ShouldBe(400);
        body.GetProperty("error").GetString()!.ShouldContain(reason);
        _rig.Server.Faults.Active.ShouldBeEmpty();
    }

    [Fact]
    public void A_fault_leaves_the_list_with_the_last_socket_it_hit()
    {
        var (one, other) = (_rig.Connect(Depth), _rig.Connect(Depth));
        Inject(new() { Verb = FaultVerb.MuteData, Target = "public" });
        one.Socket.OnClosed();
        _rig.Server.Faults.Active.Count.ShouldBe(1);
        other.Socket.OnClosed();
        _rig.Server.Faults.Active.ShouldBeEmpty();
    }

    [Fact]
    public void A_sticky_fault_outlives_its_sockets_and_one_on_calls_needs_none()
    {
        Inject(new() { Verb = FaultVerb.MuteData, Target = "public" });   // nothing to hit: over at once
        Inject(new() { Verb = FaultVerb.MuteData, Target = "public", IsSticky = true });
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "rest" });
        _rig.Connect(Depth).Socket.OnClosed();
        _rig.Server.Faults.Active.Select(fault => fault.Id).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_black_hole_that_breaks_its_sockets_ends_the_faults_they_were_in()
    {
        var told = new List<string>();
        _rig.Server.Faults.Injected += fault => told.Add($"+{fault.Id}");
        _rig.Server.Faults.Ended += (fault, at) =>
            told.Add($"-{fault.Id} after {(at - fault.StartedAt).TotalMilliseconds}");
        _rig.Connect(Depth);
        Inject(new() { Verb = FaultVerb.MuteData, Target = "public" });
        Inject(new() { Verb = FaultVerb.Blackhole, Target = "public", Duration = Seconds(2) });
        _rig.RunFor(2_000);
        Inject(new() { Verb = FaultVerb.Drop, Target = "all" });
        told.ShouldBe(["+1", "+2", "-1 after 2000", "-2 after 2000", "+3"]);
        _rig.Server.Faults.Active.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"verb":"muteData","target":"public","durationMs":10000}""", "muteData", "public", "for 10000 ms")]
    [InlineData("""{"verb":"mute","target":"7","stream":"x"}""", "mute", "7 x", "until removed")]
    [InlineData("""{"verb":"drop","target":"all"}""", "drop", "all", "at once")]
    [InlineData("""{"verb":"gap","target":"ethusdc@depth","n":3}""", "gap", "ethusdc@depth", "for 3 frames")]
    [InlineData("""{"verb":"refuse","n":5}""", "refuse", "all", "5 times")]
    [InlineData("""{"verb":"http","route":"GET /fapi","durationMs":9,"n":2}""",
        "http", "GET /fapi", "for 9 ms or 2 times")]
    [InlineData("""{"verb":"hideEvent"}""", "hideEvent", "all", "once")]
    public void A_fault_is_told_in_the_words_it_was_posted_in(string json, string verb, string target, string duration)
    {
        var request = FaultJson.Read(JsonDocument.Parse(json).RootElement);
        (FaultWords.Of(request.Verb), FaultWords.Target(request), FaultWords.Duration(request))
            .ShouldBe((verb, target, duration));
    }

    [Fact]
    public void The_state_is_indented()
    {
        var answer = _rig.Server.Handle(new HttpCall("GET", "/venue/state", null))!;
        Encoding.UTF8.GetString(answer.Body.Span).Split('\n')[1].ShouldStartWith("  \"now\": ");
    }

    [Fact]
    public void A_refusal_is_printed_without_escapes()
    {
        var fault = """{"verb":"explode"}"""u8;
        var answer = _rig.Server.Handle(new HttpCall("POST", "/venue/faults", null), fault)!;
        Encoding.UTF8.GetString(answer.Body.Span).ShouldStartWith("""{"error":"Not a fault: verb 'explode' is""");
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private int? Refusal(string path) =>
        _rig.Server.Accept(path, new RecordingPeer(), out var status) is null ? status : null;

    private void Inject(FaultRequest request) =>
        _rig.Server.Faults.Inject(request).ShouldBeOfType<FaultReceipt.Injected>();

    private (int Status, JsonElement Body) Post(string json)
    {
        var answer = _rig.Server.Handle(new HttpCall("POST", "/venue/faults", null), Encoding.UTF8.GetBytes(json))!;
        return (answer.Status, JsonDocument.Parse(answer.Body).RootElement);
    }
}
