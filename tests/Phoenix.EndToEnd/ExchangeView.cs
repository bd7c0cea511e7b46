using System.Diagnostics;
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

    public void Dispose() => _http.Dispose();
}
