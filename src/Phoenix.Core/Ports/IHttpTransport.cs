using System.Collections.Immutable;

namespace Phoenix.Core.Ports;

/// <summary>
/// Carries one request to the venue's REST host and brings the answer. One implementation dials, one simulates.
/// </summary>
public interface IHttpTransport
{
    /// <exception cref="IOException">No answer came; whether the request was executed is unknown.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended the wait.</exception>
    Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation);
}

/// <summary>A request as bytes: what is signed is what is sent.</summary>
/// <param name="Method"><c>GET</c>, <c>POST</c>, <c>PUT</c> or <c>DELETE</c>.</param>
/// <param name="PathAndQuery">Beginning with <c>/</c>, percent-encoded.</param>
/// <param name="ApiKey">Sent as <c>X-MBX-APIKEY</c>; null for public calls.</param>
public sealed record HttpCall(string Method, string PathAndQuery, string? ApiKey)
{
    /// <summary>Without the query, which may carry a signature, and without the key.</summary>
    public override string ToString() => $"{Method} {PathAndQuery.Split('?', 2)[0]}";
}

/// <summary>An answer as bytes, with the headers in lower case and alphabetical order.</summary>
public sealed record HttpAnswer(
    int Status, ReadOnlyMemory<byte> Body, ImmutableSortedDictionary<string, string> Headers)
{
    /// <summary>Their order is that of their names' letters, on every machine and in every run.</summary>
    public static ImmutableSortedDictionary<string, string> NoHeaders { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
