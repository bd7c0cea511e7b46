using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace Phoenix.EndToEnd;

/// <summary>Ten thousand sockets on an exchange that is a process of its own, while others trade there.</summary>
public sealed class ManySocketsSpecs(ITestOutputHelper output) : IDisposable
{
    private const int Wanted = 10_000;
    private const int Waves = 2;

    /// <summary>Files that either process needs for other things than sockets.</summary>
    private const int OtherFiles = 500;

    /// <summary>What a quiet socket may cost the exchange: resident memory, the web server's included.</summary>
    private const long BytesPerSocket = 64 * 1024;

    /// <summary>What the exchange may need in all, with all of them open.</summary>
    private const long BytesInAll = 1024L * 1024 * 1024;

    /// <summary>How long others may wait for an answer or a frame, on a machine that is busy with the crowd.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _limit = new(PhoenixProcess.Patience);

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task Ten_thousand_quiet_sockets_cost_little_and_nobody_else_notices()
    {
        var count = Fitting();
        await using var phoenix = PhoenixProcess.Start("venue");
        var address = await phoenix.Address();
        using var http = new HttpClient { BaseAddress = address };
        await using var healthy = await HealthyClient.Connect(address);
        await Sockets(http);
        var before = phoenix.ResidentBytes();
        using var crowd = new CrowdOfSockets(address);

        // The second wave is held to the bounds of the first: what the exchange held for that one is free again.
        for (var wave = 1; wave <= Waves; wave++)
        {
            var clock = Stopwatch.StartNew();
            var slowest = await Fill(crowd, count, http);
            var took = clock.Elapsed;
            (await Sockets(http)).ShouldBe(count + 1);
            var resident = phoenix.ResidentBytes();
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"wave {wave}: {count} sockets in {took.TotalSeconds:F1} s, {resident >> 20} MiB in all, "
                + $"{(resident - before) / count} bytes each; slowest answer {slowest.TotalMilliseconds:F0} ms, "
                + $"longest wait for a frame {healthy.LongestWait.TotalMilliseconds:F0} ms"));
            resident.ShouldBeLessThan(BytesInAll);
            (resident - before).ShouldBeLessThan(count * BytesPerSocket);
            slowest.ShouldBeLessThan(LongestWait);
            await Hears(healthy, 10);
            crowd.Leave();
            while (await Sockets(http) > 1) _limit.Token.ThrowIfCancellationRequested();
        }

        await Hears(healthy, 10);
        healthy.LongestWait.ShouldBeLessThan(LongestWait);
        await crowd.Open(1, _limit.Token);
        (await Sockets(http)).ShouldBe(2);
        await phoenix.Send("INT");
        (await phoenix.Exit()).ShouldBe(0, phoenix.Transcript);
    }

    /// <summary>Opens them in portions with a call between; the time of the slowest.</summary>
    private async Task<TimeSpan> Fill(CrowdOfSockets crowd, int count, HttpClient http)
    {
        const int Portion = 500;
        var slowest = TimeSpan.Zero;
        for (var left = count; left > 0; left -= Portion)
        {
            await crowd.Open(Math.Min(Portion, left), _limit.Token);
            var asked = Stopwatch.StartNew();
            using var answer = await http.GetAsync(
                new Uri("fapi/v1/depth?symbol=ETHUSDC&limit=5", UriKind.Relative), _limit.Token);
            answer.EnsureSuccessStatusCode();
            slowest = asked.Elapsed > slowest ? asked.Elapsed : slowest;
        }

        return slowest;
    }

    private async Task Hears(HealthyClient healthy, int frames)
    {
        for (var from = healthy.Frames; healthy.Frames < from + frames;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), _limit.Token);
        }
    }

    private async Task<int> Sockets(HttpClient http)
    {
        var state = await http.GetFromJsonAsync<JsonElement>("venue/state", _limit.Token);
        return state.GetProperty("sockets").GetArrayLength();
    }

    /// <summary>Each process holds one end of each; both live under the same limit.</summary>
    private int Fitting()
    {
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits)) return Wanted;
        var words = File.ReadLines(Limits).Single(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var most = int.TryParse(words[4], NumberStyles.None, CultureInfo.InvariantCulture, out var hard)
            ? hard : int.MaxValue;   // "unlimited"
        if (most >= Wanted + OtherFiles) return Wanted;
        output.WriteLine($"only {most} files may be open: {most - OtherFiles} sockets instead of {Wanted}");
        return most - OtherFiles;
    }
}
