using System.Globalization;
using System.Text.Json;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;
using Phoenix.Venue.Faults;
using Phoenix.Venue.InMemory;
using Phoenix.Venue.Sockets;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// S11: no intent is sent twice. No two orders ever leave under one id; while nothing has come back of an order that
/// rests if it was carried out, no other is sent to its side at its price; and the orders of a side that were sent to
/// rest, may do so for all that was told, and were not taken back are never more than the grid has layers: each may be
/// there already. What the wire has told of each order is all that is known here.
/// </summary>
internal sealed class OrderRules(World world, PhoenixSettings settings)
{
    private readonly SortedDictionary<string, int> _layers = new(
        settings.Symbols.ToDictionary(symbol => symbol.Symbol.Name, symbol => symbol.Grid.Layers),
        StringComparer.Ordinal);

    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SentOrder> _open = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SentOrder> _standing = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(long Connection, long Request), (string Method, string Order)> _asked = [];
    private readonly SortedDictionary<long, string> _names = [];

    /// <summary>
    /// How much of these orders is held up on its way: the exchange has not seen it yet, and may carry it out.
    /// </summary>
    public decimal Held(string symbol, Side side) => _open.Values
        .Where(order => order.Symbol == symbol && order.Side == side && !order.ReduceOnly)
        .Where(order => order.LeftAt <= world.Now && world.Now < order.HeldUntil)
        .Sum(order => order.Quantity);

    public void OnFrame(ClientFrame frame)
    {
        if (frame.Class == SocketClass.Trading)
        {
            if (frame.Direction == FrameDirection.FromClient) NoteRequest(frame);
            else NoteReply(frame);
        }
        else if (frame.Class == SocketClass.Private
            && frame.Direction == FrameDirection.ToClient
            && frame.Text.Span.IndexOf("ORDER_TRADE_UPDATE"u8) >= 0)
        {
            Read(frame.Text, root => Walk(root, "c", "i", "X"));
        }
    }

    /// <summary>All orders of a symbol are asked to be taken back.</summary>
    public void OnCall(HttpCall call)
    {
        if (call.Method != "DELETE" || call.PathAndQuery.Split('?')[0] is not "/fapi/v1/allOpenOrders") return;
        var symbol = Parameter(call, "symbol");
        foreach (var (id, _) in _standing.Where(order => order.Value.Symbol == symbol).ToList())
        {
            _standing.Remove(id);
        }
    }

    /// <summary>The exchange was asked for orders or trades: what it lists is known, and what it denies.</summary>
    public void OnAnswer(HttpCall call, HttpAnswer answer)
    {
        var path = call.PathAndQuery.Split('?')[0];
        if (call.Method != "GET") return;
        if (path is "/fapi/v1/order" or "/fapi/v1/openOrders")
        {
            Read(answer.Body, root => Walk(root, "clientOrderId", "orderId", "status"));
            if (answer.Status == 400 && Parameter(call, "origClientOrderId") is { } denied) End(denied);
        }
        else if (path is "/fapi/v1/userTrades" && answer.Status == 200)
        {
            Read(answer.Body, root =>
            {
                foreach (var trade in root.EnumerateArray())
                {
                    if (_names.TryGetValue(trade.GetProperty("orderId").GetInt64(), out var id)) End(id);
                }
            });
        }
    }

    private static string? Parameter(HttpCall call, string name) => call.PathAndQuery.Split('?', '&')
        .FirstOrDefault(part => part.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private void End(string id)
    {
        _open.Remove(id);
        _standing.Remove(id);
    }

    private void NoteRequest(ClientFrame frame)
    {
        using var json = JsonDocument.Parse(frame.Text);
        var root = json.RootElement;
        var method = root.GetProperty("method").GetString();
        if (method is not ("order.place" or "order.cancel" or "order.modify")) return;
        var parameters = root.GetProperty("params");
        var name = method == "order.place" ? "newClientOrderId" : "origClientOrderId";
        var id = parameters.GetProperty(name).GetString()!;
        _asked[(frame.Connection, root.GetProperty("id").GetInt64())] = (method, id);
        if (method == "order.place") NotePlace(id, parameters, frame.At);
        else if (method == "order.cancel") _standing.Remove(id);
    }

    private void NotePlace(string id, JsonElement parameters, DateTimeOffset at)
    {
        var order = new SentOrder(
            parameters.GetProperty("symbol").GetString()!,
            parameters.GetProperty("side").ValueEquals("BUY") ? Side.Buy : Side.Sell,
            Number(parameters, "price"),
            Number(parameters, "quantity"),
            parameters.TryGetProperty("reduceOnly", out _),
            parameters.GetProperty("timeInForce").ValueEquals("GTX"),
            at,
            at + HoldUp());
        if (!_ids.Add(id) && world.Checks("S11")) world.Report("S11", $"the order {id} is sent twice");
        foreach (var (other, before) in _open)
        {
            if (order.Rests && before.Rests && world.Checks("S11")
                && (before.Symbol, before.Side, before.Price) == (order.Symbol, order.Side, order.Price))
            {
                world.Report("S11", $"{id} repeats {other}, unknown since {before.LeftAt:HH:mm:ss.fff}");
            }
        }

        _open[id] = order;
        if (!order.Rests || order.ReduceOnly) return;
        _standing[id] = order;
        var many = _standing.Values.Count(other => (other.Symbol, other.Side) == (order.Symbol, order.Side));
        if (many > _layers.GetValueOrDefault(order.Symbol, GridShape.MaxLayers) && world.Checks("S11"))
        {
            world.Report("S11", $"with {id} {many} orders to {order.Side} {order.Symbol} may rest, {Describe(order)}");
        }
    }

    private string Describe(SentOrder like) => string.Join(", ", _standing
        .Where(other => (other.Value.Symbol, other.Value.Side) == (like.Symbol, like.Side))
        .Select(other => $"{other.Key} at {other.Value.Price} of {other.Value.LeftAt:HH:mm:ss.fff}"));

    /// <summary>A reply says what became of an order, unless it says that it does not know.</summary>
    private void NoteReply(ClientFrame frame) => Read(frame.Text, root =>
    {
        if (!root.TryGetProperty("id", out var number) || !number.TryGetInt64(out var request)
            || !_asked.Remove((frame.Connection, request), out var asked))
        {
            return;
        }

        var status = root.GetProperty("status").GetInt32();
        if (status == 200) Walk(root, "clientOrderId", "orderId", "status");
        else if (status is >= 400 and < 500 and not 408 && asked.Method == "order.place") End(asked.Order);
    });

    /// <summary>What was said of orders by the names that the message has for id, number and status.</summary>
    private void Walk(JsonElement element, string name, string number, string status)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Walk(item, name, number, status);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            if (element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String)
            {
                var id = text.GetString()!;
                _open.Remove(id);
                if (element.TryGetProperty(number, out var order)) _names[order.GetInt64()] = id;
                if (element.TryGetProperty(status, out var word)
                    && word.GetString() is not ("NEW" or "PARTIALLY_FILLED"))
                {
                    _standing.Remove(id);
                }

                return;
            }

            foreach (var property in element.EnumerateObject()) Walk(property.Value, name, number, status);
        }
    }

    private static void Read(ReadOnlyMemory<byte> text, Action<JsonElement> read)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return; // it broke off on its way, and says nothing
        }

        using (json)
        {
            read(json.RootElement);
        }
    }

    /// <summary>How long requests that leave now wait before the exchange looks at them.</summary>
    private TimeSpan HoldUp() => world.Network.Server.Faults.Active
        .Where(fault => fault.Request is { Verb: FaultVerb.Place, Late: not null })
        .Select(fault => fault.Request.Late!.Value)
        .DefaultIfEmpty()
        .Max();

    private static decimal Number(JsonElement parameters, string name) =>
        decimal.Parse(parameters.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private sealed record SentOrder(
        string Symbol,
        Side Side,
        decimal Price,
        decimal Quantity,
        bool ReduceOnly,
        bool Rests,
        DateTimeOffset LeftAt,
        DateTimeOffset HeldUntil);
}
