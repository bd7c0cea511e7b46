using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Venue.Http;

/// <summary>Makes the certificate of an exchange that serves this machine alone.</summary>
/// <remarks>
/// It is signed by itself: a client is told to trust it by its PEM text, most by a variable of the environment
/// (<c>NODE_EXTRA_CA_CERTS</c>, <c>SSL_CERT_FILE</c>). Each call makes another key, which never leaves the process.
/// </remarks>
public static class LoopbackCertificate
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>For <c>localhost</c>, 127.0.0.1 and ::1, from a day before <paramref name="now"/> on.</summary>
    public static X509Certificate2 Create(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost, O=Phoenix exchange", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1")], critical: false));   // server authentication
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now.AddDays(-1), now + Life);
    }
}
