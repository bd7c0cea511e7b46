using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.MarketData;

/// <summary>Answers what funding was, is and may become.</summary>
/// <remarks>
/// Source: the endpoint pages of the exchange's documentation (read 2026-05-28) and a reply recorded on 2026-09-15. The
/// real <c>fundingInfo</c> names only contracts whose terms were once changed; this one names all.
/// </remarks>
internal sealed class FundingOperations(VenueFloor floor)
{
    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v1/fundingRate", Security.None, 0, History);
        routes.AddRest("GET /fapi/v1/fundingInfo", Security.None, 0, Info);
        routes.AddRest(
            "GET /fapi/v1/premiumIndex",
            new Route(Security.None, call => call.Has("symbol") ? 1 : 10, PremiumIndex));
    }

    private ApiError? PremiumIndex(ApiCall call, JsonText json) =>
        floor.PerMarket(call, json, (json, market) => json
            .BeginObject()
            .Member("symbol"u8, market.Contract.Symbol.Name)
            .Member("markPrice"u8, market.MarkPrice, 8)
            .Member("indexPrice"u8, market.Mark.Index, 8)
            .Member("estimatedSettlePrice"u8, market.Mark.EstimatedSettle, 8)
            .Member("lastFundingRate"u8, market.Mark.Rate, 8)
            .Member("interestRate"u8, market.Contract.InterestRate, 8)
            .Member("nextFundingTime"u8, market.Mark.NextFunding.Milliseconds)
            .Member("time"u8, (market.Mark.At + floor.Skew).Milliseconds)
            .EndObject());

    /// <summary>From a start: the first ones; otherwise the last ones. Always oldest first.</summary>
    private ApiError? History(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        var span = call.Span();
        var limit = call.Limit(100, 1000);
        if (call.Error is not null) return call.Error;
        var fixings = floor.Markets
            .Where(market => one is null || market == one)
            .SelectMany(market => market.Mark.History.Select(fixing => (Market: market, Fixing: fixing)))
            .Where(pair => span.Contains(pair.Fixing.At.Milliseconds))
            .OrderBy(pair => pair.Fixing.At.Milliseconds)
            .ToList();
        json.BeginArray();
        foreach (var (market, fixing) in span.HasStart ? fixings.Take(limit) : fixings.TakeLast(limit))
        {
            json.BeginObject()
                .Member("symbol"u8, market.Contract.Symbol.Name)
                .Member("fundingTime"u8, fixing.At.Milliseconds)
                .Member("fundingRate"u8, fixing.Rate, 8)
                .Member("markPrice"u8, fixing.MarkPrice, 8)
                .Member("rateType"u8, "Regular"u8)
                .EndObject();
        }

        json.EndArray();
        return null;
    }

    private ApiError? Info(ApiCall call, JsonText json)
    {
        json.BeginArray();
        foreach (var market in floor.Markets)
        {
            json.BeginObject()
                .Member("symbol"u8, market.Contract.Symbol.Name)
                .Member("adjustedFundingRateCap"u8, market.Contract.FundingCap, 8)
                .Member("adjustedFundingRateFloor"u8, -market.Contract.FundingCap, 8)
                .Member("fundingIntervalHours"u8, (long)market.Contract.FundingInterval.TotalHours)
                .Member("disclaimer"u8, truth: false)
                .EndObject();
        }

        json.EndArray();
        return call.Error;
    }
}
