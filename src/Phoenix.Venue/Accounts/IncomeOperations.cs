using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>The history of what made an account's money more or less.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/account/rest-api/Get-Income-History
/// (read 2026-05-28): without times the last seven days; three months are kept; limit 100, at most 1000; pages from 1.
/// </remarks>
internal sealed class IncomeOperations(VenueFloor floor)
{
    private const long DayMs = 86_400_000;
    private const int MostRows = 1_000;

    internal void AddTo(RestRoutes routes) =>
        routes.AddRest("GET /fapi/v1/income", Security.Signed, 30, List);

    internal ApiError? List(ApiCall call, JsonText json)
    {
        var market = call.OptionalMarket(floor);
        var type = call.Text("incomeType");
        var (since, until) = (call.Integer("startTime"), call.Integer("endTime"));
        var (limit, page) = (call.Integer("limit") ?? 100, call.Integer("page"));
        if (limit < 1) call.Fail(ApiError.NotValid("limit"));
        if (page < 1) call.Fail(ApiError.NotValid("page"));
        if (call.Error is not null) return call.Error;
        var size = (int)Math.Min(limit, MostRows);
        var oldest = floor.Now.Milliseconds - (90 * DayMs);
        var from = Math.Max(oldest, since ?? (until is null ? floor.Now.Milliseconds - (7 * DayMs) : oldest));
        var matching = call.Account!.Income.Rows
            .Where(row => row.At.Milliseconds >= from && !(row.At.Milliseconds > until))
            .Where(row => (market is null || row.Market == market) && (type is null || NameOf(row.Type) == type));
        var shown = page is null && since is null
            ? matching.TakeLast(size)
            : matching.Skip((int)Math.Min(int.MaxValue / size, (page ?? 1) - 1) * size).Take(size);
        json.BeginArray();
        foreach (var row in shown)
        {
            Write(json, row);
        }

        json.EndArray();
        return null;
    }

    private static string NameOf(IncomeType type) => type switch
    {
        IncomeType.Transfer => "TRANSFER",
        IncomeType.RealizedPnl => "REALIZED_PNL",
        IncomeType.FundingFee => "FUNDING_FEE",
        IncomeType.Commission => "COMMISSION",
        IncomeType.InsuranceClear => "INSURANCE_CLEAR",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such income."),
    };

    private static void Write(JsonText json, Income row) => json.BeginObject()
        .Member("symbol"u8, row.Market?.Contract.Symbol.Name ?? string.Empty)
        .Member("incomeType"u8, NameOf(row.Type))
        .Member("income"u8, row.Amount, 8)
        .Member("asset"u8, row.Asset)
        .Member("info"u8, NameOf(row.Type))
        .Member("time"u8, row.At.Milliseconds)
        .Member("tranId"u8, row.Id)
        .Member("tradeId"u8, row.Trade is { } trade ? $"{trade.Value}" : string.Empty)
        .EndObject();
}
