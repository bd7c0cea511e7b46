using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.Benchmarks.Dashboard;

/// <summary>
/// What pages that watch the node cost its trading: the time from a frame to its orders as the node itself measures it,
/// without a page and with twenty, in turns within one run of the node. The pages read everything and draw nothing: a
/// browser has a processor of its own. The ladder is as short as can be and moves as often as the settings allow, so
/// that each turn has hundreds of orders.
/// </summary>
internal static partial class DashboardBenchmark
{
    private const int Pages = 20;
    private const int Rounds = 10;
    private const string Alone = "no page";
    private const string Watched = "20 pages";

    /// <summary>The node tells of the last half a minute to a minute.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(62);

    /// <summary>It may send more than the node does, so that no limit of the exchange is measured.</summary>
    private static readonly VenueAccountOptions Account = new() { OrdersPer10Seconds = 1_000, OrdersPerMinute = 6_000 };

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(bool quick, string? json)
    {
        await using var venue = await KestrelVenue.StartAsync(
            new VenueOptions { Accounts = [Account] }, 0, TimeProvider.System);
        using var folder = new NodeFolder(venue.BaseAddress);
        using var node = Start(folder);
        try
        {
            var report = await Compare(node, quick ? 1 : Rounds, quick ? TimeSpan.FromSeconds(5) : Turn);
            report.Print(Console.Out);
            if (json is not null)
            {
                report.WriteJson(json);
            }

            return 0;
        }
        finally
        {
            node.Kill();
            await node.WaitForExitAsync();
        }
    }

    /// <param name="warmUp">Until everything is compiled.</param>
    private static async Task<Report> Compare(Process node, int rounds, TimeSpan warmUp)
    {
        var addresses = await Addresses(node);
        using var http = new HttpClient { BaseAddress = addresses.Metrics };
        var report = new Report(Alone);
        await Task.Delay(warmUp);
        for (var round = 1; round <= rounds; round++)
        {
            report.Add(await Measure(http, Alone, addresses.Page, 0));
            report.Add(await Measure(http, Watched, addresses.Page, Pages));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round} is over"));
        }

        return report;
    }

    private static Process Start(NodeFolder folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Phoenix.Node.dll"), "--config", folder.Config },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        (start.Environment["PHOENIX_API_KEY"], start.Environment["PHOENIX_API_SECRET"]) =
            (Account.ApiKey, Account.Secret);
        return Process.Start(start) ?? throw new InvalidOperationException("The node did not start.");
    }

    private static async Task<(Uri Page, Uri Metrics)> Addresses(Process node)
    {
        using var limit = new CancellationTokenSource(StartLimit);
        Uri? page = null;
        Uri? metrics = null;
        while (page is null || metrics is null)
        {
            var line = await node.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException("The node ended.");
            var address = Loopback().Match(line);
            page = line.Contains("Dashboard:", StringComparison.Ordinal) ? new Uri(address.Value) : page;
            metrics = line.Contains("Metrics and health", StringComparison.Ordinal)
                ? new Uri(address.Value)
                : metrics;
        }

        _ = node.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        return (page, metrics);
    }

    private static async Task<IEnumerable<Measurement>> Measure(
        HttpClient http, string contestant, Uri address, int pages)
    {
        var before = OrdersOf(await Figures(http));
        using var end = new CancellationTokenSource();
        var watching = Enumerable.Range(0, pages).Select(_ => Watch(address, end.Token)).ToArray();
        await Task.Delay(Turn, CancellationToken.None);
        var text = await Figures(http);
        await end.CancelAsync();
        var bytes = (await Task.WhenAll(watching)).Sum();
        if (pages > 0 && bytes == 0)
        {
            throw new InvalidOperationException("The pages were told nothing.");
        }

        return Latency().Matches(text)
            .GroupBy(
                found => found.Groups["percentile"].Value,
                found => 1e6 * double.Parse(found.Groups["value"].Value, CultureInfo.InvariantCulture))
            .Select(found => new Measurement("frame to order", contestant, $"p{found.Key} us", found.Average()))
            .Append(new Measurement("frame to order", contestant, "orders", OrdersOf(text) - before));
    }

    private static Task<string> Figures(HttpClient http) =>
        http.GetStringAsync(new Uri("metrics", UriKind.Relative), CancellationToken.None);

    private static long OrdersOf(string figures) => Orders().Matches(figures)
        .Sum(found => long.Parse(found.Groups["count"].Value, CultureInfo.InvariantCulture));

    /// <returns>What a page was told, in bytes.</returns>
    private static async Task<long> Watch(Uri address, CancellationToken end)
    {
        using var page = new ClientWebSocket();
        await page.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "live" }.Uri, end);
        var buffer = new byte[64 * 1024];
        var bytes = 0L;
        while (!end.IsCancellationRequested)
        {
            try
            {
                bytes += (await page.ReceiveAsync(buffer, end)).Count;
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        return bytes;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Loopback();

    [GeneratedRegex(
        "phoenix_symbol_frame_to_order_seconds\\{percentile=\"(?<percentile>\\d+)\","
        + "symbol=\"(?<symbol>\\w+)\"\\} (?<value>\\S+)")]
    private static partial Regex Latency();

    [GeneratedRegex(@"phoenix_symbol_orders_(placed|amended)_total\{\S+ (?<count>\d+)")]
    private static partial Regex Orders();

    /// <summary>Settings under which orders are sent often, and a folder for what the node writes.</summary>
    private sealed class NodeFolder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("phoenix-bench-");

        public NodeFolder(Uri venue) => File.WriteAllText(Config, $$"""
            include "sim.conf"
            phoenix {
              symbol-defaults.grid { layers = 1, min-decision-interval = 50ms, near-tolerance = 0, far-tolerance = 0 }
              trading { orders-per-10-seconds = 300, orders-per-minute = 1200 }
              pacing { cancels.per-minute = 10000, behaviour.min-orders = 1000000 }
              venue {
                mode = external
                external {
                  rest-url = "http://{{venue.Authority}}"
                  stream-url = "ws://{{venue.Authority}}"
                  trading-url = "ws://{{venue.Authority}}/ws-fapi/v1"
                }
              }
              dashboard.port = 0
              metrics.port = {{FreePort()}}
              node.data-folder = "{{_folder.FullName}}"
            }
            """);

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        public string Config => Path.Combine(_folder.FullName, "node.conf");

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
