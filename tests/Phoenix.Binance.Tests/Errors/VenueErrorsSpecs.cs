using System.Text.Json;
using Phoenix.Binance.Errors;
using Phoenix.Binance.Tests.Fakes;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Tests.Errors;

public sealed class VenueErrorsSpecs
{
    private static readonly VenueTime Now = new(1790526500000);

    [Theory]
    [InlineData(400, -1121, "Invalid symbol.", VenueFailure.Refused)]
    [InlineData(400, -9999, "A code of tomorrow.", VenueFailure.Refused)]
    [InlineData(400, -5022, "Post Only order will be rejected.", VenueFailure.WouldCross)]
    [InlineData(400, -2011, "Unknown order sent.", VenueFailure.OrderUnknown)]
    [InlineData(400, -2013, "Order does not exist.", VenueFailure.OrderUnknown)]
    [InlineData(400, -4116, "clientOrderId is duplicated", VenueFailure.DuplicateOrder)]
    [InlineData(400, -1125, "This listenKey does not exist.", VenueFailure.ListenKeyUnknown)]
    [InlineData(400, -1021, "outside of the recvWindow", VenueFailure.ClockSkew)]
    [InlineData(400, -5028, "outside of the ME recvWindow", VenueFailure.ClockSkew)]
    [InlineData(429, -1003, "Too many requests", VenueFailure.RateLimited)]
    [InlineData(429, 0, null, VenueFailure.RateLimited)]
    [InlineData(400, -1015, "Too many new orders", VenueFailure.RateLimited)]
    [InlineData(418, -1003, "IP banned", VenueFailure.Banned)]
    [InlineData(418, 0, null, VenueFailure.Banned)]
    [InlineData(401, -2015, "Invalid API-key", VenueFailure.Unauthorized)]
    [InlineData(403, 0, null, VenueFailure.Unauthorized)]
    [InlineData(451, 0, null, VenueFailure.Unauthorized)]
    [InlineData(400, -5026, "Exceed maximum modify order limit.", VenueFailure.Refused)]
    [InlineData(400, -5027, "No need to modify the order.", VenueFailure.OutcomeUnknown)]
    [InlineData(400, -5043, "A pending modification already exists.", VenueFailure.Unavailable)]
    [InlineData(400, -1000, "unknown error", VenueFailure.OutcomeUnknown)]
    [InlineData(504, -1007, "Timeout waiting for response", VenueFailure.OutcomeUnknown)]
    [InlineData(408, 0, null, VenueFailure.OutcomeUnknown)]
    [InlineData(503, 0, "Unknown error, please check your request or try again later.", VenueFailure.OutcomeUnknown)]
    [InlineData(503, 0, "Service Unavailable.", VenueFailure.Unavailable)]
    [InlineData(503, -1001, "Internal error; unable to process your request.", VenueFailure.Unavailable)]
    [InlineData(503, -1008, "Request throttled by system-level protection.", VenueFailure.Unavailable)]
    [InlineData(502, 0, null, VenueFailure.OutcomeUnknown)]
    [InlineData(202, 0, null, VenueFailure.OutcomeUnknown)]
    [InlineData(302, 0, null, VenueFailure.Unavailable)]
    [InlineData(404, 0, null, VenueFailure.Refused)]
    public void Every_refusal_is_of_one_kind(int status, int code, string? text, VenueFailure failure) =>
        VenueErrors.Classify(status, code, text, retryAfter: null, Now).Failure.ShouldBe(failure);

    [Fact]
    public void The_collected_replies_are_classified_without_a_doubt()
    {
        using var replies = JsonDocument.Parse(Samples.Text("error_replies.json"));
        foreach (var reply in replies.RootElement.EnumerateArray())
        {
            var body = reply.GetProperty("body");
            var code = body.TryGetProperty("code", out var number) ? number.GetInt32() : 0;
            var text = body.GetProperty("msg").GetString();

            var error = VenueErrors.Classify(reply.GetProperty("http").GetInt32(), code, text, null, Now);

            error.Code.ShouldBe(code);
            error.Message.ShouldBe(text);
        }
    }

    [Fact]
    public void No_code_has_two_rows() =>
        VenueErrors.Table.Select(rule => rule.Code).ShouldBeUnique();

    [Fact]
    public void A_header_decides_the_wait_before_the_text() =>
        VenueErrors.Classify(418, -1003, "IP banned until 1790526539000.", TimeSpan.FromSeconds(7), Now)
            .RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));

    [Theory]
    [InlineData("Way too many requests; IP banned until 1790526539000. Please use the websocket.", 39)]
    [InlineData("IP banned until 1790526490000", 0)]
    public void A_text_names_the_end_of_a_ban(string text, int seconds) =>
        VenueErrors.UntilBanEnds(text, Now).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(null)]
    [InlineData("Too many requests")]
    [InlineData("IP banned until further notice")]
    [InlineData("IP banned until 99999999999999999999")]
    [InlineData("IP banned until 9999999999999")]
    public void A_text_without_a_believable_end_names_none(string? text) =>
        VenueErrors.UntilBanEnds(text, Now).ShouldBeNull();
}
