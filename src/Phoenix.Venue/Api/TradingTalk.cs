using System.Text;
using System.Text.Json;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Api;

/// <summary>Answers requests on trading-API sockets.</summary>
/// <remarks>
/// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-api-general-info (read
/// 2026-05-28). A signed request carries its own key and signature over its sorted parameters, unless the socket was
/// logged on with an Ed25519 key; then only those that name a key are signed. After a key was revoked the next request
/// of its session is answered once without its id, and the session is over. Texts of refusals of malformed frames are
/// ours: none is published.
/// </remarks>
internal sealed class TradingTalk(VenueFloor floor, RestRoutes routes, RequestGate gate, RestDesk desk) : ISocketTalk
{
    private const int SessionWeight = 2;

    private static readonly ApiError NotJson = ApiError.Filter(-1000, "Invalid JSON.");

    private readonly JsonText _reply = new();
    private readonly JsonText _result = new();
    private readonly StringBuilder _signed = new();

    public void OnText(VenueSocket socket, ReadOnlySpan<byte> text)
    {
        using var document = ClientJson.TryParse(text);
        if (document is null)
        {
            Reply(socket, default, NotJson, null, null);
            return;
        }

        Answer(socket, document.RootElement);
    }

    private void Answer(VenueSocket socket, JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object)
        {
            Reply(socket, default, ApiError.Filter(-1000, "Invalid request."), null, null);
            return;
        }

        if (!TryReadId(request, out var id))
        {
            Reply(socket, default, ApiError.NotValid("id"), null, null);
            return;
        }

        if (!request.TryGetProperty("method", out var named) || named.ValueKind != JsonValueKind.String
            || named.GetString() is not { Length: > 0 } method)
        {
            Reply(socket, id, ApiError.Missing("method"), null, null);
            return;
        }

        if (request.TryGetProperty("params", out var parameters)
            && parameters.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            Reply(socket, id, ApiError.NotValid("params"), null, null);
            return;
        }

        Answer(socket, id, method, ApiCall.FromJson(parameters));
    }

    private void Answer(VenueSocket socket, JsonElement id, string method, ApiCall call)
    {
        if (socket.Session is { Key.IsRevoked: true } && !call.Has("apiKey"))
        {
            socket.Session = null;
            _reply.Clear().BeginObject().Name("id"u8).Raw("null"u8).Member("status"u8, ApiError.UnknownKey.Status);
            ApiError.UnknownKey.Write(_reply.Name("error"u8));
            socket.Send(_reply.EndObject().ToArray());
            return;
        }

        var route = routes.Trading(method);
        var isSession = method is "session.logon" or "session.status" or "session.logout";
        _result.Clear();
        var error = isSession
            ? RunSession(socket, method, call)
            : route is null
                ? socket.Use.Charge(RequestPool.Weight, 0, floor.Now) ?? Unknown(method)
                : Run(socket, route, call);
        desk.Count(isSession || route is not null ? method : "(unknown method)", error?.Status ?? 200);
        Reply(socket, id, error, route, call);
    }

    private static ApiError Unknown(string method) => ApiError.Filter(-5000, $"Method {method} is not supported.");

    /// <summary>An integer, a string or null; without one the reply carries null.</summary>
    private static bool TryReadId(JsonElement request, out JsonElement id) =>
        !request.TryGetProperty("id", out id) || id.ValueKind is JsonValueKind.String or JsonValueKind.Null
        || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _));

    private ApiError? Run(VenueSocket socket, Route route, ApiCall call)
    {
        if (socket.Use.Charge(route.Pool, route.Weight(call), floor.Now) is { } charged) return charged;
        if (call.Error is not null) return call.Error;
        var shown = Shown(call, route.Security, socket.Session?.Key);
        var refusal = gate.Admit(call, route.Security, shown, socket.Use.Address);
        if (refusal is null && route.IsOrder) refusal = gate.ChargeOrder(call.Account!, route);
        if (route.Security == Security.Trade) refusal ??= gate.CheckAtEngine(call);
        return refusal ?? route.Run(call, _result);
    }

    private Credentials Shown(ApiCall call, Security security, AccountKey? session)
    {
        var key = call.Has("apiKey") ? call.Text("apiKey") : null;
        var signature = call.Has("signature") ? call.Text("signature") : null;
        var signed = security is Security.Signed or Security.Trade ? SortedParameters(call) : string.Empty;
        return new Credentials(key, signed, signature, session);
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

    private ApiError? RunSession(VenueSocket socket, string method, ApiCall call)
    {
        if (socket.Use.Charge(RequestPool.Weight, SessionWeight, floor.Now) is { } charged) return charged;
        if (method == "session.logon" && LogOn(socket, call) is { } refusal) return refusal;
        if (method == "session.logout") socket.Session = null;
        WriteStatus(socket);
        return null;
    }

    /// <summary>A refused attempt leaves the session as it was; an accepted one replaces it.</summary>
    private ApiError? LogOn(VenueSocket socket, ApiCall call)
    {
        var name = call.RequiredText("apiKey");
        if (call.Error is not null) return call.Error;
        if (gate.Keys.Find(name) is { Kind: not ApiKeyKind.Ed25519 } other) return ApiError.UnsupportedKind(other.Kind);
        var shown = Shown(call, Security.Signed, null);
        if (gate.Admit(call, Security.Signed, shown, socket.Use.Address) is { } refusal) return refusal;
        socket.Session = new TradingSession(gate.Keys.Find(name)!, floor.Now);
        return null;
    }

    private void WriteStatus(VenueSocket socket)
    {
        _result.BeginObject().Member("apiKey"u8, socket.Session?.Key.Name).Name("authorizedSince"u8);
        if (socket.Session is { } session)
        {
            _result.Value(session.Since.Milliseconds);
        }
        else
        {
            _result.Raw("null"u8);
        }

        _result.Member("connectedSince"u8, socket.OpenedAt.Milliseconds)
            .Member("returnRateLimits"u8, socket.ReturnsRateLimits)
            .Member("serverTime"u8, floor.Now.Milliseconds)
            .EndObject();
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

        if (ReturnsLimits(socket, call)) WriteLimits(socket, route, call);
        socket.Send(_reply.EndObject().ToArray());
    }

    /// <summary>A request may say for itself what the socket's URL says for all.</summary>
    private static bool ReturnsLimits(VenueSocket socket, ApiCall? call) =>
        call is not null && call.Has("returnRateLimits") ? call.Flag("returnRateLimits") : socket.ReturnsRateLimits;

    private void WriteLimits(VenueSocket socket, Route? route, ApiCall? call)
    {
        _reply.Name("rateLimits"u8).BeginArray();
        if (route is { IsOrder: true } && call?.Account is { } account)
        {
            var (tens, minute) = (account.OrdersPer10Seconds, account.OrdersPerMinute);
            ExchangeInfoWriter.WriteLimit(_reply, "ORDERS"u8, "SECOND"u8, 10, tens.Limit, tens.Used(floor.Now));
            ExchangeInfoWriter.WriteLimit(_reply, "ORDERS"u8, "MINUTE"u8, 1, minute.Limit, minute.Used(floor.Now));
        }

        var weight = socket.Use.Weight;
        ExchangeInfoWriter.WriteLimit(
            _reply, "REQUEST_WEIGHT"u8, "MINUTE"u8, 1, weight.Limit, weight.Used(floor.Now));
        _reply.EndArray();
    }
}
