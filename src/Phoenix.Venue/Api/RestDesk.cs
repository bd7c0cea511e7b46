using System.Collections.Immutable;
using System.Text;
using Phoenix.Core.Ports;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Api;

/// <summary>Takes REST calls: admits, charges, carries out, counts.</summary>
internal sealed class RestDesk(VenueFloor floor, RestRoutes routes, RequestGate gate)
{
    /// <summary>Beyond as many kinds of answers further ones are counted together.</summary>
    private const int MaxCounts = 2_000;

    private static readonly string[] Roots = ["/fapi/", "/futures/data/"];

    /// <summary>What the exchange's edge shows for paths that are no API.</summary>
    private static readonly byte[] NotFoundPage =
        "<html><head><title>404 Not Found</title></head><body><center><h1>404 Not Found</h1></center></body></html>"u8
            .ToArray();

    private readonly JsonText _json = new();

    /// <summary>How many answers were given, by route and status.</summary>
    internal SortedDictionary<string, long> Answers { get; } = new(StringComparer.Ordinal);

    internal HttpAnswer Handle(HttpCall call, string path, string query, string body, CallSource source)
    {
        var name = $"{call.Method} {path}";
        var use = gate.Of(source.Address);
        if (!use.IsBanned(floor.Now) && !Roots.Any(root => path.StartsWith(root, StringComparison.Ordinal)))
        {
            Count("(no API)", 404);
            return new HttpAnswer(
                404, NotFoundPage, HttpAnswer.NoHeaders.Add("content-type", "text/html"));
        }

        var headers = HttpAnswer.NoHeaders.ToBuilder();
        headers["content-type"] = "application/json";
        _json.Clear();
        var isForm = call.Method != "GET" && IsForm(source.ContentType);
        var route = routes.Rest(name);
        var error = route is null
            ? Refuse(use, RequestPool.Weight, 0, headers) ?? ApiError.UnknownRoute(call.Method, path)
            : Run(route, call.ApiKey, query, isForm ? body : string.Empty, use, headers);
        if (error is not null) error.Write(_json.Clear());
        var status = error?.Status ?? 200;
        Count(route is null ? $"{(IsMethod(call.Method) ? call.Method : "(other)")} (unknown)" : name, status);
        return new HttpAnswer(status, _json.ToArray(), headers.ToImmutable());
    }

    internal void Count(string name, int status)
    {
        var key = $"{name} {status}";
        if (Answers.Count >= MaxCounts && !Answers.ContainsKey(key)) key = "(others)";
        Answers[key] = Answers.GetValueOrDefault(key) + 1;
    }

    internal static HttpAnswer Plain(int status, string json) => new(
        status,
        Encoding.UTF8.GetBytes(json),
        HttpAnswer.NoHeaders.Add("content-type", "application/json"));

    /// <summary>Parameters are read from forms only; a body that says nothing about itself is taken for one.</summary>
    private static bool IsForm(string? contentType) =>
        contentType is null
        || !(contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            || contentType.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase));

    private static bool IsMethod(string method) => method is "GET" or "POST" or "PUT" or "DELETE";

    private ApiError? Run(
        Route route,
        string? apiKey,
        string query,
        string body,
        AddressUse use,
        ImmutableSortedDictionary<string, string>.Builder headers)
    {
        var call = ApiCall.FromQuery(query, body);
        if (Refuse(use, route.Pool, route.Weight(call), headers) is { } spent) return spent;
        if (call.Error is not null) return call.Error;
        var (signedQuery, signature) = RequestGate.SplitSignature(query);
        var (signedBody, bodySignature) = RequestGate.SplitSignature(body);
        var shown = new Credentials(apiKey, signedQuery + signedBody, signature ?? bodySignature);
        var refusal = gate.Admit(call, route.Security, shown, use.Address);
        if (refusal is not null) return refusal;
        if (route.IsOrder)
        {
            refusal = gate.ChargeOrder(call.Account!, route);
            headers["x-mbx-order-count-10s"] = $"{call.Account!.OrdersPer10Seconds.Used(floor.Now)}";
            headers["x-mbx-order-count-1m"] = $"{call.Account.OrdersPerMinute.Used(floor.Now)}";
        }

        if (route.Security == Security.Trade) refusal ??= gate.CheckAtEngine(call);
        return refusal ?? route.Run(call, _json);
    }

    /// <summary>Charges the address and says in the headers what it has used.</summary>
    private ApiError? Refuse(
        AddressUse use, RequestPool pool, int weight, ImmutableSortedDictionary<string, string>.Builder headers)
    {
        var refusal = use.Charge(pool, weight, floor.Now);
        if (pool == RequestPool.Weight) headers["x-mbx-used-weight-1m"] = $"{use.Weight.Used(floor.Now)}";
        if (refusal is null) return null;
        headers["retry-after"] = $"{(long)Math.Ceiling(use.Wait(pool, floor.Now).TotalSeconds)}";
        return refusal;
    }
}
