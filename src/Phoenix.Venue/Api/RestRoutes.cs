namespace Phoenix.Venue.Api;

/// <summary>Carries out a request; writes the result, or returns the refusal.</summary>
internal delegate ApiError? Operation(ApiCall call, JsonText json);

/// <summary>One endpoint.</summary>
/// <param name="Weight">Request weight; depends on the parameters for some.</param>
/// <param name="IsOrder">Whether it counts on the account's order limits: once on that of the minute.</param>
/// <param name="TenSecondCost">What it then counts on the limit of ten seconds: 5 for batches.</param>
/// <param name="Pool">Where its weight goes; set when the route is added.</param>
internal sealed record Route(
    Security Security,
    Func<ApiCall, int> Weight,
    Operation Run,
    bool IsOrder = false,
    int TenSecondCost = 1,
    RequestPool Pool = RequestPool.Weight);

/// <summary>The REST endpoints and the methods of the trading API; each group of operations adds its own.</summary>
/// <remarks>Weights: the endpoint pages of the exchange's documentation, read 2026-05-28.</remarks>
internal sealed class RestRoutes
{
    private static readonly string[] Changes = [".place", ".modify", ".cancel"];

    private readonly Dictionary<string, Route> _rest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Route> _trading = new(StringComparer.Ordinal);

    /// <summary>May put another operation in the place of an endpoint's own; by default none does.</summary>
    internal Func<string, Operation, Operation> Replacing { get; set; } = static (_, own) => own;

    /// <param name="name">Method and path, separated by a blank.</param>
    internal Route? Rest(string name) => Find(_rest, name);

    internal Route? Trading(string method) => Find(_trading, method);

    /// <summary>What is signed and not a GET needs a key that may trade.</summary>
    /// <param name="name">Method and path, separated by a blank.</param>
    internal void AddRest(string name, Route route)
    {
        var isRead = name.StartsWith("GET ", StringComparison.Ordinal);
        _rest.Add(name, Secured(route, isRead) with { Pool = PoolOf(name) });
    }

    internal void AddRest(string name, Security security, int weight, Operation run) =>
        AddRest(name, new Route(security, _ => weight, run));

    /// <summary>What is signed and changes orders needs a key that may trade.</summary>
    /// <param name="method">Of the WebSocket trading API.</param>
    internal void AddTrading(string method, Route route)
    {
        var isRead = !Changes.Any(change => method.EndsWith(change, StringComparison.Ordinal));
        _trading.Add(method, Secured(route, isRead));
    }

    internal void AddTrading(string method, Security security, int weight, Operation run) =>
        AddTrading(method, new Route(security, _ => weight, run));

    private static Route Secured(Route route, bool isRead) =>
        route.Security == Security.Signed && !isRead ? route with { Security = Security.Trade } : route;

    private static RequestPool PoolOf(string name) => name switch
    {
        "GET /fapi/v1/fundingRate" or "GET /fapi/v1/fundingInfo" => RequestPool.Funding,
        _ when name.StartsWith("GET /futures/data/", StringComparison.Ordinal) => RequestPool.Statistics,
        _ => RequestPool.Weight,
    };

    private Route? Find(Dictionary<string, Route> routes, string name)
    {
        if (routes.GetValueOrDefault(name) is not { } route) return null;
        var run = Replacing(name, route.Run);
        return run == route.Run ? route : route with { Run = run };
    }
}
