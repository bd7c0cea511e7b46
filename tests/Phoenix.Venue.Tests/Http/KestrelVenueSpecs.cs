using System.Net.WebSockets;
using System.Text;
using Phoenix.Venue.Http;
using Phoenix.Venue.Protocol;

namespace Phoenix.Venue.Tests.Http;

/// <summary>The façade on real sockets and the real clock: only what the transport adds is tested here.</summary>
public sealed class KestrelVenueSpecs : IAsyncLifetime, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private KestrelVenue _venue = null!;

    public async Task InitializeAsync() =>
        _venue = await KestrelVenue.StartAsync(new VenueOptions(), 0, TimeProvider.System);

    public async Task DisposeAsync() => await _venue.DisposeAsync();

    public void Dispose() => _limit.Dispose();

    [Fact]
    public async Task A_subscriber_receives_depth_frames()
    {
        using var socket = await Connect("/public/ws");
        await Say(socket, """{"method":"SUBSCRIBE","params":["ethusdc@depth@100ms"],"id":1}""");
        (await Hear(socket)).ShouldBe("""{"result":null,"id":1}""");
        (await Hear(socket)).ShouldStartWith("""{"e":"depthUpdate",""");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        var port = _venue.BaseAddress.Port;
        var refused = await Should.ThrowAsync<VenuePortInUseException>(
            () => KestrelVenue.StartAsync(new VenueOptions(), port, TimeProvider.System));
        refused.Port.ShouldBe(port);
    }

    private async Task<ClientWebSocket> Connect(string path)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{_venue.BaseAddress.Port}{path}"), _limit.Token);
        return socket;
    }

    private Task Say(ClientWebSocket socket, string text) => socket.SendAsync(
        Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);

    private async Task<string> Hear(ClientWebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), _limit.Token);
            if (part.MessageType == WebSocketMessageType.Close) return $"closed {(int?)socket.CloseStatus}";
            length += part.Count;
            if (part.EndOfMessage) return Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
