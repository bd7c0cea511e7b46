using System.Security.Cryptography;
using System.Text;

namespace Phoenix.Binance.Signing;

/// <summary>HMAC-SHA256 over the bytes of a request, as lower-case hex. Safe from any thread.</summary>
/// <remarks>
/// One keyed hash is kept and reset, which takes half the time of a new one for each request. Source: general-info
/// page of the futures documentation, section "SIGNED Endpoint Security", copy of 2026-05-28.
/// </remarks>
public sealed class RequestSigner : IDisposable
{
    /// <summary>Length of a signature in bytes of text.</summary>
    public const int SignatureLength = 64;

    private readonly IncrementalHash _hash;
    private readonly Lock _gate = new();

    public RequestSigner(BinanceCredentials credentials) =>
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(credentials.Secret));

    /// <param name="payload">Exactly the bytes that are sent: never re-encode them after signing.</param>
    /// <param name="signature">Receives <see cref="SignatureLength"/> bytes of hex.</param>
    public void Sign(ReadOnlySpan<byte> payload, Span<byte> signature)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        lock (_gate)
        {
            _hash.AppendData(payload);
            _hash.GetHashAndReset(digest);
        }

        Convert.TryToHexStringLower(digest, signature, out _);
    }

    /// <summary>The signature of a text in UTF-8.</summary>
    public string Sign(string payload)
    {
        Span<byte> signature = stackalloc byte[SignatureLength];
        Sign(Encoding.UTF8.GetBytes(payload), signature);
        return Encoding.ASCII.GetString(signature);
    }

    public void Dispose() => _hash.Dispose();
}
