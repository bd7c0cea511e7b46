using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Phoenix.Venue.Faults;

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

    private static readonly TimeSpan IdleLife = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    private readonly SocketsLog _log = new(Symbols);
    private readonly Stopwatch _sampling = new();
    private readonly TimeSpan _length = TimeSpan.FromMinutes(
        double.Parse(line.Text("--minutes", "30"), CultureInfo.InvariantCulture));

    private readonly TimeSpan _every = line.Time("--every", TimeSpan.FromSeconds(5));
    private readonly int _seed = line.Number("--seed", 1);
    private readonly string _folder = line.Text("--out", "soak-report");

    /// <summary>What broke; empty when nothing did.</summary>
    internal IReadOnlyList<string> Violations => _log.Violations;

    internal async Task<int> Run()
    {
        Directory.CreateDirectory(_folder);
        var summary = Path.GetFullPath(Path.Combine(_folder, "summary.json"));
        var longest = _length + Start + Bound + Bound + IdleLife;
        var lives = string.Create(CultureInfo.InvariantCulture, $"{longest.TotalSeconds:0}s");
        using var node = new NodeProcess(
            Path.GetFullPath(_folder), "--for", lives, "--seed", $"{_seed}", "--summary", summary);
        using var exchange = new HttpClient { BaseAddress = await node.Address(Start) };
        _sampling.Start();
        try
        {
            await Quoting(exchange, node, Start, "the start");
            _log.Before = await Settled(exchange, node);
            await Trouble(exchange, node);
            await exchange.DeleteAsync("venue/faults");
            await Quoting(exchange, node, Bound, "the last fault");
            await SocketsAsSlots(exchange, node);
            await GivenBack(exchange, node);
            await Stop(node, summary);
            _log.JudgeHoldings();
        }
        catch (Exception broken) when (broken is TimeoutException or HttpRequestException)
        {
            _log.Break($"{broken.Message}\n{node.Transcript}");
        }

        _log.JudgeMemory();
        Report();
        return _log.Violations.Count == 0 ? 0 : 1;
    }

    private async Task Trouble(HttpClient exchange, NodeProcess node)
    {
        var random = new Random(_seed);
        var end = _sampling.Elapsed + _length;
        while (_sampling.Elapsed < end && !node.HasExited)
        {
            var fault = PostedFault.Draw(random, LongestFault);
            var note = await Meet(exchange, node, fault);
            _log.Note(note);
            Console.WriteLine($"{note.At.TotalSeconds,6:0} s {fault.Verb} {fault.Target}: not quoted for "
                + $"{note.Outage.TotalSeconds:0.0} s, quoted {note.Recovered.TotalSeconds:0.0} s after its end, "
                + $"{node.Look().Kib / 1024} MiB");
        }
    }

    private async Task<FaultNote> Meet(HttpClient exchange, NodeProcess node, FaultRequest fault)
    {
        using var body = new StringContent(PostedFault.Print(fault), Encoding.UTF8, "application/json");
        using var answer = await exchange.PostAsync("venue/faults", body);
        if (!answer.IsSuccessStatusCode)
        {
            var reason = await answer.Content.ReadAsStringAsync();
            _log.Break($"the exchange refuses {PostedFault.Print(fault)}: {reason}");
        }

        var began = _sampling.Elapsed;
        TimeSpan? detected = null;
        var outage = TimeSpan.Zero;
        while (_sampling.Elapsed - began < _every)
        {
            var looked = _sampling.Elapsed;
            var isQuoted = await TakeSample(exchange, node) == Symbols;
            if (!isQuoted) detected ??= looked - began;
            await Task.Delay(Pause);
            if (!isQuoted) outage += _sampling.Elapsed - looked;
        }

        await exchange.DeleteAsync("venue/faults");
        var recovered = await Quoting(exchange, node, Bound, $"{fault.Verb} {fault.Target}");
        var target = fault.Target ?? string.Empty;
        return new FaultNote(began, $"{fault.Verb}", target, detected, recovered, outage + recovered);
    }

    /// <summary>Looks once, writes it down, and says how many symbols are quoted.</summary>
    private async Task<int> TakeSample(HttpClient exchange, NodeProcess node)
    {
        var quoted = SymbolsQuoted(await State(exchange));
        var (kib, threads, sockets) = node.Look();
        _log.Take(new Sample(_sampling.Elapsed, kib / 1024.0, threads, sockets, quoted));
        return quoted;
    }

    /// <summary>How long it took from now to quotes in every symbol; nothing when they are there already.</summary>
    private async Task<TimeSpan> Quoting(HttpClient exchange, NodeProcess node, TimeSpan bound, string after)
    {
        var began = _sampling.Elapsed;
        var took = TimeSpan.Zero;
        while (await TakeSample(exchange, node) < Symbols)
        {
            took = _sampling.Elapsed - began;
            if (took > bound || node.HasExited)
            {
                throw new TimeoutException($"not quoting {took.TotalSeconds:0} s after {after}");
            }

            await Task.Delay(Pause);
        }

        return took;
    }

    /// <summary>Idle connections to the REST host live for a minute or two; what leaked stays.</summary>
    private async Task GivenBack(HttpClient exchange, NodeProcess node)
    {
        var began = _sampling.Elapsed;
        do
        {
            _log.After = await Settled(exchange, node);
        }
        while (!_log.IsGivenBack && _sampling.Elapsed - began < IdleLife);
    }

    /// <summary>The least of each over a while: what comes and goes is not held.</summary>
    private async Task<Sample> Settled(HttpClient exchange, NodeProcess node)
    {
        var (began, least) = (_sampling.Elapsed, default(Sample));
        while (_sampling.Elapsed - began < Settling)
        {
            var quoted = await TakeSample(exchange, node);
            var (kib, threads, sockets) = node.Look();
            least = least == default
                ? new Sample(began, kib / 1024.0, threads, sockets, quoted)
                : new Sample(
                    began,
                    Math.Min(least.Mib, kib / 1024.0),
                    Math.Min(least.Threads, threads),
                    Math.Min(least.Sockets, sockets),
                    quoted);
            await Task.Delay(Pause);
        }

        return least;
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
