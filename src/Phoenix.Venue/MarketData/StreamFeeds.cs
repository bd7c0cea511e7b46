using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Phoenix.Venue.Market;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.MarketData;

/// <summary>
/// All streams, by name, and those somebody listens to, by market. A stream comes into being when it is first asked
/// for; one that nobody listens to costs nothing.
/// </summary>
/// <remarks>
/// Sources: https://developers.binance.com/docs/derivatives/usds-margined-futures/websocket-market-streams (read
/// 2026-05-28); <c>@trade</c> is not documented but served on the public route, as probed by third parties in September
/// 2026.
/// </remarks>
internal sealed class StreamFeeds
{
    private static readonly FrozenDictionary<string, (FeedKind Kind, int Levels)> OfOneMarket = new[]
    {
        ("bookTicker", FeedKind.BookTicker, 0),
        ("trade", FeedKind.Trade, 0),
        ("depth@100ms", FeedKind.Depth100, 0),
        ("depth", FeedKind.Depth250, 0),
        ("depth@250ms", FeedKind.Depth250, 0),
        ("depth@500ms", FeedKind.Depth500, 0),
        ("rpiDepth@500ms", FeedKind.Depth500, 0),   // no order here improves prices for retail
        ("depth5@100ms", FeedKind.Partial100, 5),
        ("depth10@100ms", FeedKind.Partial100, 10),
        ("depth20@100ms", FeedKind.Partial100, 20),
        ("depth5", FeedKind.Partial250, 5),
        ("depth10", FeedKind.Partial250, 10),
        ("depth20", FeedKind.Partial250, 20),
        ("depth5@250ms", FeedKind.Partial250, 5),
        ("depth10@250ms", FeedKind.Partial250, 10),
        ("depth20@250ms", FeedKind.Partial250, 20),
        ("depth5@500ms", FeedKind.Partial500, 5),
        ("depth10@500ms", FeedKind.Partial500, 10),
        ("depth20@500ms", FeedKind.Partial500, 20),
        ("aggTrade", FeedKind.AggregateTrade, 0),
        ("markPrice@1s", FeedKind.MarkEachSecond, 0),
        ("markPrice", FeedKind.MarkEach3Seconds, 0),
        ("miniTicker", FeedKind.MiniTicker, 0),
        ("ticker", FeedKind.DayTicker, 0),
        ("forceOrder", FeedKind.ForceOrder, 0),
    }.ToFrozenDictionary(entry => entry.Item1, entry => (entry.Item2, entry.Item3), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, FeedKind> OfAllMarkets = new Dictionary<string, FeedKind>(
        StringComparer.Ordinal)
    {
        ["!bookTicker"] = FeedKind.AllBookTickers,
        ["!markPrice@arr@1s"] = FeedKind.AllMarksEachSecond,
        ["!markPrice@arr"] = FeedKind.AllMarksEach3Seconds,
        ["!miniTicker@arr"] = FeedKind.AllMiniTickers,
        ["!ticker@arr"] = FeedKind.AllDayTickers,
        ["!forceOrder@arr"] = FeedKind.AllForceOrders,
        ["!contractInfo"] = FeedKind.ContractInfo,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly Dictionary<string, StreamFeed> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SymbolMarket> _markets = new(StringComparer.Ordinal);
    private readonly List<StreamFeed>[] _heard;
    private readonly List<StreamFeed> _heardOfAll = [];

    /// <summary>Told of each frame of any stream before it is sent.</summary>
    internal Action<string>? Publishing
    {
        get;
        set
        {
            field = value;
            foreach (var feed in _byName.Values)
            {
                feed.Publishing = value;
            }
        }
    }

    internal StreamFeeds(IReadOnlyList<SymbolMarket> markets)
    {
        _heard = [.. markets.Select(_ => new List<StreamFeed>())];
        foreach (var market in markets)
        {
            _markets.Add(market.Contract.Symbol.Name.ToLowerInvariant(), market);
        }
    }

    /// <summary>The streams of a market that somebody listens to.</summary>
    internal ReadOnlySpan<StreamFeed> Heard(SymbolMarket market) => CollectionsMarshal.AsSpan(_heard[market.Index]);

    /// <summary>The streams of all markets together that somebody listens to.</summary>
    internal ReadOnlySpan<StreamFeed> HeardOfAll => CollectionsMarshal.AsSpan(_heardOfAll);

    internal StreamFeed? Find(string name)
    {
        if (_byName.TryGetValue(name, out var known)) return known;
        if (Make(name) is not { } made) return null;
        made.Publishing = Publishing;
        _byName.Add(name, made);
        return made;
    }

    /// <summary>
    /// The stream joins the socket's list whatever it is called; only one that exists, on its own route, delivers.
    /// </summary>
    internal void Subscribe(VenueSocket socket, string name)
    {
        if (socket.Names.Contains(name)) return;
        socket.Names.Add(name);
        if (Find(name) is not { } feed || feed.Route != socket.Class) return;
        feed.Listeners.Add(socket);
        if (feed.Listeners.Count > 1) return;
        feed.Sent = default;
        var heard = ListOf(feed);
        var at = heard.BinarySearch(feed, InOrder);
        heard.Insert(~at, feed);
    }

    internal void Unsubscribe(VenueSocket socket, string name)
    {
        if (socket.Names.Remove(name)) StopHearing(socket, name);
    }

    internal void Forget(VenueSocket socket)
    {
        foreach (var name in socket.Names)
        {
            StopHearing(socket, name);
        }
    }

    private static IComparer<StreamFeed> InOrder { get; } = Comparer<StreamFeed>.Create((one, other) =>
        one.Kind != other.Kind ? one.Kind - other.Kind : string.CompareOrdinal(one.Name, other.Name));

    private List<StreamFeed> ListOf(StreamFeed feed) =>
        feed.Market is { } market ? _heard[market.Index] : _heardOfAll;

    private void StopHearing(VenueSocket socket, string name)
    {
        if (!_byName.TryGetValue(name, out var feed) || !feed.Listeners.Remove(socket)) return;
        if (feed.Listeners.Count == 0) ListOf(feed).Remove(feed);
    }

    private StreamFeed? Make(string name)
    {
        if (OfAllMarkets.TryGetValue(name, out var ofAll)) return new StreamFeed(name, ofAll, null);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        if (at < 0) return null;
        var (subject, what) = (name[..at], name[(at + 1)..]);
        if (TryInterval(what, "continuousKline_", out var interval))
        {
            const string Perpetual = "_perpetual";
            if (!subject.EndsWith(Perpetual, StringComparison.Ordinal)) return null;
            return _markets.TryGetValue(subject[..^Perpetual.Length], out var pair)
                ? new StreamFeed(name, FeedKind.ContinuousKline, pair) { Interval = interval }
                : null;
        }

        if (!_markets.TryGetValue(subject, out var market)) return null;
        if (TryInterval(what, "kline_", out interval))
        {
            return new StreamFeed(name, FeedKind.Kline, market) { Interval = interval };
        }

        return OfOneMarket.TryGetValue(what, out var found)
            ? new StreamFeed(name, found.Kind, market) { Levels = found.Levels }
            : null;
    }

    private static bool TryInterval(string what, string prefix, out KlineInterval? interval)
    {
        interval = what.StartsWith(prefix, StringComparison.Ordinal) ? KlineInterval.Find(what[prefix.Length..]) : null;
        return interval is not null;
    }
}
