using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults.Scripts;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Server;
using Phoenix.Venue.Tests.InMemory;

namespace Phoenix.Venue.Tests.Faults;

/// <summary>When scripts strike, and what is told of wrong ones.</summary>
public class ScriptSpecs
{
    private const string Depth = "/public/ws/ethusdc@depth@100ms";

    private readonly VenueRig _rig = new();

    [Fact]
    public void A_rule_fires_at_its_time()
    {
        var peer = _rig.Connect(Depth);
        Arm("""[{"when":{"at":"3s"},"do":{"verb":"close","target":"public","code":1008}}]""");
        _rig.RunFor(2_999);
        peer.Endings.ShouldBeEmpty();
        _rig.RunFor(1);
        peer.Endings.ShouldBe(["close 1008"]);
    }

    [Fact]
    public void A_rule_hits_the_frame_it_counts()
    {
        var peer = _rig.Connect(Depth);
        Arm("""
            [{"when":{"frame":{"stream":"ethusdc@depth@100ms","n":3}},
              "do":{"verb":"gap","target":"ethusdc@depth@100ms"}}]
            """);
        _rig.RunFor(500);
        peer.Texts.Count.ShouldBe(4);
        var frames = peer.Frames.ToList();
        frames[1].GetProperty("pu").GetInt64().ShouldBe(frames[0].GetProperty("u").GetInt64());
        frames[2].GetProperty("pu").GetInt64().ShouldBeGreaterThan(frames[1].GetProperty("u").GetInt64());
    }

    [Fact]
    public void A_rule_hits_the_request_it_counts()
    {
        Arm("""[{"when":{"request":{"route":"GET /fapi/v1/time","n":2}},"do":{"verb":"http","status":500}}]""");
        _rig.Get("/fapi/v1/time").Status.ShouldBe(200);
        _rig.Get("/fapi/v1/ping").Status.ShouldBe(200);
        _rig.Get("/fapi/v1/time").Status.ShouldBe(500);
        _rig.Get("/fapi/v1/time").Status.ShouldBe(200);
    }

    [Fact]
    public void A_rule_hits_the_upgrade_it_counts()
    {
        Arm("""[{"when":{"connect":{"target":"public","n":2}},"do":{"verb":"refuse","code":403}}]""");
        _rig.Connect(Depth);
        _rig.Connect("/market/ws");
        _rig.Server.Accept(Depth, new RecordingPeer(), out var status).ShouldBeNull();
        status.ShouldBe(403);
        _rig.Connect(Depth);
    }

    [Fact]
    public void A_rule_watches_the_venues_state()
    {
        Arm("""
            [{"when":{"state":{"of":"openOrders","above":1}},"do":{"verb":"place","reply":"lost"},"times":2},
             {"when":{"state":{"of":"position","symbol":"ETHUSDC","below":-0.1}},"do":{"verb":"ban","for":"1s"}},
             {"when":{"state":{"of":"subscribers","stream":"ethusdc@depth@100ms","above":0}},
              "do":{"verb":"muteData","target":"public"}}]
            """);
        _rig.Place("BUY", 2_900m, 1m).Status.ShouldBe(200);
        _rig.Server.Faults.Active.ShouldBeEmpty();
        _rig.Place("BUY", 2_901m, 1m).Status.ShouldBe(200);
        _rig.Server.Faults.Active.Count.ShouldBe(1);
        _rig.Connect(Depth).Socket.IsMuted.ShouldBeTrue();
        Post("/venue/faults", """{"verb":"foreignOrder","symbol":"ETHUSDC","side":"SELL","quantity":0.5}""");
        _rig.RunFor(1);
        _rig.Get("/fapi/v1/time").Status.ShouldBe(418);
    }

    [Fact]
    public void A_rule_repeats_and_draws_its_moments_from_a_seed()
    {
        Arm("""
            [{"when":{"every":{"period":"1s","jitter":"200ms","to":"5s","seed":3}},"do":{"verb":"keyExpire"}},
             {"when":{"random":{"from":"1s","to":"9s","seed":7}},"do":{"verb":"keyExpire"},"times":4}]
            """);
        var fired = new List<long>();
        var start = _rig.Now;
        _rig.Server.Faults.Injected += fault => fired.Add(fault.StartedAt.Milliseconds - start);
        _rig.RunFor(10_000);
        fired.Count.ShouldBe(9);
        fired.ShouldBe(fired.Order());
        fired.ShouldAllBe(at => at >= 1_000 && at <= 9_000);
        _rig.Server.Faults.Scripts.Rules.Select(rule => rule.Fired).ShouldBe([5, 4]);
    }

    [Fact]
    public void Faults_of_a_rule_can_wait_and_be_many()
    {
        var peer = _rig.Connect(Depth);
        Arm("""
            [{"when":{"at":"1s"},"after":"500ms",
              "do":[{"verb":"mute","target":"ethusdc@depth@100ms","for":"1s"},{"verb":"snapFail"}]}]
            """);
        _rig.RunFor(1_450);
        peer.Texts.Count.ShouldBe(14);
        _rig.RunFor(1_000);
        peer.Texts.Count.ShouldBe(14);
        _rig.Get("/fapi/v1/depth?symbol=ETHUSDC").Status.ShouldBe(503);
    }

    [Fact]
    public void What_is_armed_and_fired_is_told_and_can_be_disarmed()
    {
        Arm("""
            [{"when":{"at":"1s"},"do":{"verb":"drop","target":"all"}},
             {"when":{"at":"9s"},"do":{"verb":"snapFail"}}]
            """);
        _rig.RunFor(2_000);
        var rules = _rig.Get("/venue/script").Body;
        rules[0].GetProperty("fired").GetInt32().ShouldBe(1);
        rules[0].GetProperty("isArmed").GetBoolean().ShouldBeFalse();
        rules[1].GetProperty("when").GetString().ShouldBe("at 9000 ms");
        rules[1].GetProperty("isArmed").GetBoolean().ShouldBeTrue();
        _rig.Call("DELETE", "/venue/script").Status.ShouldBe(200);
        _rig.RunFor(10_000);
        _rig.Server.Faults.Active.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"when":{"at":"30"},"do":{"verb":"snapFail"}}""", "[0].when.at = 30: expected a duration")]
    [InlineData("""{"when":{"att":"3s"},"do":{"verb":"snapFail"}}""",
        "[0].when.att = 3s: unknown key; did you mean 'at'?")]
    [InlineData("""{"when":{"at":"3s"},"do":{"verb":"blackhole","tagret":"all"}}""", "did you mean 'target'?")]
    [InlineData("""{"when":{"at":"3s"},"do":{"verb":"blackhol","target":"all"}}""", "did you mean 'blackhole'?")]
    [InlineData("""{"when":{"at":"3s"},"do":{"verb":"lag","target":"all","n":3}}""",
        "lag does not take it; it takes target")]
    [InlineData("""{"when":{"at":"3s"},"do":{"verb":"lag","target":"all"}}""", "lag needs a delay")]
    [InlineData("""{"when":{"at":"3s"},"do":{"verb":"mute","target":"xyz@depth"}}""",
        "'xyz@depth' is not a target of mute")]
    [InlineData("""{"when":{},"do":{"verb":"snapFail"}}""", "expected exactly one of at, frame")]
    [InlineData("""{"when":{"state":{"of":"openOrder","above":1}},"do":{"verb":"snapFail"}}""",
        "did you mean 'openOrders'?")]
    [InlineData("""{"when":{"connect":{"target":"pubic"}},"do":{"verb":"snapFail"}}""", "did you mean 'public'?")]
    [InlineData("""{"when":{"at":"3s"}}""", "[0].do = (nothing): a rule needs a fault")]
    public void A_wrong_script_is_refused_with_place_value_and_remedy(string rule, string problem)
    {
        var (status, body) = Post("/venue/script", $"[{rule}]");
        status.ShouldBe(400);
        body.GetProperty("error").GetString()!.ShouldContain(problem);
        _rig.Server.Faults.Scripts.Rules.ShouldBeEmpty();
    }

    [Fact]
    public void The_same_seed_and_script_give_the_same_frames_however_time_is_told()
    {
        var once = Run(step: 100);
        once.ShouldBe(Run(step: 100));
        once.ShouldBe(Run(step: 7));
        once.Length.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public void The_same_script_gives_the_same_at_the_server_in_memory()
    {
        Record().ShouldBe(Record());

        static string Record()
        {
            var time = new Agenda(DateTimeOffset.FromUnixTimeMilliseconds(1_790_526_538_000));
            var options = new VenueOptions { Start = VenueTime.From(time.Now), Script = Script() };
            var venue = new InMemoryVenue(new VenueServer(options), time, new NetworkOptions());
            var sink = new RecordingSink(time);
            venue.Open(new Uri($"wss://venue{Depth}"), sink);
            time.RunFor(12_000);
            var closures = string.Join(' ', sink.Closures);
            return string.Join('\n', sink.Texts) + closures + string.Join(' ', venue.Server.Faults.Scripts.Rules);
        }
    }

    private static FaultScript Script()
    {
        const string Text = """
            [{"when":{"every":{"period":"1s","jitter":"500ms","seed":5}},
              "do":{"verb":"gap","target":"ethusdc@depth@100ms"}},
             {"when":{"random":{"from":"2s","to":"6s"}},
              "do":{"verb":"lag","target":"public","delay":"300ms","for":"1s"}},
             {"when":{"frame":{"stream":"ethusdc@depth@100ms","n":20}},
              "do":{"verb":"swap","target":"public"},"times":3},
             {"when":{"at":"4s"},"do":{"verb":"skew","offset":"250ms","for":"3s"}}]
            """;
        using var json = JsonDocument.Parse(Text);
        var script = ScriptReader.Read(json.RootElement, out var problems);
        problems.ShouldBeEmpty();
        return script;
    }

    private static string Run(int step)
    {
        var rig = new VenueRig(new VenueOptions { Seed = 5, Script = Script() });
        var peer = rig.Connect(Depth);
        var end = rig.Server.Now + TimeSpan.FromSeconds(12);
        while (rig.Server.Now < end)
        {
            var next = rig.Server.Now + TimeSpan.FromMilliseconds(step);
            rig.Server.Advance(next < end ? next : end);
        }

        return string.Join('\n', peer.Texts);
    }

    private void Arm(string script) => Post("/venue/script", script).Status.ShouldBe(201);

    private (int Status, JsonElement Body) Post(string path, string json)
    {
        var answer = _rig.Server.Handle(new HttpCall("POST", path, null), Encoding.UTF8.GetBytes(json))!;
        return (answer.Status, JsonDocument.Parse(answer.Body).RootElement);
    }
}
