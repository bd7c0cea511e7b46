using System.Security.Cryptography.X509Certificates;

namespace Phoenix.Venue.Http;

/// <summary>A second port of the exchange, for clients that refuse to speak without TLS.</summary>
/// <param name="Port">0 takes a free one.</param>
/// <param name="Certificate">With its private key; it is the caller's to dispose, after the venue.</param>
public sealed record SecureEndpoint(int Port, X509Certificate2 Certificate);
