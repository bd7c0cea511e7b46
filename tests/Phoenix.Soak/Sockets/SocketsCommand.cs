using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Phoenix.Soak.Sockets;

/// <summary>
/// The real program on real sockets under random faults: after each quoting comes back within the bound, sockets are as
/// many as slots, memory stays flat, and at the end the account agrees with the exchange's.
/// </summary>
internal sealed class SocketsCommand(CommandLine line)
{
    private const int Slots = 6;
    private const int Symbols = 2;

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestFault = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SocketsLog _log = new();
    private readonly TimeSpan _length = TimeSpan.FromMinutes(
        double.Parse(line.Text("--minutes", "30"), CultureInfo.InvariantCulture));

    private readonly TimeSpan _every = line.Time("--every", TimeSpan.FromSeconds(5));
    private readonly int _seed = line.Number("--seed", 1);
    private readonly string _folder = line.Text("--out", "soak-report");

    internal async Task<int> Run()
    {
        Directory.CreateDirectory(_folder);
        var summary = Path.GetFullPath(Path.Combine(_folder, "summary.json"));
        var lives = string.Create(CultureInfo.InvariantCulture, $"{(_length + Start + Bound).TotalSeconds:0}s");
        using var node = new NodeProcess("--for", lives, "--seed", $"{_seed}", "--summary", summary);
        using var exchange = new HttpClient { BaseAddress = await node.Address(Start) };
        try
        {
            await Quoting(exchange, node, Start, "the start");
            var sampling = Stopwatch.StartNew();
            await Trouble(exchange, node, sampling);
            await exchange.DeleteAsync("venue/faults");
            await Quoting(exchange, node, Bound, "the last fault");
            await SocketsAsSlots(exchange, node);
            _log.Take(sampling.Elapsed, node.Look());
            await Stop(node, summary);
        }
        catch (TimeoutException broken)
        {
            _log.Break($"{broken.Message}\n{node.Transcript}");
        }

        _log.JudgeMemory();
        Report();
        return _log.Violations.Count == 0 ? 0 : 1;
    }

    private async Task Trouble(HttpClient exchange, NodeProcess node, Stopwatch sampling)
    {
        var random = new Random(_seed);
        while (sampling.Elapsed < _length && !node.HasExited)
        {
            var fault = PostedFault.Draw(random, LongestFault);
            using var body = new StringContent(PostedFault.Print(fault), Encoding.UTF8, "application/json");
            using var answer = await exchange.PostAsync("venue/faults", body);
            if (!answer.IsSuccessStatusCode)
            {
                var reason = await answer.Content.ReadAsStringAsync();
                _log.Break($"the exchange refuses {PostedFault.Print(fault)}: {reason}");
            }

            var began = sampling.Elapsed;
            while (sampling.Elapsed - began < _every)
            {
                _log.Take(sampling.Elapsed, node.Look());
                await Task.Delay(Pause);
            }

            await exchange.DeleteAsync("venue/faults");
            var outage = await Quoting(exchange, node, Bound, $"{fault.Verb} {fault.Target}");
            _log.Recovered($"{fault.Verb}", outage);
            Console.WriteLine($"{sampling.Elapsed.TotalSeconds,6:0} s {fault.Verb} {fault.Target}: "
                + $"quoted {outage.TotalSeconds:0.0} s after its end, {node.Look().Kib / 1024} MiB");
        }
    }

    /// <summary>How long it took from now to quotes in every symbol.</summary>
    private static async Task<TimeSpan> Quoting(HttpClient exchange, NodeProcess node, TimeSpan bound, string after)
    {
        var waited = Stopwatch.StartNew();
        while (SymbolsQuoted(await State(exchange)) < Symbols)
        {
            if (waited.Elapsed > bound || node.HasExited)
            {
                throw new TimeoutException($"not quoting {waited.Elapsed.TotalSeconds:0} s after {after}");
            }

            await Task.Delay(Pause);
        }

        return waited.Elapsed;
    }

    private static async Task SocketsAsSlots(HttpClient exchange, NodeProcess node)
    {
        var waited = Stopwatch.StartNew();
        while ((await State(exchange)).GetProperty("sockets").GetArrayLength() is var open && open != Slots)
        {
            if (waited.Elapsed > Bound || node.HasExited)
            {
                throw new TimeoutException($"{open} sockets are open at the exchange, {Slots} are configured");
            }

            await Task.Delay(Pause);
        }
    }

    private async Task Stop(NodeProcess node, string summary)
    {
        node.Terminate();
        var code = await node.Exit(Start);
        if (code != 0) _log.Break($"exit code {code}:\n{node.Transcript}");
        using var told = JsonDocument.Parse(await File.ReadAllTextAsync(summary));
        if (!told.RootElement.GetProperty("venue").GetProperty("agrees").GetBoolean())
        {
            _log.Break($"the account does not agree with the exchange's: {told.RootElement.GetProperty("venue")}");
        }
    }

    private static async Task<JsonElement> State(HttpClient exchange) =>
        await exchange.GetFromJsonAsync<JsonElement>("venue/state");

    private static int SymbolsQuoted(JsonElement state) => state.GetProperty("accounts")[0].GetProperty("openOrders")
        .EnumerateArray().Select(order => order.GetProperty("symbol").GetString()).Distinct().Count();

    private void Report()
    {
        var html = Path.Combine(_folder, "sockets.html");
        File.WriteAllText(html, _log.ToHtml());
        Console.WriteLine(_log.Headline);
        foreach (var violation in _log.Violations)
        {
            Console.WriteLine($"VIOLATION {violation}");
        }

        Console.WriteLine($"report: {html}");
    }
}
