using System.Collections.Immutable;
using System.Text;
using Phoenix.Core.Ports;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Api;

/// <summary>Takes REST calls: admits, charges, carries out, counts.</summary>
internal sealed class RestDesk(VenueFloor floor, RestRoutes routes, RequestGate gate)
{
    private readonly JsonText _json = new();

    /// <summary>How many answers were given, by route and status.</summary>
    internal SortedDictionary<string, long> Answers { get; } = new(StringComparer.Ordinal);

    internal HttpAnswer Handle(HttpCall call, string path, string query, string body)
    {
        var name = $"{call.Method} {path}";
        var headers = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        headers["content-type"] = "application/json";
        _json.Clear();
        var error = routes.Rest(name) is { } route
            ? Run(route, call.ApiKey, query, body, headers)
            : ApiError.UnknownRoute;
        if (error is not null) error.Write(_json.Clear());
        var status = error?.Status ?? 200;
        Count(error == ApiError.UnknownRoute ? $"{call.Method} (unknown)" : name, status);
        return new HttpAnswer(status, _json.ToArray(), headers.ToImmutable());
    }

    internal void Count(string name, int status)
    {
        var key = $"{name} {status}";
        Answers[key] = Answers.GetValueOrDefault(key) + 1;
    }

    internal static HttpAnswer Plain(int status, string json) => new(
        status,
        Encoding.UTF8.GetBytes(json),
        ImmutableDictionary<string, string>.Empty.Add("content-type", "application/json"));

    private ApiError? Run(
        Route route, string? apiKey, string query, string body, ImmutableDictionary<string, string>.Builder headers)
    {
        var call = ApiCall.FromQuery(query, body);
        var charged = gate.Charge(route.Weight(call));
        headers["x-mbx-used-weight-1m"] = $"{gate.Weight.Used(floor.Now)}";
        if (charged is not null)
        {
            var wait = gate.Weight.EndOf(floor.Now) - floor.Now;
            headers["retry-after"] = $"{(long)Math.Ceiling(wait.TotalSeconds)}";
            return charged;
        }

        var (signedQuery, signature) = RequestGate.SplitSignature(query);
        var (signedBody, bodySignature) = RequestGate.SplitSignature(body);
        var refusal = gate.Admit(call, route.Security, apiKey, signedQuery + signedBody, signature ?? bodySignature);
        if (refusal is not null) return refusal;
        if (route.IsOrder)
        {
            refusal = gate.ChargeOrder(call.Account!);
            headers["x-mbx-order-count-10s"] = $"{call.Account!.OrdersPer10Seconds.Used(floor.Now)}";
            headers["x-mbx-order-count-1m"] = $"{call.Account.OrdersPerMinute.Used(floor.Now)}";
        }

        return refusal ?? route.Run(call, _json);
    }
}
