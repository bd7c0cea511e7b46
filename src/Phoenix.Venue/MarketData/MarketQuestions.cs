using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>What many questions about markets share: one or all symbols, a span of time, a limit.</summary>
internal static class MarketQuestions
{
    /// <summary>The object of the named symbol, or an array with those of all.</summary>
    internal static ApiError? PerMarket(
        this VenueFloor floor, ApiCall call, JsonText json, Action<JsonText, SymbolMarket> write)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        if (one is not null)
        {
            write(json, one);
            return null;
        }

        json.BeginArray();
        foreach (var market in floor.Markets)
        {
            write(json, market);
        }

        json.EndArray();
        return null;
    }

    /// <summary><c>limit</c>, at least 1; more than the most is refused.</summary>
    /// <remarks>Source: a refusal recorded on 2026-09-15 (<c>limit=2000</c>).</remarks>
    internal static int Limit(this ApiCall call, int otherwise, int most)
    {
        var limit = call.Integer("limit") ?? otherwise;
        if (limit < 1 || limit > most) call.Fail(ApiError.NotValid("limit"));
        return (int)Math.Clamp(limit, 1, most);
    }

    /// <summary><c>startTime</c> and <c>endTime</c>, both inclusive.</summary>
    internal static TimeSpanAsked Span(this ApiCall call)
    {
        var (start, end) = (call.Integer("startTime"), call.Integer("endTime"));
        if (start is < 0) call.Fail(ApiError.NotValid("startTime"));
        if (end is < 0) call.Fail(ApiError.NotValid("endTime"));
        if (start > end) call.Fail(ApiError.Filter(-1023, "Start time is greater than end time."));
        return new TimeSpanAsked(start, end);
    }
}

/// <summary>A span of time as a request names it; both ends are optional and inclusive.</summary>
internal readonly record struct TimeSpanAsked(long? Start, long? End)
{
    internal bool HasStart => Start is not null;

    internal bool Contains(long at) => at >= (Start ?? long.MinValue) && at <= (End ?? long.MaxValue);
}
