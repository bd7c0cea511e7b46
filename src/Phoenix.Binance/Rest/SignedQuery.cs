using System.Globalization;
using System.Text;
using Phoenix.Binance.Signing;
using Phoenix.Core.Primitives;

namespace Phoenix.Binance.Rest;

/// <summary>Builds the query of a request, percent-encoded before it is signed, the signature last.</summary>
internal sealed class SignedQuery
{
    private readonly StringBuilder _text = new();

    public SignedQuery Add(string name, string value)
    {
        _text.Append(_text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public SignedQuery Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The query with receive window, timestamp and signature.</summary>
    public string Sign(RequestSigner signer, TimeSpan receiveWindow, VenueTime now)
    {
        var payload = new SignedQuery();
        payload._text.Append(_text);
        payload.Add("recvWindow", (long)receiveWindow.TotalMilliseconds).Add("timestamp", now.Milliseconds);
        var signed = payload.ToString();
        return $"{signed}&signature={signer.Sign(signed)}";
    }

    public override string ToString() => _text.ToString();
}
