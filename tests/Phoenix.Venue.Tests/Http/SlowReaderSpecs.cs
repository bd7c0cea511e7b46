using Phoenix.Venue.Http;
using Phoenix.Venue.Server;
using Xunit.Abstractions;

namespace Phoenix.Venue.Tests.Http;

/// <summary>Clients that ask and never read, on real sockets: what they cost, and for how long.</summary>
[Collection(MemoryMeasurements.Name)]
public sealed class SlowReaderSpecs(ITestOutputHelper output) : IDisposable
{
    private const int Clients = 24;
    private const int QueuedBytes = 256 * 1024;

    /// <summary>
    /// What a socket may cost beside its queue, in managed memory: the web server's buffers for both directions and
    /// the client's end.
    /// </summary>
    private const int BesideTheQueue = 256 * 1024;

    private const long AtMost = Clients * (long)(QueuedBytes + BesideTheQueue);

    /// <summary>Each of these is answered with some ten thousand bytes.</summary>
    private static readonly byte[] Questions = [.. Enumerable
        .Repeat(
            RawClient.Frame(0x81, """{"id":1,"method":"depth","params":{"symbol":"ETHUSDC","limit":1000}}"""u8), 50)
        .SelectMany(frame => frame)];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task They_cost_their_bound_at_most_and_nothing_once_they_are_cut_off()
    {
        var limits = new VenueLimits { WeightPerMinute = int.MaxValue, QueuedBytes = QueuedBytes };
        await using var venue = await KestrelVenue.StartAsync(new() { Limits = limits }, 0, TimeProvider.System);
        await CutOffOne(venue);   // what is set up once and for all does not count
        var before = LiveBytes();
        var clients = new List<RawClient>();
        try
        {
            while (clients.Count < Clients)
            {
                clients.Add(await RawClient.Open(venue.BaseAddress.Port, "/ws-fapi/v1", _limit.Token));
            }

            var all = Task.WhenAll(clients.Select(AskUntilCutOff));
            var highest = 0L;
            while (!all.IsCompleted)
            {
                highest = Math.Max(highest, LiveBytes() - before);
                await Task.WhenAny(all, Task.Delay(20, _limit.Token));
            }

            await all;
            await AllGone(venue);
            output.WriteLine($"{Clients} clients that do not read cost {highest / 1024} KiB at most");
            highest.ShouldBeLessThan(AtMost);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        var after = LiveBytes() - before;
        output.WriteLine($"and {after / 1024} KiB once they are gone");
        after.ShouldBeLessThan(AtMost / 4);   // the web server keeps some buffers for the next clients
    }

    /// <summary>What the last collection left, without what was allocated and dropped since.</summary>
    private static long LiveBytes()
    {
        GC.Collect();
        var info = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return info.HeapSizeBytes - info.FragmentedBytes;
    }

    private async Task CutOffOne(KestrelVenue venue)
    {
        using var client = await RawClient.Open(venue.BaseAddress.Port, "/ws-fapi/v1", _limit.Token);
        await AskUntilCutOff(client);
        await AllGone(venue);
    }

    private async Task AskUntilCutOff(RawClient client)
    {
        while (true)
        {
            try
            {
                await client.Send(Questions, _limit.Token);
            }
            catch (IOException)   // the venue has reset the connection
            {
                return;
            }
        }
    }

    private async Task AllGone(KestrelVenue venue)
    {
        while (await venue.Read(server => server.LiveSockets) > 0) _limit.Token.ThrowIfCancellationRequested();
    }
}
