using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.X509;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Http;
using Phoenix.Venue.Server;

namespace Phoenix.VenueClients;

/// <summary>An exchange with TLS for one session, and the file by which its client trusts it.</summary>
internal sealed class ClientVenue : IAsyncDisposable
{
    /// <summary>PKCS#8, version 1: an Ed25519 key of 32 bytes follows.</summary>
    private const string KeyPrefix = "302E020100300506032B657004220420";

    private static readonly Ed25519PrivateKeyParameters Private =
        new(Encoding.ASCII.GetBytes("thirty-two bytes, no secret here"));

    private static readonly VenueApiKey Ed25519 = new()
    {
        Key = "phoenix-sim-ed25519",
        Kind = ApiKeyKind.Ed25519,
        Secret = PemEncoding.WriteString(
            "PUBLIC KEY",
            SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Private.GeneratePublicKey()).GetDerEncoded()),
    };

    // Clients know private keys in the first version of the form, without the public half.
    private static readonly string PrivateKey =
        PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString(KeyPrefix), .. Private.GetEncoded()]);

    private readonly X509Certificate2 _certificate;
    private readonly string _trustFile;

    private ClientVenue(KestrelVenue venue, X509Certificate2 certificate, string trustFile) =>
        (Venue, _certificate, _trustFile) = (venue, certificate, trustFile);

    private KestrelVenue Venue { get; }

    /// <summary>What a session has to know, as its environment.</summary>
    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["PHOENIX_REST"] = $"https://{Venue.SecureAddress!.Authority}",
        ["PHOENIX_STREAMS"] = $"wss://{Venue.SecureAddress.Authority}",
        ["PHOENIX_API_KEY"] = "phoenix-sim-key",
        ["PHOENIX_API_SECRET"] = "phoenix-sim-secret",
        ["PHOENIX_ED25519_KEY"] = Ed25519.Key,
        ["PHOENIX_PRIVATE_KEY"] = PrivateKey,
        ["NODE_EXTRA_CA_CERTS"] = _trustFile,
        ["NO_UPDATE_NOTIFIER"] = "1",
    };

    public static async Task<ClientVenue> Start()
    {
        var certificate = LoopbackCertificate.Create(TimeProvider.System.GetUtcNow());
        var options = new VenueOptions { Accounts = [new VenueAccountOptions { MoreKeys = [Ed25519] }] };
        var venue = await KestrelVenue.StartAsync(
            options, 0, TimeProvider.System, secure: new SecureEndpoint(0, certificate));
        var trustFile = Path.Combine(Path.GetTempPath(), $"phoenix-clients-{venue.SecureAddress!.Port}.pem");
        await File.WriteAllTextAsync(trustFile, certificate.ExportCertificatePem());
        return new ClientVenue(venue, certificate, trustFile);
    }

    /// <summary>The exchange's own view, once the session is over.</summary>
    public Task<VenueState> State() => Venue.Read(server => server.State);

    public async ValueTask DisposeAsync()
    {
        await Venue.DisposeAsync();
        _certificate.Dispose();
        File.Delete(_trustFile);
    }
}
