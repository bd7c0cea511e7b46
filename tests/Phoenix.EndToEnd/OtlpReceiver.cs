using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Phoenix.EndToEnd;

/// <summary>Takes metrics by OTLP over HTTP and keeps what came; understands nothing of it.</summary>
internal sealed class OtlpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string? Authorization, string Body)> _requests = new();

    public OtlpReceiver(int port)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = Serve();
    }

    /// <summary>What came, with names in the bodies in clear: protobuf keeps text as it is.</summary>
    public IReadOnlyCollection<(string Path, string? Authorization, string Body)> Requests => _requests;

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
                    Encoding.Latin1.GetString(body.ToArray())));
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
