using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Phoenix.EndToEnd;

/// <summary>Looks at a running exchange from outside, over its control path.</summary>
internal sealed class ExchangeView(Uri address) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>Symbols in which orders rest, each as often as it has orders.</summary>
    public async Task<string[]> RestingOrders()
    {
        using var state = JsonDocument.Parse(await _http.GetStringAsync("venue/state"));
        return [.. state.RootElement.GetProperty("accounts")[0].GetProperty("openOrders").EnumerateArray()
            .Select(order => order.GetProperty("symbol").GetString()!)];
    }

    /// <summary>Asks again until the orders are as wanted; the time it took.</summary>
    /// <exception cref="TimeoutException">They were not within <paramref name="limit"/>.</exception>
    public async Task<TimeSpan> Until(Func<string[], bool> wanted, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (!wanted(await RestingOrders()))
        {
            if (waited.Elapsed > limit)
            {
                throw new TimeoutException($"After {limit} the exchange still holds other orders than wanted.");
            }

            await Task.Delay(Pause);
        }

        return waited.Elapsed;
    }

    public async Task<JsonElement> State() => await _http.GetFromJsonAsync<JsonElement>("venue/state");

    public async Task Strike(object fault) =>
        (await _http.PostAsJsonAsync("venue/faults", fault)).EnsureSuccessStatusCode();

    /// <summary>Ids of the sockets of a class that are not in a black hole, in order.</summary>
    public async Task<long[]> Sockets(string socketClass) => SocketsIn(await State(), socketClass);

    /// <inheritdoc cref="Sockets"/>
    public static long[] SocketsIn(JsonElement state, string socketClass) =>
    [
        .. state.GetProperty("sockets").EnumerateArray()
            .Where(socket => socket.GetProperty("class").GetString() == socketClass)
            .Where(socket => !socket.GetProperty("isBlackholed").GetBoolean())
            .Select(socket => socket.GetProperty("id").GetInt64())
            .Order(),
    ];

    /// <summary>Client order ids of the orders that rest.</summary>
    public static IEnumerable<string> OrdersIn(JsonElement state) =>
        state.GetProperty("accounts")[0].GetProperty("openOrders").EnumerateArray()
            .Select(order => order.GetProperty("clientOrderId").GetString()!);

    /// <summary>The exchange's own clock, in milliseconds.</summary>
    public static long TimeIn(JsonElement state) => state.GetProperty("now").GetInt64();

    public static bool IsQuoted(JsonElement state) => state.GetProperty("accounts")[0].GetProperty("openOrders")
        .EnumerateArray().Select(order => order.GetProperty("symbol").GetString()).ToHashSet().Count == 2;

    public static bool NothingRests(JsonElement state) =>
        state.GetProperty("accounts")[0].GetProperty("openOrders").GetArrayLength() == 0;

    /// <summary>Looks again until it holds; what it saw then.</summary>
    /// <exception cref="TimeoutException">It did not within <paramref name="limit"/>.</exception>
    public async Task<JsonElement> Until(Predicate<JsonElement> holds, TimeSpan limit, PhoenixProcess phoenix)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var state = await State();
            if (holds(state))
            {
                return state;
            }

            if (waited.Elapsed > limit)
            {
                throw new TimeoutException($"Not within {limit}:\n{phoenix.Transcript}");
            }

            await Task.Delay(Pause);
        }
    }

    public void Dispose() => _http.Dispose();
}
