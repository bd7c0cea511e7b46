using System.Runtime.InteropServices;
using System.Text;
using Phoenix.Venue.Market;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.MarketData;

/// <summary>One stream and who listens to it.</summary>
/// <param name="market">Null for a stream of all markets.</param>
internal sealed class StreamFeed(string name, FeedKind kind, SymbolMarket? market)
{
    private byte[]? _prefix;

    internal string Name => name;

    internal FeedKind Kind => kind;

    internal SymbolMarket? Market => market;

    /// <summary>Of a partial book stream, levels per side.</summary>
    internal int Levels { get; init; }

    /// <summary>Of a stream of candlesticks.</summary>
    internal KlineInterval? Interval { get; init; }

    internal SocketClass Route => kind is <= FeedKind.Partial500 or FeedKind.AllBookTickers
        ? SocketClass.Public
        : SocketClass.Market;

    internal List<VenueSocket> Listeners { get; } = [];

    /// <summary>Told of each frame before it is sent.</summary>
    internal Action<string>? Publishing { get; set; }

    /// <summary>Of a stream that is only sent when something changed: what was sent last.</summary>
    internal (long Start, long LastId) Sent { get; set; }

    /// <summary>
    /// Sends one payload to every listener, in the form each asked for; the bytes are made once per form.
    /// </summary>
    internal void Publish(ReadOnlySpan<byte> payload)
    {
        Publishing?.Invoke(name);
        byte[]? raw = null;
        byte[]? combined = null;
        foreach (var socket in CollectionsMarshal.AsSpan(Listeners))
        {
            if (!socket.IsConnected) continue;
            if (socket.IsFiltered)
            {
                socket.Send(new OutgoingFrame(FrameCause.Data, name, name, raw ??= payload.ToArray()));
            }
            else
            {
                socket.SendFormed(socket.IsCombined ? combined ??= Combine(payload) : raw ??= payload.ToArray());
            }
        }
    }

    private byte[] Combine(ReadOnlySpan<byte> payload)
    {
        var prefix = _prefix ??= Encoding.UTF8.GetBytes($$"""{"stream":"{{name}}","data":""");
        var frame = new byte[prefix.Length + payload.Length + 1];
        prefix.CopyTo(frame, 0);
        payload.CopyTo(frame.AsSpan(prefix.Length));
        frame[^1] = (byte)'}';
        return frame;
    }
}
