using System.Collections.Concurrent;
using System.Net;

namespace Phoenix.EndToEnd;

/// <summary>Takes whatever is posted to it over HTTP and keeps it.</summary>
internal sealed class HttpReceiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(string Path, string? Authorization, byte[] Body)> _requests = new();

    public HttpReceiver(int port)
    {
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = Serve();
    }

    public IReadOnlyCollection<(string Path, string? Authorization, byte[] Body)> Requests => _requests;

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
