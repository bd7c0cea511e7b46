using System.Collections.Immutable;
using System.Net;
using Phoenix.Core.Ports;

namespace Phoenix.Binance.Rest;

/// <summary>
/// REST over real connections. It repeats nothing and follows no redirect: what was asked is sent once.
/// </summary>
public sealed class HttpClientTransport : IHttpTransport, IDisposable
{
    /// <summary>The query is signed as it stands, so nothing may rewrite its escapes.</summary>
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _base;
    private readonly HttpClient _client;

    /// <param name="baseAddress">Scheme and authority; a path is ignored.</param>
    public HttpClientTransport(Uri baseAddress, HttpTransportOptions options)
    {
        _base = baseAddress.GetLeftPart(UriPartial.Authority);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = options.ConnectionLifetime,
            UseCookies = false,
            UseProxy = options.UseProxy,
        })
        {
            MaxResponseContentBufferSize = options.ReceiveLimit,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<HttpAnswer> Send(HttpCall call, CancellationToken cancellation)
    {
        var address = new Uri(_base + call.PathAndQuery, Verbatim);
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), address);
        if (call.ApiKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("X-MBX-APIKEY", key);
        }

        if (!string.Equals(call.Method, "GET", StringComparison.Ordinal))
        {
            // The handler silently repeats a request without content when a pooled connection turns out dead; the
            // venue may have executed the first one. An empty content keeps it from doing so.
            request.Content = new ByteArrayContent([]);
        }

        try
        {
            using var response = await _client.SendAsync(request, cancellation);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return new HttpAnswer((int)response.StatusCode, body, HeadersOf(response));
        }
        catch (HttpRequestException failure)
        {
            throw new IOException($"{failure.HttpRequestError}: {failure.Message}", failure);
        }
        catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException("the connection was not up in time", failure);
        }
    }

    public void Dispose() => _client.Dispose();

    private static ImmutableSortedDictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = HttpAnswer.NoHeaders.ToBuilder();
        foreach (var (name, values) in response.Headers.NonValidated)
        {
            headers[name.ToLowerInvariant()] = values.ToString();
        }

        return headers.ToImmutable();
    }
}
