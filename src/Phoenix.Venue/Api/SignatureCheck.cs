using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Phoenix.Venue.Accounts;

namespace Phoenix.Venue.Api;

/// <summary>Tells whether a signature was made with one particular key.</summary>
/// <remarks>
/// Sources: https://developers.binance.com/docs/derivatives/usds-margined-futures/general-info (read 2026-05-28) for
/// HMAC (hexadecimal, in small or capital letters) and RSA (PKCS #1 v1.5 with SHA-256, base64);
/// https://developers.binance.com/docs/binance-spot-api-docs/faqs/api_key_types for Ed25519 (base64). Ed25519 comes
/// from Bouncy Castle, since .NET has none: docs/decisions/0010-ed25519-from-bouncy-castle.md.
/// </remarks>
internal abstract class SignatureCheck
{
    /// <exception cref="ArgumentException">The public key cannot be read.</exception>
    internal static SignatureCheck Of(VenueApiKey key)
    {
        try
        {
            return key.Kind switch
            {
                ApiKeyKind.Rsa => new RsaCheck(PublicKey(key.Secret)),
                ApiKeyKind.Ed25519 => new Ed25519Check(PublicKey(key.Secret)),
                _ => new HmacCheck(Encoding.UTF8.GetBytes(key.Secret)),
            };
        }
        catch (Exception malformed) when (malformed is CryptographicException or IOException or FormatException
            or InvalidCastException or ArgumentException or SecurityUtilityException)
        {
            throw new ArgumentException($"The public key of {key} cannot be read.", nameof(key), malformed);
        }
    }

    /// <param name="signature">As it came, without percent-encoding.</param>
    internal abstract bool Accepts(ReadOnlySpan<byte> signed, string signature);

    /// <summary>The DER bytes inside the PEM armour, or of bare base64.</summary>
    private static byte[] PublicKey(string text)
    {
        var isArmoured = PemEncoding.TryFind(text, out var fields);
        return Convert.FromBase64String(isArmoured ? text[fields.Base64Data] : text);
    }

    private static byte[]? FromBase64(string signature)
    {
        var bytes = new byte[signature.Length];
        return Convert.TryFromBase64String(signature, bytes, out var length) ? bytes[..length] : null;
    }

    private sealed class HmacCheck(byte[] secret) : SignatureCheck
    {
        internal override bool Accepts(ReadOnlySpan<byte> signed, string signature)
        {
            if (signature.Length != 2 * HMACSHA256.HashSizeInBytes) return false;
            Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
            HMACSHA256.HashData(secret, signed, expected);
            return string.Equals(Convert.ToHexString(expected), signature, StringComparison.OrdinalIgnoreCase);
        }
    }

    private sealed class RsaCheck : SignatureCheck
    {
        private readonly byte[] _publicKey;

        internal RsaCheck(byte[] publicKey)
        {
            using var rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(publicKey, out _);
            _publicKey = publicKey;
        }

        internal override bool Accepts(ReadOnlySpan<byte> signed, string signature)
        {
            if (FromBase64(signature) is not { } bytes) return false;
            using var rsa = RSA.Create();   // holds memory outside the heap, so it is not kept
            rsa.ImportSubjectPublicKeyInfo(_publicKey, out _);
            return rsa.VerifyData(signed, bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    private sealed class Ed25519Check(byte[] publicKey) : SignatureCheck
    {
        private readonly Ed25519PublicKeyParameters _key =
            (Ed25519PublicKeyParameters)PublicKeyFactory.CreateKey(publicKey);

        internal override bool Accepts(ReadOnlySpan<byte> signed, string signature)
        {
            if (FromBase64(signature) is not { } bytes) return false;
            var signer = new Ed25519Signer();
            signer.Init(forSigning: false, _key);
            signer.BlockUpdate(signed);
            return signer.VerifySignature(bytes);
        }
    }
}
