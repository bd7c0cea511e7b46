using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Reads frames of the market streams, combined (<c>{"stream":…,"data":…}</c>) or raw. Total: any bytes give a
/// <see cref="MarketFrame"/>. It allocates the resulting message, for a diff with its two arrays, and nothing else.
/// </summary>
/// <remarks>
/// Owned by one reader at a time (it keeps a scratch buffer). Properties are taken by name: their order on the wire
/// differs from the documentation and new ones appear unannounced. A partial book (<c>@depth20</c>) has the very
/// shape of a diff and only its stream name tells them apart, so it is recognised by that and ignored.
/// </remarks>
public sealed class MarketFrameDecoder
{
    private readonly InstrumentRegistry _instruments;
    private BookLevel[] _scratch = new BookLevel[256];

    public MarketFrameDecoder(InstrumentRegistry instruments) => _instruments = instruments;

    public MarketFrame Decode(ReadOnlySpan<byte> frame)
    {
        var json = new JsonScanner(frame);
        var result = default(MarketFrame?);
        var reply = default(ControlReply);
        ReadOnlySpan<byte> stream = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            if (name.SequenceEqual("data"u8))
            {
                result = DecodeEvent(ref json);
            }
            else if (name.SequenceEqual("stream"u8))
            {
                json.ReadText(out stream);
            }
            else if (name.SequenceEqual("e"u8))
            {
                json = new JsonScanner(frame);
                result = DecodeEvent(ref json);
                break;
            }
            else
            {
                reply.Read(ref json, name);
            }
        }

        if (json.Fault is null && !json.AtEnd)
        {
            json.Fail("something follows the frame");
        }

        return json.Fault is { } fault ? MarketFrame.Malformed(fault)
            : result is { } decoded ? (IsPartial(decoded, stream) ? MarketFrame.Ignored : decoded)
            : reply.Error is { } error ? MarketFrame.Refused(reply.Id, error)
            : reply.HasResult ? MarketFrame.Acknowledged(reply.Id, reply.Items)
            : MarketFrame.Malformed("neither an event nor a reply");
    }

    private static bool IsPartial(MarketFrame frame, ReadOnlySpan<byte> stream) =>
        frame.Kind == MarketFrameKind.Depth
        && stream.IndexOf("@depth"u8) is var at and >= 0
        && at + 6 < stream.Length && stream[at + 6] is >= (byte)'0' and <= (byte)'9';

    /// <summary>The event's type, which on the wire comes first but need not; empty if there is none.</summary>
    private static ReadOnlySpan<byte> TypeOf(JsonScanner ahead)
    {
        for (var more = ahead.EnterObject(); more && ahead.NextProperty(out var name);)
        {
            if (name.SequenceEqual("e"u8))
            {
                return ahead.ReadText(out var type) ? type : default;
            }

            ahead.SkipValue();
        }

        return default;
    }

    private MarketFrame DecodeEvent(ref JsonScanner json)
    {
        if (json.Peek() == '{')
        {
            var type = TypeOf(json);
            var known = type.SequenceEqual("depthUpdate"u8) ? MarketFrameKind.Depth
                : type.SequenceEqual("bookTicker"u8) ? MarketFrameKind.Ticker
                : type.SequenceEqual("markPriceUpdate"u8) ? MarketFrameKind.Mark
                : type.SequenceEqual("aggTrade"u8) ? MarketFrameKind.Trade
                : MarketFrameKind.Ignored;
            if (known != MarketFrameKind.Ignored)
            {
                return json.FindInstrument("s"u8, _instruments.Table, out var grid)
                    ? known switch
                    {
                        MarketFrameKind.Depth => DecodeDepth(ref json, grid),
                        MarketFrameKind.Ticker => DecodeTicker(ref json, grid),
                        MarketFrameKind.Trade => DecodeTrade(ref json, grid),
                        _ => DecodeMark(ref json, grid),
                    }
                    : MarketFrame.Ignored;
            }
        }

        json.SkipValue();
        return MarketFrame.Ignored;
    }

    private MarketFrame DecodeDepth(ref JsonScanner json, InstrumentGrid grid)
    {
        VenueTime eventTime = default, transactionTime = default;
        long first = 0, final = 0, previous = -1;
        ImmutableArray<BookLevel> bids = default, asks = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            switch (name)
            {
                case [(byte)'E']:
                    json.ReadTime(out eventTime);
                    break;
                case [(byte)'T']:
                    json.ReadTime(out transactionTime);
                    break;
                case [(byte)'U']:
                    json.ReadInteger(out first);
                    break;
                case [(byte)'u']:
                    json.ReadInteger(out final);
                    break;
                case [(byte)'p', (byte)'u']:
                    json.ReadInteger(out previous);
                    break;
                case [(byte)'b']:
                    bids = ReadLevels(ref json, grid);
                    break;
                case [(byte)'a']:
                    asks = ReadLevels(ref json, grid);
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }

        if (json.Fault is not null
            || eventTime == default || first == 0 || final == 0 || previous < 0 || bids.IsDefault || asks.IsDefault)
        {
            json.Fail("a depthUpdate lacks E, U, u, pu, b or a");
            return MarketFrame.Ignored;
        }

        return MarketFrame.Of(new DepthDiff
        {
            Symbol = grid.Symbol,
            FirstUpdateId = first,
            FinalUpdateId = final,
            PreviousUpdateId = previous,
            EventTime = eventTime,
            TransactionTime = transactionTime,
            Bids = bids,
            Asks = asks,
        });
    }

    private static MarketFrame DecodeTicker(ref JsonScanner json, InstrumentGrid grid)
    {
        VenueTime eventTime = default, transactionTime = default;
        long update = 0;
        Price bid = default, ask = default;
        Quantity bidQuantity = default, askQuantity = default;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            switch (name)
            {
                case [(byte)'u']:
                    json.ReadInteger(out update);
                    break;
                case [(byte)'b']:
                    json.ReadPrice(grid, out bid);
                    break;
                case [(byte)'B']:
                    json.ReadQuantity(grid, out bidQuantity);
                    break;
                case [(byte)'a']:
                    json.ReadPrice(grid, out ask);
                    break;
                case [(byte)'A']:
                    json.ReadQuantity(grid, out askQuantity);
                    break;
                case [(byte)'T']:
                    json.ReadTime(out transactionTime);
                    break;
                case [(byte)'E']:
                    json.ReadTime(out eventTime);
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }

        if (json.Fault is not null || update == 0 || eventTime == default || bid.Ticks < 0 || ask.Ticks < 0)
        {
            json.Fail("a bookTicker lacks u or E, or has a negative price");
            return MarketFrame.Ignored;
        }

        return MarketFrame.Of(new BookTicker(
            grid.Symbol,
            update,
            new BookLevel(bid, bidQuantity),
            new BookLevel(ask, askQuantity),
            eventTime,
            transactionTime));
    }

    private static MarketFrame DecodeMark(ref JsonScanner json, InstrumentGrid grid)
    {
        VenueTime eventTime = default, nextFunding = default;
        decimal mark = 0, index = 0, rate = 0;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            switch (name)
            {
                case [(byte)'E']:
                    json.ReadTime(out eventTime);
                    break;
                case [(byte)'p']:
                    json.ReadDecimal(out mark);
                    break;
                case [(byte)'i']:
                    json.ReadDecimal(out index);
                    break;
                case [(byte)'r']:
                    json.ReadDecimal(out rate);
                    break;
                case [(byte)'T']:
                    json.ReadTime(out nextFunding);
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }

        if (json.Fault is not null || eventTime == default || mark <= 0)
        {
            json.Fail("a markPriceUpdate lacks E or p");
            return MarketFrame.Ignored;
        }

        return MarketFrame.Of(new MarkPrice(
            grid.Symbol, mark, index, rate, nextFunding, eventTime));
    }

    private static MarketFrame DecodeTrade(ref JsonScanner json, InstrumentGrid grid)
    {
        VenueTime eventTime = default, tradeTime = default;
        long id = 0;
        Price price = default;
        Quantity quantity = default;
        Side? aggressor = null;
        for (var more = json.EnterObject(); more && json.NextProperty(out var name);)
        {
            switch (name)
            {
                case [(byte)'a']:
                    json.ReadInteger(out id);
                    break;
                case [(byte)'p']:
                    json.ReadPrice(grid, out price);
                    break;
                case [(byte)'q']:
                    json.ReadQuantity(grid, out quantity);
                    break;
                case [(byte)'m']:
                    json.ReadFlag(out var isBuyerMaker);
                    aggressor = isBuyerMaker ? Side.Sell : Side.Buy;
                    break;
                case [(byte)'E']:
                    json.ReadTime(out eventTime);
                    break;
                case [(byte)'T']:
                    json.ReadTime(out tradeTime);
                    break;
                default:
                    json.SkipValue();
                    break;
            }
        }

        var isTimed = eventTime != default && tradeTime != default;
        if (json.Fault is not null || id == 0 || !isTimed || price.Ticks <= 0 || aggressor is not { } side)
        {
            json.Fail("an aggTrade lacks a, E, T, p or m");
            return MarketFrame.Ignored;
        }

        return MarketFrame.Of(new TradePrint(
            grid.Symbol, id, price, quantity, side, tradeTime, eventTime));
    }

    private ImmutableArray<BookLevel> ReadLevels(ref JsonScanner json, InstrumentGrid grid)
    {
        var count = 0;
        for (var more = json.EnterArray(); more && json.NextElement();)
        {
            if (!json.ReadLevel(grid, out var ticks, out var lots))
            {
                return default;
            }

            if (count == _scratch.Length)
            {
                Array.Resize(ref _scratch, count * 2);
            }

            _scratch[count++] = new BookLevel(new Price(ticks), new Quantity(lots));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(_scratch.AsSpan(0, count).ToArray());
    }
}
