using System.Buffers;
using System.Text;
using Phoenix.Binance.Signing;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Wire;

/// <summary>Writes the requests of the trading API. Allocates nothing; safe from any thread.</summary>
/// <remarks>
/// Each request carries key and signature of its own instead of relying on <c>session.logon</c>, which the venue
/// accepts for Ed25519 keys only. Self-trade prevention is stated: the documented defaults contradict each other.
/// </remarks>
public sealed class TradingRequestEncoder
{
    /// <summary>No request is longer, in bytes.</summary>
    public const int MaxLength = 1024;

    private static readonly SearchValues<char> IdLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:/_-");

    private readonly byte[] _apiKey;
    private readonly RequestSigner _signer;
    private readonly long _receiveWindowMs;

    public TradingRequestEncoder(BinanceCredentials credentials, RequestSigner signer, TimeSpan receiveWindow)
    {
        _apiKey = Encoding.UTF8.GetBytes(credentials.ApiKey);
        _signer = signer;
        _receiveWindowMs = (long)receiveWindow.TotalMilliseconds;
    }

    /// <summary>Whether the venue accepts the id: <c>^[\.A-Z\:/a-z0-9_-]{1,36}$</c>.</summary>
    public static bool IsSendable(ClientOrderId id) =>
        id.Value is { Length: >= 1 and <= 36 } text && !text.AsSpan().ContainsAnyExcept(IdLetters);

    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The length of the request.</returns>
    public int Place(Span<byte> destination, RequestId id, OrderIntent intent, InstrumentGrid grid, VenueTime now)
    {
        var request = new SignedRequest(destination, stackalloc byte[MaxLength]);
        request.Begin(id.Value, "order.place"u8);
        request.Text("apiKey"u8, _apiKey);
        request.Text("newClientOrderId"u8, intent.ClientOrderId.Value);
        request.Text("newOrderRespType"u8, "ACK"u8);
        request.Units("price"u8, grid.Prices, intent.Price.Ticks);
        request.Units("quantity"u8, grid.Quantities, intent.Quantity.Lots);
        request.Number("recvWindow"u8, _receiveWindowMs);
        if (intent.ReduceOnly)
        {
            request.Text("reduceOnly"u8, "true"u8);
        }

        request.Text("selfTradePreventionMode"u8, "EXPIRE_MAKER"u8);
        request.Text("side"u8, Words.Of(intent.Side));
        request.Text("symbol"u8, grid.Name);
        request.Text("timeInForce"u8, Words.Of(intent.TimeInForce));
        request.Number("timestamp"u8, now.Milliseconds);
        request.Text("type"u8, "LIMIT"u8);
        return request.End(_signer);
    }

    /// <summary>Gives an order other terms.</summary>
    /// <remarks>
    /// Source: https://developers.binance.com/docs/derivatives/usds-margined-futures/trade/websocket-api/Modify-Order,
    /// copy of 2026-05-28. The quantity is the new total. <c>reduceOnly</c>, since 2026-09-15, changes nothing: it only
    /// spares an order that reduces anyway the least notional.
    /// </remarks>
    /// <inheritdoc cref="Place"/>
    public int Amend(
        Span<byte> destination,
        RequestId id,
        OrderIntent order,
        OrderTerms terms,
        InstrumentGrid grid,
        VenueTime now)
    {
        var request = new SignedRequest(destination, stackalloc byte[MaxLength]);
        request.Begin(id.Value, "order.modify"u8);
        request.Text("apiKey"u8, _apiKey);
        request.Text("origClientOrderId"u8, order.ClientOrderId.Value);
        request.Units("price"u8, grid.Prices, terms.Price.Ticks);
        request.Units("quantity"u8, grid.Quantities, terms.Quantity.Lots);
        request.Number("recvWindow"u8, _receiveWindowMs);
        if (order.ReduceOnly)
        {
            request.Text("reduceOnly"u8, "true"u8);
        }

        request.Text("side"u8, Words.Of(order.Side));
        request.Text("symbol"u8, grid.Name);
        request.Number("timestamp"u8, now.Milliseconds);
        return request.End(_signer);
    }

    /// <inheritdoc cref="Place"/>
    public int Cancel(Span<byte> destination, RequestId id, ClientOrderId order, InstrumentGrid grid, VenueTime now)
    {
        var request = new SignedRequest(destination, stackalloc byte[MaxLength]);
        request.Begin(id.Value, "order.cancel"u8);
        request.Text("apiKey"u8, _apiKey);
        request.Text("origClientOrderId"u8, order.Value);
        request.Number("recvWindow"u8, _receiveWindowMs);
        request.Text("symbol"u8, grid.Name);
        request.Number("timestamp"u8, now.Milliseconds);
        return request.End(_signer);
    }

    /// <summary>A request about the listen key, which needs no signature.</summary>
    /// <remarks>
    /// Parameters <c>{apiKey}</c> only, weight 1 each; results <c>{listenKey}</c>, <c>{listenKey}</c>, <c>{}</c>. See
    /// docs/protocols/binance-usdm.md.
    /// </remarks>
    /// <inheritdoc cref="Place"/>
    public int Key(Span<byte> destination, RequestId id, KeyRequest what)
    {
        var request = new SignedRequest(destination, stackalloc byte[MaxLength]);
        request.Begin(id.Value, what switch
        {
            KeyRequest.Start => "userDataStream.start"u8,
            KeyRequest.Extend => "userDataStream.ping"u8,
            _ => "userDataStream.stop"u8,
        });
        request.Text("apiKey"u8, _apiKey);
        return request.End();
    }

    /// <summary>A question that needs no signature and whose answer is short.</summary>
    /// <inheritdoc cref="Place"/>
    public static int Probe(Span<byte> destination, RequestId id, Symbol symbol)
    {
        var request = new SignedRequest(destination, stackalloc byte[MaxLength]);
        request.Begin(id.Value, "ticker.price"u8);
        request.Text("symbol"u8, symbol.Name);
        return request.End();
    }
}
