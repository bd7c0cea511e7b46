using System.Buffers.Text;
using System.Text;
using Phoenix.Binance.Signing;

namespace Phoenix.Binance.Wire;

/// <summary>
/// Writes one request of the trading API and, beside it, the text that is signed: all parameters as <c>k=v</c>,
/// sorted by name, joined by <c>&amp;</c>. The caller hands the parameters over in that order.
/// </summary>
/// <remarks>Values go into JSON as they are: the caller sees to it that they need no escapes.</remarks>
internal ref struct SignedRequest
{
    private readonly Span<byte> _json;
    private readonly Span<byte> _payload;
    private int _jsonLength;
    private int _payloadLength;

    public SignedRequest(Span<byte> json, Span<byte> payload)
    {
        _json = json;
        _payload = payload;
    }

    public void Begin(long id, scoped ReadOnlySpan<byte> method)
    {
        Json("{\"id\":"u8);
        Utf8Formatter.TryFormat(id, _json[_jsonLength..], out var written);
        _jsonLength += written;
        Json(",\"method\":\""u8);
        Json(method);
        Json("\",\"params\":{"u8);
    }

    public void Text(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> value)
    {
        Name(name);
        Json("\""u8);
        Json(value);
        Json("\""u8);
        Payload(value);
    }

    public void Text(scoped ReadOnlySpan<byte> name, string value)
    {
        Span<byte> bytes = stackalloc byte[192];
        Text(name, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    public void Number(scoped ReadOnlySpan<byte> name, long value)
    {
        Name(name);
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var written);
        Json(digits[..written]);
        Payload(digits[..written]);
    }

    public void Units(scoped ReadOnlySpan<byte> name, in NumberGrid grid, long units)
    {
        Span<byte> text = stackalloc byte[NumberGrid.MaxTextLength];
        Text(name, text[..grid.Write(units, text)]);
    }

    /// <summary>Signs and closes the request.</summary>
    /// <returns>Its length.</returns>
    public int End(RequestSigner signer)
    {
        Json(",\"signature\":\""u8);
        signer.Sign(_payload[.._payloadLength], _json.Slice(_jsonLength, RequestSigner.SignatureLength));
        _jsonLength += RequestSigner.SignatureLength;
        Json("\"}}"u8);
        return _jsonLength;
    }

    /// <summary>Closes a request that needs no signature.</summary>
    /// <returns>Its length.</returns>
    public int End()
    {
        Json("}}"u8);
        return _jsonLength;
    }

    private void Name(scoped ReadOnlySpan<byte> name)
    {
        if (_payloadLength > 0)
        {
            Json(","u8);
            Payload("&"u8);
        }

        Json("\""u8);
        Json(name);
        Json("\":"u8);
        Payload(name);
        Payload("="u8);
    }

    private void Json(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_json[_jsonLength..]);
        _jsonLength += bytes.Length;
    }

    private void Payload(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_payload[_payloadLength..]);
        _payloadLength += bytes.Length;
    }
}
