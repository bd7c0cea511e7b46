using System.Text.Json;

namespace Phoenix.Soak.Kills;

/// <summary>One look at the exchange: what it says of the account and of the questions it was asked.</summary>
internal sealed class ExchangeLook(JsonElement state)
{
    private static readonly string[] Reconciliation =
        ["GET /fapi/v1/userTrades 200", "GET /fapi/v1/openOrders 200", "GET /fapi/v3/positionRisk 200"];

    private JsonElement Account => state.GetProperty("accounts")[0];

    /// <summary>The exchange's clock in milliseconds.</summary>
    internal long NowMs => state.GetProperty("now").GetInt64();

    internal long Trades => Account.GetProperty("trades").GetInt64();

    internal decimal Fees => Account.GetProperty("fees").GetDecimal();

    internal decimal Realized => Account.GetProperty("realized").GetDecimal();

    internal int OpenOrders => Account.GetProperty("openOrders").GetArrayLength();

    /// <summary>Desks of which an order rests: the symbol, and the client order id without its sequence.</summary>
    internal (string Symbol, string Run)[] Desks =>
    [
        .. Account.GetProperty("openOrders").EnumerateArray()
            .Select(order => (
                Symbol: order.GetProperty("symbol").GetString()!,
                Id: order.GetProperty("clientOrderId").GetString()!))
            .Select(order => (order.Symbol, order.Id[..order.Id.LastIndexOf('-')]))
            .Distinct(),
    ];

    internal decimal PositionIn(string symbol) => Account.GetProperty("positions").EnumerateArray()
        .Where(position => position.GetProperty("symbol").GetString() == symbol)
        .Sum(position => position.GetProperty("amount").GetDecimal());

    /// <summary>Whether fills, open orders and position were all asked for since the other look.</summary>
    internal bool HasReconciledSince(ExchangeLook earlier) =>
        Array.TrueForAll(Reconciliation, question => Asked(question) > earlier.Asked(question));

    private long Asked(string question) =>
        state.GetProperty("answers").TryGetProperty(question, out var count) ? count.GetInt64() : 0;
}
