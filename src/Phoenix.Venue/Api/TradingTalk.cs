using System.Text;
using System.Text.Json;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Api;

/// <summary>Answers requests on trading-API sockets.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-api-general-info (read
/// 2026-05-28). Each signed request carries its own key and signature over its sorted parameters; logging on needs an
/// Ed25519 key, which the simulated accounts do not have.
/// </remarks>
internal sealed class TradingTalk(VenueFloor floor, RestRoutes routes, RequestGate gate, RestDesk desk) : ISocketTalk
{
    private readonly JsonText _reply = new();
    private readonly JsonText _result = new();
    private readonly StringBuilder _signed = new();

    public void OnText(VenueSocket socket, ReadOnlySpan<byte> text)
    {
        JsonDocument document;
        try
        {
            var reader = new Utf8JsonReader(text);
            document = JsonDocument.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            Reply(socket, default, ApiError.Filter(-1000, "Invalid JSON."), null, null);
            return;
        }

        using (document)
        {
            Answer(socket, document.RootElement);
        }
    }

    private void Answer(VenueSocket socket, JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            Reply(socket, default, ApiError.Filter(-1000, "Invalid request."), null, null);
            return;
        }

        request.TryGetProperty("id", out var id);
        var method = request.TryGetProperty("method", out var named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : string.Empty;
        if (TryAnswerSession(socket, id, method)) return;
        if (routes.Trading(method) is not { } route)
        {
            Reply(socket, id, ApiError.Filter(-5000, $"Method {method} is not supported."), null, null);
            return;
        }

        request.TryGetProperty("params", out var parameters);
        var call = ApiCall.FromJson(parameters);
        _result.Clear();
        var error = Run(route, call);
        desk.Count(method, error?.Status ?? 200);
        Reply(socket, id, error, route, call);
    }

    private ApiError? Run(Route route, ApiCall call)
    {
        if (gate.Charge(route.Weight(call)) is { } charged) return charged;
        var key = call.Has("apiKey") ? call.Text("apiKey") : null;
        var signature = call.Has("signature") ? call.Text("signature") : null;
        var signed = route.Security == Security.Signed ? SortedParameters(call) : string.Empty;
        var refusal = gate.Admit(call, route.Security, key, signed, signature);
        if (refusal is null && route.IsOrder) refusal = gate.ChargeOrder(call.Account!);
        return refusal ?? route.Run(call, _result);
    }

    private string SortedParameters(ApiCall call)
    {
        _signed.Clear();
        foreach (var (name, value) in call.Parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name == "signature") continue;
            if (_signed.Length > 0) _signed.Append('&');
            _signed.Append(name).Append('=').Append(value);
        }

        return _signed.ToString();
    }

    private bool TryAnswerSession(VenueSocket socket, JsonElement id, string method)
    {
        switch (method)
        {
            case "session.status" or "session.logout":
                _result.Clear().BeginObject()
                    .Name("apiKey"u8).Raw("null"u8)
                    .Name("authorizedSince"u8).Raw("null"u8)
                    .Member("connectedSince"u8, socket.OpenedAt.Milliseconds)
                    .Member("returnRateLimits"u8, socket.ReturnsRateLimits)
                    .Member("serverTime"u8, floor.Now.Milliseconds)
                    .EndObject();
                Reply(socket, id, null, null, null);
                return true;
            case "session.logon":
                Reply(socket, id, ApiError.Filter(-4056, "HMAC_SHA256 API key is not supported."), null, null);
                return true;
            default:
                return false;
        }
    }

    private void Reply(VenueSocket socket, JsonElement id, ApiError? error, Route? route, ApiCall? call)
    {
        _reply.Clear().BeginObject().Name("id"u8);
        if (id.ValueKind is JsonValueKind.Undefined)
        {
            _reply.Raw("null"u8);
        }
        else
        {
            _reply.Raw(Encoding.UTF8.GetBytes(id.GetRawText()));
        }

        _reply.Member("status"u8, error?.Status ?? 200);
        if (error is null)
        {
            _reply.Name("result"u8).Raw(_result.Written);
        }
        else
        {
            _reply.Name("error"u8);
            error.Write(_reply);
        }

        if (socket.ReturnsRateLimits) WriteLimits(route, call);
        socket.Send(_reply.EndObject().ToArray());
    }

    private void WriteLimits(Route? route, ApiCall? call)
    {
        _reply.Name("rateLimits"u8).BeginArray();
        if (route is { IsOrder: true } && call?.Account is { } account)
        {
            var (tens, minute) = (account.OrdersPer10Seconds, account.OrdersPerMinute);
            ExchangeInfoWriter.WriteLimit(_reply, "ORDERS"u8, "SECOND"u8, 10, tens.Limit, tens.Used(floor.Now));
            ExchangeInfoWriter.WriteLimit(_reply, "ORDERS"u8, "MINUTE"u8, 1, minute.Limit, minute.Used(floor.Now));
        }

        var used = gate.Weight.Used(floor.Now);
        ExchangeInfoWriter.WriteLimit(_reply, "REQUEST_WEIGHT"u8, "MINUTE"u8, 1, gate.Weight.Limit, used);
        _reply.EndArray();
    }
}
