using System.Globalization;
using System.Text;
using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>The quantitative rules: an account's ratios and the locks upon its symbols.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/
/// Futures-Trading-Quantitative-Rules-Indicators (read 2026-05-28). The venue locks by hand only.
/// </remarks>
internal sealed class TradingStatusOperations(VenueFloor floor)
{
    internal void AddTo(RestRoutes routes) => routes.AddRest(
        "GET /fapi/v1/apiTradingStatus", new Route(Security.Signed, call => call.Has("symbol") ? 1 : 10, Show));

    internal ApiError? Show(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        if (call.Error is not null) return call.Error;
        var account = call.Account!;
        json.BeginObject().Name("indicators"u8).BeginObject();
        foreach (var market in floor.Markets)
        {
            if (one is not null && one != market) continue;
            var ratios = account.Ratios[market.Index];
            var until = account.Locks.Until(market.Index)?.Milliseconds;
            json.Name(Encoding.ASCII.GetBytes(market.Contract.Symbol.Name)).BeginArray();
            Write(json, "UFR"u8, ratios.Unfilled, 0.995m, until);
            Write(json, "IFER"u8, ratios.ImmediateExpired, 0.99m, until);
            Write(json, "GCR"u8, ratios.LastingCanceled, 0.99m, until);
            Write(json, "DR"u8, ratios.Dust, 0.99m, until);
            json.EndArray();
        }

        json.EndObject().Member("updateTime"u8, floor.Now.Milliseconds).EndObject();
        return null;
    }

    private static void Write(JsonText json, ReadOnlySpan<byte> indicator, decimal value, decimal trigger, long? until)
    {
        json.BeginObject()
            .Member("isLocked"u8, until is not null)
            .Member("plannedRecoverTime"u8, until ?? 0)
            .Member("indicator"u8, indicator)
            .Name("value"u8).Raw(Bare(value))
            .Name("triggerValue"u8).Raw(Bare(trigger))
            .EndObject();
    }

    private static byte[] Bare(decimal number) =>
        Encoding.ASCII.GetBytes(number.ToString("0.####", CultureInfo.InvariantCulture));
}
