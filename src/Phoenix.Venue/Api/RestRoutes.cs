namespace Phoenix.Venue.Api;

/// <summary>Carries out a request; writes the result, or returns the refusal.</summary>
internal delegate ApiError? Operation(ApiCall call, JsonText json);

/// <summary>One endpoint.</summary>
/// <param name="Weight">Request weight; depends on the parameters for some.</param>
/// <param name="IsOrder">Whether it counts on the account's order limits.</param>
internal sealed record Route(Security Security, Func<ApiCall, int> Weight, Operation Run, bool IsOrder = false);

/// <summary>The REST endpoints and the methods of the trading API; each group of operations adds its own.</summary>
/// <remarks>Weights: the endpoint pages of the exchange's documentation, read 2026-05-28.</remarks>
internal sealed class RestRoutes
{
    private readonly Dictionary<string, Route> _rest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Route> _trading = new(StringComparer.Ordinal);

    /// <param name="name">Method and path, separated by a blank.</param>
    internal Route? Rest(string name) => _rest.GetValueOrDefault(name);

    internal Route? Trading(string method) => _trading.GetValueOrDefault(method);

    /// <param name="name">Method and path, separated by a blank.</param>
    internal void AddRest(string name, Route route) => _rest.Add(name, route);

    internal void AddRest(string name, Security security, int weight, Operation run) =>
        _rest.Add(name, new Route(security, _ => weight, run));

    /// <param name="method">Of the WebSocket trading API.</param>
    internal void AddTrading(string method, Route route) => _trading.Add(method, route);

    internal void AddTrading(string method, Security security, int weight, Operation run) =>
        _trading.Add(method, new Route(security, _ => weight, run));
}
