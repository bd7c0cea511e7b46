using System.Globalization;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;
using Xunit.Abstractions;

namespace Phoenix.Venue.Tests.Http;

/// <summary>
/// Thousands of real sockets at a time. PHOENIX_VENUE_SOCKETS=10000 opens as many; fewer do by default, since both
/// ends live in this process.
/// </summary>
[Collection(MemoryMeasurements.Name)]
public class ManySocketsSpecs(ITestOutputHelper output)
{
    /// <summary>What a quiet socket may cost on both ends together, in managed memory.</summary>
    private const long BytesPerSocket = 48 * 1024;

    [Fact]
    public async Task Many_quiet_sockets_cost_little_and_one_still_hears_its_stream()
    {
        var wanted = Environment.GetEnvironmentVariable("PHOENIX_VENUE_SOCKETS");
        var count = wanted is null ? 1_000 : int.Parse(wanted, CultureInfo.InvariantCulture);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var limits = new VenueLimits { ConnectionsPer5Minutes = count + 1 };
        await using var venue = await KestrelVenue.StartAsync(new() { Limits = limits }, 0, TimeProvider.System);
        var port = venue.BaseAddress.Port;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var started = TimeProvider.System.GetTimestamp();
        var clients = new List<RawClient>();
        try
        {
            while (clients.Count < count)
            {
                clients.Add(await RawClient.Open(port, "/market/ws/dogeusdc@aggTrade", limit.Token));
            }

            var took = TimeProvider.System.GetElapsedTime(started);
            var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / count;
            output.WriteLine($"{count} sockets in {took.TotalSeconds:F1} s, {each} bytes each, clients included");
            (await venue.Read(server => server.LiveSockets)).ShouldBe(count);
            each.ShouldBeLessThan(BytesPerSocket);
            using var listener = await RawClient.Open(port, "/public/ws/ethusdc@depth@100ms", limit.Token);
            (await listener.ReadFrame(limit.Token)).ShouldNotBeNull();
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }

        while (await venue.Read(server => server.LiveSockets) > 0) limit.Token.ThrowIfCancellationRequested();
    }
}
