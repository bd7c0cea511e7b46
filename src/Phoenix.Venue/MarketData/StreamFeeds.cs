using System.Runtime.InteropServices;
using System.Text;
using Phoenix.Venue.Market;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.MarketData;

/// <summary>What a stream of one market carries.</summary>
internal enum FeedKind
{
    Ticker = 1,
    Depth100,
    Depth250,
    Depth500,
    Partial100,
    Partial250,
    Partial500,
    Trades,
    MarkEachSecond,
    MarkEach3Seconds,
}

/// <summary>One stream and who listens to it.</summary>
internal sealed class StreamFeed(string name, FeedKind kind, SymbolMarket market, int levels)
{
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes($$"""{"stream":"{{name}}","data":""");

    internal string Name => name;

    internal FeedKind Kind => kind;

    internal SymbolMarket Market => market;

    /// <summary>Of a partial book stream, levels per side.</summary>
    internal int Levels => levels;

    internal SocketClass Route =>
        kind is FeedKind.Trades or FeedKind.MarkEachSecond or FeedKind.MarkEach3Seconds
            ? SocketClass.Market
            : SocketClass.Public;

    internal List<VenueSocket> Listeners { get; } = [];

    /// <summary>Told of each frame before it is sent.</summary>
    internal Action<string>? Publishing { get; set; }

    internal bool IsHeard => Listeners.Count > 0;

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
        var frame = new byte[_prefix.Length + payload.Length + 1];
        _prefix.CopyTo(frame, 0);
        payload.CopyTo(frame.AsSpan(_prefix.Length));
        frame[^1] = (byte)'}';
        return frame;
    }
}

/// <summary>All streams of all markets, by name and by market.</summary>
internal sealed class StreamFeeds
{
    private readonly Dictionary<string, StreamFeed> _byName = new(StringComparer.Ordinal);
    private readonly StreamFeed[][] _byMarket;

    /// <summary>Told of each frame of any stream before it is sent.</summary>
    internal Action<string> Publishing
    {
        set
        {
            foreach (var feed in _byName.Values)
            {
                feed.Publishing = value;
            }
        }
    }

    internal StreamFeeds(IReadOnlyList<SymbolMarket> markets)
    {
        _byMarket = [.. markets.Select(market => FeedsOf(market).ToArray())];
        foreach (var feed in _byMarket.SelectMany(feeds => feeds))
        {
            _byName.Add(feed.Name, feed);
        }
    }

    internal ReadOnlySpan<StreamFeed> Of(SymbolMarket market) => _byMarket[market.Index];

    internal StreamFeed? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>
    /// The stream joins the socket's list whatever it is called; only one that exists, on its own route, delivers.
    /// </summary>
    internal void Subscribe(VenueSocket socket, string name)
    {
        if (socket.Names.Contains(name)) return;
        socket.Names.Add(name);
        if (Find(name) is not { } feed || feed.Route != socket.Class) return;
        feed.Listeners.Add(socket);
    }

    internal void Unsubscribe(VenueSocket socket, string name)
    {
        if (socket.Names.Remove(name)) Find(name)?.Listeners.Remove(socket);
    }

    internal void Forget(VenueSocket socket)
    {
        foreach (var name in socket.Names)
        {
            Find(name)?.Listeners.Remove(socket);
        }
    }

    private static IEnumerable<StreamFeed> FeedsOf(SymbolMarket market)
    {
        var symbol = market.Contract.Symbol.Name.ToLowerInvariant();
        yield return new StreamFeed($"{symbol}@bookTicker", FeedKind.Ticker, market, 0);
        yield return new StreamFeed($"{symbol}@depth@100ms", FeedKind.Depth100, market, 0);
        yield return new StreamFeed($"{symbol}@depth", FeedKind.Depth250, market, 0);
        yield return new StreamFeed($"{symbol}@depth@250ms", FeedKind.Depth250, market, 0);
        yield return new StreamFeed($"{symbol}@depth@500ms", FeedKind.Depth500, market, 0);
        foreach (var levels in (int[])[5, 10, 20])
        {
            yield return new StreamFeed($"{symbol}@depth{levels}@100ms", FeedKind.Partial100, market, levels);
            yield return new StreamFeed($"{symbol}@depth{levels}", FeedKind.Partial250, market, levels);
            yield return new StreamFeed($"{symbol}@depth{levels}@500ms", FeedKind.Partial500, market, levels);
        }

        yield return new StreamFeed($"{symbol}@aggTrade", FeedKind.Trades, market, 0);
        yield return new StreamFeed($"{symbol}@markPrice@1s", FeedKind.MarkEachSecond, market, 0);
        yield return new StreamFeed($"{symbol}@markPrice", FeedKind.MarkEach3Seconds, market, 0);
    }
}
