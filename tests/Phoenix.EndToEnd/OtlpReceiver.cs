using System.Text;

namespace Phoenix.EndToEnd;

/// <summary>Takes metrics and traces by OTLP over HTTP and keeps what came.</summary>
internal sealed class OtlpReceiver(int port) : IDisposable
{
    private readonly HttpReceiver _http = new(port);

    /// <summary>What came to <c>/v1/metrics</c>, names in clear: protobuf keeps text as it is.</summary>
    public IReadOnlyList<(string? Authorization, string Body)> Metrics =>
    [
        .. _http.Requests.Where(request => request.Path == "/v1/metrics")
            .Select(request => (request.Authorization, Encoding.Latin1.GetString(request.Body))),
    ];

    /// <summary>What came to <c>/v1/traces</c>.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
    [
        .. _http.Requests.Where(request => request.Path == "/v1/traces")
            .SelectMany(request => OtlpSpan.Read(request.Body)),
    ];

    public IEnumerable<string> Paths => _http.Requests.Select(request => request.Path).Distinct();

    public void Dispose() => _http.Dispose();
}
