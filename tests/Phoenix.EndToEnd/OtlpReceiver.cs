using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Phoenix.EndToEnd;

/// <summary>Takes metrics and traces by OTLP over HTTP and keeps what came.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string? Authorization, byte[] Body)> _requests = new();

    public OtlpReceiver(int port)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = Serve();
    }

    /// <summary>What came to <c>/v1/metrics</c>, names in clear: protobuf keeps text as it is.</summary>
    public IReadOnlyList<(string? Authorization, string Body)> Metrics =>
    [
        .. _requests.Where(request => request.Path == "/v1/metrics")
            .Select(request => (request.Authorization, Encoding.Latin1.GetString(request.Body))),
    ];

    /// <summary>What came to <c>/v1/traces</c>.</summary>
    public IReadOnlyList<OtlpSpan> Spans =>
    [
        .. _requests.Where(request => request.Path == "/v1/traces")
            .SelectMany(request => OtlpSpan.Read(request.Body)),
    ];

    public IEnumerable<string> Paths => _requests.Select(request => request.Path).Distinct();

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                _requests.Enqueue((
                    context.Request.Url!.AbsolutePath,
                    context.Request.Headers["Authorization"],
                    body.ToArray()));
                context.Response.ContentType = "application/x-protobuf"; // an empty message says that all was taken
                context.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
