using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Binance.Tests.Fakes;

/// <summary>
/// The other end of a WebSocket, by hand: every byte that leaves it is the test's, and it does nothing by itself. So it
/// can do what no server would.
/// </summary>
public sealed class RawPeer : IDisposable
{
    /// <summary>What the protocol appends to the client's key before hashing it (RFC 6455, section 1.3).</summary>
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private TcpClient? _client;

    public RawPeer() => _listener.Start();

    public Uri Address => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public Uri SecureAddress => new($"wss://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    private NetworkStream Stream => _client!.GetStream();

    /// <summary>A connection, and nothing said on it.</summary>
    public async Task<NetworkStream> Accept()
    {
        _client = await _listener.AcceptTcpClientAsync().WaitAsync(Patience);
        _client.NoDelay = true;
        return Stream;
    }

    /// <summary>A connection, and the request for the upgrade, read and not answered.</summary>
    public async Task<string> AcceptRequest()
    {
        await Accept();
        var request = new StringBuilder();
        var letter = new byte[1];
        while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await Stream.ReadExactlyAsync(letter);
            request.Append((char)letter[0]);
        }

        return request.ToString();
    }

    /// <summary>A connection that has been upgraded.</summary>
    public async Task AcceptSocket()
    {
        var request = await AcceptRequest();
        const string Name = "Sec-WebSocket-Key:";
        var line = request.Split("\r\n").First(line => line.StartsWith(Name, StringComparison.OrdinalIgnoreCase));
        var key = line[Name.Length..].Trim();
#pragma warning disable CA5350 // The protocol's handshake is defined with SHA-1; nothing is kept secret by it.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
        await Write(Encoding.ASCII.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {accept}\r\n\r\n"));
    }

    public async Task Write(ReadOnlyMemory<byte> bytes) => await Stream.WriteAsync(bytes);

    /// <summary>One frame with a payload below 126 bytes.</summary>
    /// <param name="first">The frame's first byte: whether it is the last, and its kind.</param>
    public Task Frame(byte first, string payload) =>
        Write((byte[])[first, (byte)payload.Length, .. Encoding.ASCII.GetBytes(payload)]);

    /// <summary>The client's next frame: its first byte and its payload, unmasked.</summary>
    public async Task<(byte First, string Payload)> Read()
    {
        var head = new byte[6];
        await Stream.ReadExactlyAsync(head);
        var payload = new byte[head[1] & 0x7F];
        await Stream.ReadExactlyAsync(payload);
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= head[2 + (i % 4)];
        }

        return (head[0], Encoding.ASCII.GetString(payload));
    }

    /// <summary>End of stream, without a closing frame.</summary>
    public void End() => _client!.Client.Shutdown(SocketShutdown.Send);

    /// <summary>A reset.</summary>
    public void Reset()
    {
        _client!.LingerState = new LingerOption(enable: true, seconds: 0);
        _client.Close();
    }

    public void Dispose()
    {
        _client?.Dispose();
        _listener.Dispose();
    }
}
