namespace Phoenix.Venue.Protocol;

/// <summary>Carries out a request; writes the result, or returns the refusal.</summary>
internal delegate ApiError? Operation(ApiCall call, JsonText json);

/// <summary>One endpoint.</summary>
/// <param name="Weight">Request weight; depends on the parameters for some.</param>
/// <param name="IsOrder">Whether it counts on the account's order limits.</param>
internal sealed record Route(Security Security, Func<ApiCall, int> Weight, Operation Run, bool IsOrder = false);

/// <summary>The REST endpoints and the methods of the trading API.</summary>
/// <remarks>Weights: the endpoint pages of the exchange's documentation, read 2026-05-28.</remarks>
internal sealed class RestRoutes
{
    private readonly Dictionary<string, Route> _rest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Route> _trading = new(StringComparer.Ordinal);

    internal RestRoutes(MarketOperations markets, OrderOperations orders, AccountOperations accounts)
    {
        AddMarkets(markets);
        AddOrders(orders);
        AddAccounts(accounts);
        AddTrading(markets, orders, accounts);
    }

    /// <param name="name">Method and path, separated by a blank.</param>
    internal Route? Rest(string name) => _rest.GetValueOrDefault(name);

    internal Route? Trading(string method) => _trading.GetValueOrDefault(method);

    private void AddMarkets(MarketOperations markets)
    {
        Rest("GET /fapi/v1/ping", Security.None, 1, MarketOperations.Ping);
        Rest("GET /fapi/v1/time", Security.None, 1, markets.Time);
        Rest("GET /fapi/v1/exchangeInfo", Security.None, 1, markets.ExchangeInfo);
        _rest.Add("GET /fapi/v1/depth", new Route(Security.None, MarketOperations.DepthWeight, markets.Depth));
        _rest.Add(
            "GET /fapi/v1/ticker/bookTicker",
            new Route(Security.None, call => call.Has("symbol") ? 2 : 5, markets.BookTicker));
        _rest.Add(
            "GET /fapi/v1/premiumIndex",
            new Route(Security.None, call => call.Has("symbol") ? 1 : 10, markets.PremiumIndex));
        Rest("GET /fapi/v2/ticker/price", Security.None, 1, markets.PriceTicker);
    }

    private void AddOrders(OrderOperations orders)
    {
        _rest.Add("POST /fapi/v1/order", new Route(Security.Signed, _ => 0, orders.Place, IsOrder: true));
        Rest("DELETE /fapi/v1/order", Security.Signed, 1, orders.Cancel);
        Rest("GET /fapi/v1/order", Security.Signed, 1, orders.Query);
        Rest("GET /fapi/v1/openOrder", Security.Signed, 1, orders.QueryOpen);
        _rest.Add(
            "GET /fapi/v1/openOrders", new Route(Security.Signed, OrderOperations.ListOpenWeight, orders.ListOpen));
        Rest("DELETE /fapi/v1/allOpenOrders", Security.Signed, 1, orders.CancelAll);
        Rest("POST /fapi/v1/countdownCancelAll", Security.Signed, 10, orders.ArmCountdown);
        Rest("GET /fapi/v1/userTrades", Security.Signed, 5, orders.ListTrades);
    }

    private void AddAccounts(AccountOperations accounts)
    {
        Rest("POST /fapi/v1/listenKey", Security.Key, 1, accounts.CreateListenKey);
        Rest("PUT /fapi/v1/listenKey", Security.Key, 1, accounts.ExtendListenKey);
        Rest("DELETE /fapi/v1/listenKey", Security.Key, 1, AccountOperations.CloseListenKey);
        Rest("GET /fapi/v3/account", Security.Signed, 5, accounts.Account);
        Rest("GET /fapi/v2/balance", Security.Signed, 5, accounts.Balance);
        Rest("GET /fapi/v3/balance", Security.Signed, 5, accounts.Balance);
        Rest("GET /fapi/v2/positionRisk", Security.Signed, 5, accounts.PositionRiskOfAll);
        Rest("GET /fapi/v3/positionRisk", Security.Signed, 5, accounts.PositionRisk);
        Rest("GET /fapi/v1/commissionRate", Security.Signed, 20, accounts.CommissionRate);
    }

    private void AddTrading(MarketOperations markets, OrderOperations orders, AccountOperations accounts)
    {
        _trading.Add("order.place", new Route(Security.Signed, _ => 0, orders.Place, IsOrder: true));
        Trading("order.cancel", Security.Signed, 1, orders.Cancel);
        Trading("order.status", Security.Signed, 1, orders.Query);
        Trading("account.status", Security.Signed, 5, accounts.Account);
        Trading("v2/account.status", Security.Signed, 5, accounts.Account);
        Trading("account.balance", Security.Signed, 5, accounts.Balance);
        Trading("v2/account.balance", Security.Signed, 5, accounts.Balance);
        Trading("account.position", Security.Signed, 5, accounts.PositionRiskOfAll);
        Trading("v2/account.position", Security.Signed, 5, accounts.PositionRisk);
        _trading.Add("depth", new Route(Security.None, MarketOperations.DepthWeight, markets.Depth));
        Trading("ticker.price", Security.None, 1, markets.PriceTicker);
        Trading("ticker.book", Security.None, 2, markets.BookTicker);
        Trading("userDataStream.start", Security.Key, 1, accounts.CreateListenKey);
        Trading("userDataStream.ping", Security.Key, 1, accounts.ExtendListenKey);
        Trading("userDataStream.stop", Security.Key, 1, AccountOperations.CloseListenKey);
    }

    private void Rest(string name, Security security, int weight, Operation run) =>
        _rest.Add(name, new Route(security, _ => weight, run));

    private void Trading(string method, Security security, int weight, Operation run) =>
        _trading.Add(method, new Route(security, _ => weight, run));
}
