using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using Phoenix.Venue.Http;

namespace Phoenix.Benchmarks.Venue;

/// <summary>
/// The exchange on loopback sockets, its listeners in a process of their own, so that only the exchange is measured.
/// </summary>
internal static class SocketLoad
{
    internal sealed record Result(double CoreShare, double FramesPerSecond, double BytesPerSecond);

    internal static async Task<Result> MeasureAsync(int symbols, int sockets, TimeSpan time)
    {
        await using var venue = await KestrelVenue.StartAsync(VenueBenchmarks.Options(symbols), 0, TimeProvider.System);
        using var clients = StartClients(venue.BaseAddress, symbols, sockets, time);
        await Expect(clients, "ready");
        using var self = Process.GetCurrentProcess();
        var (cpu, began) = (self.TotalProcessorTime, Stopwatch.GetTimestamp());
        var counted = await Expect(clients, "counted");
        self.Refresh();
        var share = (self.TotalProcessorTime - cpu) / Stopwatch.GetElapsedTime(began);
        await clients.WaitForExitAsync();
        var numbers = counted.Split(' ').Skip(1)
            .Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new Result(share, numbers[0] / time.TotalSeconds, numbers[1] / time.TotalSeconds);
    }

    /// <summary>The other process: listens, says when all sockets have data, counts, says what it counted.</summary>
    internal static async Task<int> ListenAsync(string[] options)
    {
        var (address, symbols, sockets, seconds) = (
            new Uri(options[0]), Number(options[1]), Number(options[2]), Number(options[3]));
        var names = VenueBenchmarks.Options(symbols).Markets
            .Select(market => $"{market.Contract.Symbol.Name.ToLowerInvariant()}@depth@100ms");
        var target = new Uri($"ws://127.0.0.1:{address.Port}/public/stream?streams={string.Join('/', names)}");
        var counts = new Counts();
        using var stopping = new CancellationTokenSource();
        var listening = Enumerable.Range(0, sockets).Select(_ => Listen(target, counts, stopping.Token)).ToArray();
        while (counts.Open < sockets || counts.Frames < sockets * symbols * 20L) await Task.Delay(100);
        Console.WriteLine("ready");
        var (frames, bytes) = (counts.Frames, counts.Bytes);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        (frames, bytes) = (counts.Frames - frames, counts.Bytes - bytes);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counted {frames} {bytes}"));
        await stopping.CancelAsync();
        await Task.WhenAll(listening);
        return counts.Lost == 0 ? 0 : 1;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static Process StartClients(Uri address, int symbols, int sockets, TimeSpan time)
    {
        var self = Environment.ProcessPath!;
        var start = new ProcessStartInfo(self) { RedirectStandardOutput = true, UseShellExecute = false };
        var program = typeof(SocketLoad).Assembly.Location;
        if (Path.GetFileNameWithoutExtension(self) == "dotnet") start.ArgumentList.Add(program);
        foreach (var argument in (string[])
            ["venue-listen", address.ToString(), $"{symbols}", $"{sockets}", $"{(int)time.TotalSeconds}"])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task<string> Expect(Process clients, string word)
    {
        while (await clients.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(word, StringComparison.Ordinal)) return line;
        }

        throw new InvalidOperationException($"The listeners ended before they said '{word}'.");
    }

    private static async Task Listen(Uri target, Counts counts, CancellationToken stopping)
    {
        using var socket = new ClientWebSocket();
        var buffer = new byte[64 * 1024];
        try
        {
            await socket.ConnectAsync(target, stopping);
            Interlocked.Increment(ref counts.Open);
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), stopping);
                if (received.MessageType == WebSocketMessageType.Close) break;
                Interlocked.Add(ref counts.Bytes, received.Count);
                if (received.EndOfMessage) Interlocked.Increment(ref counts.Frames);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            if (stopping.IsCancellationRequested) return;
            Console.Error.WriteLine(ended.Message);
        }

        Interlocked.Increment(ref counts.Lost);
    }

    private sealed class Counts
    {
        internal long Open;
        internal long Frames;
        internal long Bytes;
        internal long Lost;
    }
}
