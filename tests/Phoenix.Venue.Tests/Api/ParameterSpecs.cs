using System.Text;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Api;

/// <summary>Where parameters are read from, and what is said of bad ones.</summary>
public class ParameterSpecs
{
    private readonly VenueRig _rig = new();

    [Fact]
    public void What_is_in_query_and_body_is_taken_from_the_query()
    {
        Send("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&orderId=1", "symbol=NONE").ShouldBe((400, -2011));
        Send("DELETE", "/fapi/v1/order", "symbol=NONE", "symbol=ETHUSDC&orderId=1").ShouldBe((400, -1121));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public void Parameters_may_come_in_the_query_or_the_body_or_both(string method)
    {
        const string Order = "symbol=ETHUSDC&orderId=1&side=BUY&type=LIMIT&timeInForce=GTC";
        const string Terms = "quantity=1&price=3000000";
        var all = Send(method, "/fapi/v1/order", $"{Order}&{Terms}", "");
        Send(method, "/fapi/v1/order", "", $"{Order}&{Terms}").ShouldBe(all);
        Send(method, "/fapi/v1/order", Order, Terms).ShouldBe(all);
        all.Code.ShouldNotBe(-1102);
    }

    [Fact]
    public void The_body_of_a_question_is_not_read()
    {
        var answer = _rig.Server.Handle(new HttpCall("GET", "/fapi/v1/depth", null), "symbol=ETHUSDC"u8)!;
        Code(answer).ShouldBe(-1102);
    }

    [Fact]
    public void A_name_given_twice_in_one_place_is_refused() =>
        Text("/fapi/v1/depth?symbol=ETHUSDC&symbol=BTCUSDC")
            .ShouldBe("""{"code":-1101,"msg":"Duplicate values for a parameter detected."}""");

    [Fact]
    public void Parameters_nobody_asked_for_are_ignored()
    {
        _rig.Get("/fapi/v1/depth?symbol=ETHUSDC&limit=5&color=red").Status.ShouldBe(200);
        Send("DELETE", "/fapi/v1/order", "symbol=ETHUSDC&orderId=1&color=red", "").ShouldBe((400, -2011));
    }

    [Theory]
    [InlineData("", "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")]
    [InlineData("symbol=", "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.")]
    [InlineData("symbol=ETHUSDC&limit=", "Parameter 'limit' was empty.")]
    [InlineData("symbol=ETHUSDC&limit=ten", "Mandatory parameter 'limit' was not sent, was empty/null, or malformed.")]
    public void What_is_missing_or_malformed_is_named(string query, string message) =>
        JsonDocument.Parse(Text($"/fapi/v1/depth?{query}")).RootElement.GetProperty("msg").GetString()
            .ShouldBe(message);

    [Fact]
    public void Values_are_decoded_like_a_form() =>
        _rig.Get("/fapi/v1/depth?%73ymbol=ETH%55SDC&limit=5").Status.ShouldBe(200);

    [Theory]
    [InlineData("POST", "/fapi/v1/depth")]
    [InlineData("GET", "/fapi/v1/leverage")]
    [InlineData("PATCH", "/fapi/v1/order")]
    [InlineData("GET", "/fapi/v1/balance")]
    [InlineData("GET", "/fapi/v9/time")]
    public void A_wrong_method_or_path_is_named(string method, string path)
    {
        var answer = _rig.Server.Handle(new HttpCall(method, path, null))!;
        answer.Status.ShouldBe(404);
        Encoding.UTF8.GetString(answer.Body.Span)
            .ShouldBe($$"""{"code":-5000,"msg":"Path {{path}}, Method {{method}} is invalid"}""");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v3/time")]
    [InlineData("/favicon.ico")]
    [InlineData("*")]
    public void Outside_the_API_there_is_a_page(string path)
    {
        var answer = _rig.Server.Handle(new HttpCall("GET", path, null))!;
        (answer.Status, answer.Headers["content-type"]).ShouldBe((404, "text/html"));
    }

    [Fact]
    public void Answers_are_counted_by_route_and_not_by_what_strangers_invent()
    {
        for (var i = 0; i < 100; i++)
        {
            _rig.Server.Handle(new HttpCall($"M{i}", $"/fapi/v1/{i}", null));
            _rig.Server.Handle(new HttpCall("GET", $"/{i}", null));
        }

        _rig.Server.State.Answers.Count.ShouldBe(2);
    }

    [Fact]
    public void Not_even_a_fault_makes_the_counts_grow_without_end()
    {
        _rig.Server.Faults.Inject(
            new() { Verb = Venue.Faults.FaultVerb.Http, Status = 503, Duration = TimeSpan.FromDays(1) });
        for (var i = 0; i < 3_000; i++) _rig.Server.Handle(new HttpCall("GET", $"/fapi/v1/{i}", null));
        _rig.Server.State.Answers.Count.ShouldBeInRange(1, 2_001);
    }

    private (int Status, int Code) Send(string method, string path, string query, string body)
    {
        query += $"{(query.Length > 0 ? "&" : "")}timestamp={_rig.Now}";
        var signature = VenueRig.Sign(query + body);
        var target = $"{path}?{query}{(body.Length == 0 ? $"&signature={signature}" : "")}";
        var form = body.Length == 0 ? "" : $"{body}&signature={signature}";
        var source = new CallSource("here", "application/x-www-form-urlencoded");
        var answer = _rig.Server.Handle(
            new HttpCall(method, target, VenueRig.Key), Encoding.UTF8.GetBytes(form), source)!;
        return (answer.Status, Code(answer));
    }

    private static int Code(HttpAnswer answer) =>
        JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetInt32();

    private string Text(string path) =>
        Encoding.UTF8.GetString(_rig.Server.Handle(new HttpCall("GET", path, null))!.Body.Span);
}
