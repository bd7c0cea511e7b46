using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Phoenix.EndToEnd;

/// <summary>
/// Sockets that are opened and then say nothing. They come from ever other addresses of the loopback network, since
/// the exchange lets one address open 300 in five minutes.
/// </summary>
internal sealed class CrowdOfSockets(Uri exchange) : IDisposable
{
    private const int PerAddress = 250;

    /// <summary>How many are being opened at a time.</summary>
    private const int Abreast = 32;

    private static readonly byte[] Upgrade = Encoding.ASCII.GetBytes(
        "GET /market/ws/dogeusdc@aggTrade HTTP/1.1\r\nHost: exchange\r\nConnection: Upgrade\r\n"
        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    private static readonly byte[] Welcome = Encoding.ASCII.GetBytes("HTTP/1.1 101 ");

    private readonly List<Socket> _sockets = [];
    private int _opened;

    public async Task Open(int count, CancellationToken cancellation)
    {
        for (var left = count; left > 0; left -= Abreast)
        {
            var next = Enumerable.Range(0, Math.Min(Abreast, left)).Select(_ => OpenOne(_opened++, cancellation));
            _sockets.AddRange(await Task.WhenAll(next));
        }
    }

    /// <summary>They vanish without a closing frame.</summary>
    public void Leave()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _sockets.Clear();
    }

    public void Dispose() => Leave();

    private async Task<Socket> OpenOne(int number, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var host = number / PerAddress;
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, (byte)(1 + (host / 200)), (byte)(1 + (host % 200))]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, exchange.Port, cancellation);
            await socket.SendAsync(Upgrade, cancellation);
            var answer = new byte[512];
            var length = await socket.ReceiveAsync(answer, cancellation);
            answer.AsSpan(0, length).StartsWith(Welcome).ShouldBeTrue(Encoding.ASCII.GetString(answer, 0, length));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
