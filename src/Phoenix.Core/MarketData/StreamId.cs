using Phoenix.Core.Primitives;

namespace Phoenix.Core.MarketData;

/// <summary>What a market stream carries.</summary>
public enum StreamKind
{
    /// <summary>Differences of the order book each 100 ms.</summary>
    Depth = 1,

    /// <summary>Best bid and ask, at every change.</summary>
    BookTicker,

    /// <summary>Mark price and funding, each second.</summary>
    MarkPrice,

    /// <summary>Trades, those of one price and side within 100 ms as one.</summary>
    Trades,
}

/// <summary>
/// The class of endpoint on which a stream is delivered. A stream asked for on another route is acknowledged and
/// never delivered.
/// </summary>
public enum StreamRoute
{
    Public = 1,
    Market,
    Private,
}

/// <summary>One market stream of one symbol.</summary>
public readonly record struct StreamId(Symbol Symbol, StreamKind Kind) : IComparable<StreamId>
{
    public StreamRoute Route =>
        Kind is StreamKind.MarkPrice or StreamKind.Trades ? StreamRoute.Market : StreamRoute.Public;

    /// <summary>
    /// Whether a healthy one must deliver; trades need not while nobody trades, nor best quotes that stay the same.
    /// </summary>
    public bool MustFlow => Kind is StreamKind.Depth or StreamKind.MarkPrice;

    /// <summary>The name used on the wire, for example <c>ethusdc@depth@100ms</c>.</summary>
    public string WireName => Kind switch
    {
        StreamKind.Depth => $"{Symbol.Name.ToLowerInvariant()}@depth@100ms",
        StreamKind.BookTicker => $"{Symbol.Name.ToLowerInvariant()}@bookTicker",
        StreamKind.Trades => $"{Symbol.Name.ToLowerInvariant()}@aggTrade",
        StreamKind.MarkPrice => $"{Symbol.Name.ToLowerInvariant()}@markPrice@1s",
        _ => throw new InvalidOperationException($"Stream kind {Kind} has no wire name."),
    };

    public int CompareTo(StreamId other) =>
        Symbol.CompareTo(other.Symbol) is var bySymbol and not 0 ? bySymbol : Kind.CompareTo(other.Kind);

    public override string ToString() => WireName;
}
