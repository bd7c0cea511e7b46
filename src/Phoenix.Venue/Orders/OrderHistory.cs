using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>Questions about what was: orders, amendments, executions.</summary>
/// <remarks>
/// Sources: .../trade/rest-api/All-Orders, Account-Trade-List, Get-Order-Modify-History and Query-Order of
/// https://developers.binance.com/docs/derivatives/usds-margined-futures (read 2026-05-28), and its change log of
/// 2026-08-26 (symbol optional, three months of executions).
/// </remarks>
internal sealed class OrderHistory(VenueFloor floor)
{
    private static readonly TimeSpan Unfilled = TimeSpan.FromDays(3);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    internal void AddTo(RestRoutes routes)
    {
        routes.AddRest("GET /fapi/v1/allOrders", Security.Signed, 5, ListOrders);
        routes.AddRest("GET /fapi/v1/orderAmendment", Security.Signed, 1, ListAmendments);
        routes.AddRest("GET /fapi/v1/userTrades", Security.Signed, 5, ListTrades);
    }

    /// <summary>
    /// Whether an order that is over is no longer found: without a fill three days after it was sent, any after ninety.
    /// </summary>
    internal static bool IsForgotten(AccountOrder order, VenueTime now)
    {
        if (order.IsOpen) return false;
        var age = now - order.CreatedAt;
        return age > Kept || (age > Unfilled && order.Executed.IsZero);
    }

    /// <summary>From an order id upwards, else the youngest ones; oldest first.</summary>
    internal ApiError? ListOrders(ApiCall call, JsonText json)
    {
        var one = call.OptionalMarket(floor);
        var from = call.Integer("orderId");
        var limit = call.Limit(500, 1000);
        var window = HistoryWindow.Read(call, floor.Now, 7, isOpen: from is not null);
        if (call.Error is not null) return call.Error;
        var found = floor.Markets
            .Where(market => one is null || market == one)
            .SelectMany(market => call.Account!.Open(market.Index))
            .Concat(call.Account!.Ended.Where(order => one is null || order.Market == one))
            .Where(order => !IsForgotten(order, floor.Now) && window.Contains(order.CreatedAt))
            .Where(order => from is null || order.OrderId >= from)
            .OrderBy(order => order.OrderId);
        json.BeginArray();
        foreach (var order in from is null ? found.TakeLast(limit) : found.Take(limit))
        {
            OrderWriter.WriteQueried(json, order);
        }

        json.EndArray();
        return null;
    }

    /// <summary>Youngest first.</summary>
    internal ApiError? ListAmendments(ApiCall call, JsonText json)
    {
        var order = OrderOperations.FindOrder(call, floor);
        var limit = call.Limit(50, 100);
        var (since, until) = (call.Integer("startTime"), call.Integer("endTime"));
        if (call.Error is not null) return call.Error;
        if (order is null) return ApiError.NoSuchOrder;
        json.BeginArray();
        for (var i = order.Amendments.Count - 1; i >= 0 && limit > 0; i--)
        {
            var at = order.Amendments[i].At.Milliseconds;
            if (at < since || at > until) continue;
            OrderWriter.WriteAmendment(json, order, i);
            limit--;
        }

        json.EndArray();
        return null;
    }

    /// <summary>Executions from a trade id or a time on, else the youngest ones; oldest first.</summary>
    internal ApiError? ListTrades(ApiCall call, JsonText json)
    {
        var market = call.Market(floor);
        var limit = call.Limit(500, 1000);
        var fromId = call.Integer("fromId");
        var hasTimes = call.Has("startTime") || call.Has("endTime");
        if (fromId is not null && hasTimes) call.Fail(OrderError.BadCombination);
        var window = HistoryWindow.Read(call, floor.Now, 7, isOpen: fromId is not null);
        var orderId = call.Integer("orderId");
        if (market is null || call.Error is not null) return call.Error;
        var oldest = floor.Now + -Kept;
        var found = call.Account!.Trades(market.Index)
            .Where(trade => trade.At >= oldest && window.Contains(trade.At))
            .Where(trade => fromId is null || trade.Id.Value >= fromId)
            .Where(trade => orderId is null || trade.Order.OrderId == orderId);
        var isForward = fromId is not null || call.Has("startTime");
        json.BeginArray();
        foreach (var trade in isForward ? found.Take(limit) : found.TakeLast(limit))
        {
            OrderWriter.WriteTrade(json, trade);
        }

        json.EndArray();
        return null;
    }
}

/// <summary>The times a question about the past is limited to, both inclusive.</summary>
internal readonly record struct HistoryWindow(long Since, long Until)
{
    /// <summary>Without times the last days, with one of them the days after or before it.</summary>
    /// <param name="days">The longest window.</param>
    /// <param name="isOpen">Whether no times mean all times, because something else limits the answer.</param>
    internal static HistoryWindow Read(ApiCall call, VenueTime now, int days, bool isOpen)
    {
        var length = (long)TimeSpan.FromDays(days).TotalMilliseconds;
        var (start, end) = (call.Integer("startTime"), call.Integer("endTime"));
        if (start > end) call.Fail(OrderError.TimesReversed);
        if ((decimal?)end - start > length) call.Fail(OrderError.TooLong(days));
        if (start is null && end is null)
        {
            return new HistoryWindow(isOpen ? 0 : now.Milliseconds - length, long.MaxValue);
        }

        return new HistoryWindow(
            start ?? Math.Max(end!.Value, long.MinValue + length) - length,
            end ?? Math.Min(start!.Value, long.MaxValue - length) + length);
    }

    internal bool Contains(VenueTime at) => at.Milliseconds >= Since && at.Milliseconds <= Until;
}
