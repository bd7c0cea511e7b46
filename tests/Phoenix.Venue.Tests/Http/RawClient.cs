using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Phoenix.Venue.Tests.Http;

/// <summary>A client that sends whatever bytes a test wants, on a real connection.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();

    public void Dispose() => _tcp.Dispose();

    internal static async Task<RawClient> Dial(int port, CancellationToken cancellation)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(IPAddress.Loopback, port, cancellation);
        client._tcp.NoDelay = true;
        return client;
    }

    /// <summary>Dials and upgrades.</summary>
    internal static async Task<RawClient> Open(int port, string path, CancellationToken cancellation)
    {
        var client = await Dial(port, cancellation);
        await client.Send(Upgrade(path), cancellation);
        (await client.ReadHead(cancellation)).ShouldStartWith("HTTP/1.1 101 ");
        return client;
    }

    internal static string Upgrade(string path, string version = "13", string key = "dGhlIHNhbXBsZSBub25jZQ==") =>
        $"GET {path} HTTP/1.1\r\nHost: venue\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        + $"Sec-WebSocket-Version: {version}\r\nSec-WebSocket-Key: {key}\r\n\r\n";

    internal static byte[] Frame(int first, ReadOnlySpan<byte> payload, bool isMasked = true, ulong? announced = null)
    {
        var bytes = new List<byte> { (byte)first };
        var mask = isMasked ? 0x80 : 0;
        var length = announced ?? (ulong)payload.Length;
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, length);
        if (length < 126)
        {
            bytes.Add((byte)(mask | (int)length));
        }
        else
        {
            bytes.Add((byte)(mask | (length <= ushort.MaxValue ? 126 : 127)));
            bytes.AddRange(length <= ushort.MaxValue ? wide[6..] : wide);
        }

        byte[] key = [1, 2, 3, 4];
        if (isMasked) bytes.AddRange(key);
        for (var i = 0; i < payload.Length; i++) bytes.Add((byte)(payload[i] ^ (isMasked ? key[i & 3] : 0)));
        return [.. bytes];
    }

    internal Task Send(string text, CancellationToken cancellation) =>
        Send(Encoding.UTF8.GetBytes(text), cancellation);

    internal async Task Send(byte[] bytes, CancellationToken cancellation) =>
        await _tcp.GetStream().WriteAsync(bytes, cancellation);

    /// <summary>Status line and headers of an answer.</summary>
    internal async Task<string> ReadHead(CancellationToken cancellation)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await _tcp.GetStream().ReadAsync(one, cancellation) == 0) break;
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>The next frame; null when the connection is over.</summary>
    internal async Task<(int Opcode, byte[] Payload)?> ReadFrame(CancellationToken cancellation)
    {
        var stream = _tcp.GetStream();
        try
        {
            var head = new byte[2];
            await stream.ReadExactlyAsync(head, cancellation);
            var length = (long)(head[1] & 0x7F);
            if (length >= 126)
            {
                var wide = new byte[length == 126 ? 2 : 8];
                await stream.ReadExactlyAsync(wide, cancellation);
                length = wide.Aggregate(0L, (sum, part) => (sum << 8) | part);
            }

            var payload = new byte[length];
            await stream.ReadExactlyAsync(payload, cancellation);
            return (head[0] & 0x0F, payload);
        }
        catch (IOException)   // the end of the stream too
        {
            return null;
        }
    }

    /// <summary>The code of the closing frame; what comes before it is passed over.</summary>
    internal async Task<int?> ReadClose(CancellationToken cancellation)
    {
        while (await ReadFrame(cancellation) is var (opcode, payload))
        {
            if (opcode == 8) return BinaryPrimitives.ReadUInt16BigEndian(payload);
        }

        return null;
    }

    /// <summary>Waits until the venue has ended the connection.</summary>
    internal async Task ReadToEnd(CancellationToken cancellation)
    {
        try
        {
            var buffer = new byte[4096];
            while (await _tcp.GetStream().ReadAsync(buffer, cancellation) > 0)
            {
                // what it still says is of no interest
            }
        }
        catch (IOException)   // it was reset, which is an end as well
        {
            return;
        }
    }
}
