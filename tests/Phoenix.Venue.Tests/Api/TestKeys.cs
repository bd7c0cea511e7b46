using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.X509;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Tests.Api;

/// <summary>Asymmetric keys for tests and what is signed with them.</summary>
internal static class TestKeys
{
    internal const string Ed25519Name = "ed25519-key";

    private static readonly Ed25519PrivateKeyParameters Private =
        new(Encoding.ASCII.GetBytes("thirty-two bytes, no secret here"));

    internal static VenueApiKey Ed25519 { get; } = new()
    {
        Key = Ed25519Name,
        Kind = ApiKeyKind.Ed25519,
        Secret = PemOf(Private.GeneratePublicKey()),
    };

    internal static VenueOptions With(params VenueApiKey[] keys) =>
        new() { Accounts = [new VenueAccountOptions { MoreKeys = [.. keys] }] };

    internal static string SignEd25519(string text)
    {
        var signer = new Ed25519Signer();
        signer.Init(forSigning: true, Private);
        signer.BlockUpdate(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(signer.GenerateSignature());
    }

    internal static string PemOf(Ed25519PublicKeyParameters key) => PemEncoding.WriteString(
        "PUBLIC KEY", SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(key).GetDerEncoded());
}
