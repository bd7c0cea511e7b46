using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Phoenix.EndToEnd;

/// <summary>
/// A Prometheus of the test's own, with its program <c>promtool</c>: Debian's package <c>prometheus</c>. Scrapes one
/// node every second.
/// </summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    public const string Missing = "Prometheus is not installed here: apt-get install prometheus";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly HttpClient _http;

    private PrometheusServer(Process process, int port)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/api/v1/") };
    }

    /// <summary>Whether both programs are there.</summary>
    public static bool IsInstalled => new[] { "prometheus", "promtool" }.All(program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program))));

    public static PrometheusServer Scraping(int nodePort, TemporaryFolder folder)
    {
        var config = folder.Write("prometheus.yml", $"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: phoenix
                static_configs:
                  - targets: ["127.0.0.1:{nodePort}"]
            """);
        var port = LoopbackPort.Free();
        return new PrometheusServer(
            Process.Start("prometheus",
            [
                $"--config.file={config}",
                $"--storage.tsdb.path={folder.PathOf("tsdb")}",
                $"--web.listen-address=127.0.0.1:{port}",
                "--log.level=error",
            ]),
            port);
    }

    /// <summary>What promtool says to a text, and its exit code.</summary>
    public static async Task<(int Code, string Said)> Promtool(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("promtool", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var tool = Process.Start(start)!;
        var said = Task.WhenAll(tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync().WaitAsync(PhoenixProcess.Patience);
        return (tool.ExitCode, string.Concat(await said));
    }

    /// <summary>Asks again until the query's one value is as wanted.</summary>
    /// <exception cref="TimeoutException">It was not, within <see cref="PhoenixProcess.Patience"/>.</exception>
    public async Task Until(string query, Predicate<double> wanted)
    {
        var waited = Stopwatch.StartNew();
        var last = "nothing";
        while (waited.Elapsed < PhoenixProcess.Patience)
        {
            if (await Ask(query) is { } value)
            {
                if (wanted(value))
                {
                    return;
                }

                last = value.ToString(CultureInfo.InvariantCulture);
            }

            await Task.Delay(Pause);
        }

        throw new TimeoutException($"{query} is {last}.");
    }

    /// <summary>Whether it is a query at all, whatever its answer.</summary>
    public async Task<bool> Understands(string query)
    {
        using var response = await _http.GetAsync(Address(query));
        return response.IsSuccessStatusCode;
    }

    public Task Until(string query, decimal wanted) => Until(query, value => value == (double)wanted);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Uri Address(string query) =>
        new($"query?query={Uri.EscapeDataString(query)}", UriKind.Relative);

    /// <summary>Null while the server does not answer, or finds no series, or more than one.</summary>
    private async Task<double?> Ask(string query)
    {
        try
        {
            using var answer = JsonDocument.Parse(await _http.GetStringAsync(Address(query)));
            var result = answer.RootElement.GetProperty("data").GetProperty("result");
            return result.GetArrayLength() == 1
                ? double.Parse(result[0].GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)
                : null;
        }
        catch (HttpRequestException)
        {
            return null; // not up yet
        }
    }
}
