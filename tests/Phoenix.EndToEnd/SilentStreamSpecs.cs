using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace Phoenix.EndToEnd;

/// <summary>
/// The ancestor's death, over real sockets: TCP up, pings answered, no data. Timed by the exchange's own clock and
/// judged by what the exchange sees.
/// </summary>
public sealed class SilentStreamSpecs(ITestOutputHelper output)
{
    private static readonly TimeSpan HaltThreshold = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PullDeadline = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan TrafficWindow = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_silent_death_heals_itself_and_leaves_the_traffic_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var summary = folder.PathOf("summary.json");
        await using var phoenix = PhoenixProcess.Start("--for", "75s", "--summary", summary);
        using var exchange = new HttpClient { BaseAddress = await phoenix.Address() };
        await Until(exchange, IsQuoted, TimeSpan.FromSeconds(30), phoenix);
        var before = await Traffic(exchange);

        var healthy = await State(exchange);
        var mutedAt = VenueMs(healthy);
        var fault = await exchange.PostAsJsonAsync("venue/faults", new { verb = "muteData", target = "public" });
        fault.EnsureSuccessStatusCode();
        var pulled = await Until(exchange, state => Resting(state) == 0, TimeSpan.FromSeconds(8), phoenix);
        var quotedAgain = await Until(exchange, IsQuoted, TimeSpan.FromSeconds(30), phoenix);
        await Until(exchange, state => IsRenewed(state, healthy), TimeSpan.FromSeconds(30), phoenix);
        var after = await Traffic(exchange);

        output.WriteLine(
            $"pulled {VenueMs(pulled) - mutedAt} ms after the fault, "
            + $"quoted again after {VenueMs(quotedAgain) - mutedAt} ms, "
            + $"traffic {before.BytesPerSecond:0} B/s before and {after.BytesPerSecond:0} B/s after");

        // The last frame may have left just before the fault, and a look at the exchange takes its time too.
        TimeSpan.FromMilliseconds(VenueMs(pulled) - mutedAt).ShouldBeLessThan(HaltThreshold + PullDeadline);
        TimeSpan.FromMilliseconds(VenueMs(quotedAgain) - mutedAt).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        after.Sockets.ShouldBe(before.Sockets);
        after.Subscriptions.ShouldBe(before.Subscriptions);
        (after.BytesPerSecond / before.BytesPerSecond).ShouldBeInRange(0.95, 1.05);
        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
        CheckSummary(summary);
    }

    private static void CheckSummary(string file)
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(file));
        var recoveries = summary.RootElement.GetProperty("recoveries").EnumerateArray().ToList();
        recoveries.Select(recovery => recovery.GetProperty("stream").GetString())
            .ShouldBe(["public-A", "public-B"], ignoreOrder: true);
        foreach (var recovery in recoveries)
        {
            recovery.GetProperty("cause").GetString().ShouldBeOneOf("SilentStream", "BehindSibling");
            recovery.GetProperty("detectedAfterMs").GetDouble().ShouldBeInRange(0, 5500);   // by evidence, or by age
        }

        summary.RootElement.GetProperty("venue").GetProperty("agrees").GetBoolean().ShouldBeTrue();
    }

    /// <summary>Sockets, subscriptions and market bytes per second as the exchange counts them.</summary>
    private static async Task<(string Sockets, string Subscriptions, double BytesPerSecond)> Traffic(
        HttpClient exchange)
    {
        var first = await State(exchange);
        await Task.Delay(TrafficWindow);
        var last = await State(exchange);
        var seconds = (VenueMs(last) - VenueMs(first)) / 1000.0;
        var classes = last.GetProperty("sockets").EnumerateArray().Select(Class).Order(StringComparer.Ordinal);
        return (
            string.Join(",", classes),
            last.GetProperty("subscriptionsByClass").GetRawText(),
            (MarketBytes(last) - MarketBytes(first)) / seconds);
    }

    /// <summary>
    /// Whether new sockets carry both feeds. Quoting goes on with the first of them, and traffic is only comparable
    /// when the second has come back too.
    /// </summary>
    private static bool IsRenewed(JsonElement state, JsonElement healthy)
    {
        var muted = PublicSockets(healthy);
        var sockets = PublicSockets(state);
        return sockets.Count == muted.Count && !sockets.Overlaps(muted);
    }

    private static HashSet<long> PublicSockets(JsonElement state) => state.GetProperty("sockets").EnumerateArray()
        .Where(socket => Class(socket) == "public")
        .Select(socket => socket.GetProperty("id").GetInt64())
        .ToHashSet();

    private static string Class(JsonElement socket) => socket.GetProperty("class").GetString()!;

    private static long MarketBytes(JsonElement state) => state.GetProperty("sockets").EnumerateArray()
        .Where(socket => Class(socket) is "public" or "market")
        .Sum(socket => socket.GetProperty("bytesSent").GetInt64());

    private static long VenueMs(JsonElement state) => state.GetProperty("now").GetInt64();

    private static bool IsQuoted(JsonElement state) =>
        OpenOrders(state).Select(order => order.GetProperty("symbol").GetString()).ToHashSet().Count == 2;

    private static int Resting(JsonElement state) => OpenOrders(state).Count();

    private static JsonElement.ArrayEnumerator OpenOrders(JsonElement state) =>
        state.GetProperty("accounts")[0].GetProperty("openOrders").EnumerateArray();

    private static async Task<JsonElement> State(HttpClient exchange) =>
        await exchange.GetFromJsonAsync<JsonElement>("venue/state");

    private static async Task<JsonElement> Until(
        HttpClient exchange, Predicate<JsonElement> holds, TimeSpan limit, PhoenixProcess phoenix)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var state = await State(exchange);
            if (holds(state))
            {
                return state;
            }

            if (waited.Elapsed > limit)
            {
                throw new TimeoutException(string.Create(
                    CultureInfo.InvariantCulture, $"not within {limit.TotalSeconds} s:\n{phoenix.Transcript}"));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
