using System.Diagnostics;
using System.Net.WebSockets;

namespace Phoenix.EndToEnd;

/// <summary>Listens to the book of one symbol and remembers how long it had to wait for a frame.</summary>
internal sealed class HealthyClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _over = new();
    private long _frames;
    private long _longestTicks;
    private Task _listening = Task.CompletedTask;

    public long Frames => Interlocked.Read(ref _frames);

    public TimeSpan LongestWait => new(Interlocked.Read(ref _longestTicks));

    public static async Task<HealthyClient> Connect(Uri exchange)
    {
        var client = new HealthyClient();
        var target = new Uri($"ws://{exchange.Authority}/public/ws/ethusdc@depth@100ms");
        await client._socket.ConnectAsync(target, client._over.Token);
        client._listening = client.Listen();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _over.Dispose();
    }

    private async Task Listen()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var asked = Stopwatch.StartNew();
            var received = await _socket.ReceiveAsync(buffer.AsMemory(), _over.Token);
            if (received.MessageType != WebSocketMessageType.Text) return;
            if (received.EndOfMessage) Interlocked.Increment(ref _frames);
            Interlocked.Exchange(ref _longestTicks, Math.Max(asked.Elapsed.Ticks, LongestWait.Ticks));
        }
    }
}
