using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace Phoenix.Node.Tests.Alerts;

/// <summary>What came to a receiver.</summary>
internal sealed record Received(string PathAndQuery, string? ContentType, string Body);

/// <summary>Somebody who is told, on the loopback address; answers as a test wants it to.</summary>
internal sealed class Receiver : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpListener _listener = new();
    private readonly Channel<Received> _came = Channel.CreateUnbounded<Received>();
    private readonly ConcurrentQueue<(int Status, string? RetryAfter, string Body)> _answers = new();

    public Receiver(int port = 0)
    {
        Port = port == 0 ? FreePort() : port;
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = Serve();
    }

    public int Port { get; }

    /// <summary>What is answered when nothing else is planned.</summary>
    public string Usual { get; init; } = "ok";

    public string Address(string path) => $"http://127.0.0.1:{Port}{path}";

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The next answer, before the usual one.</summary>
    public void Answer(int status, string body = "", string? retryAfter = null) =>
        _answers.Enqueue((status, retryAfter, body));

    public Task<Received> Next() => _came.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public bool HasMore => _came.Reader.TryPeek(out _);

    public void Dispose() => _listener.Close();

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            try
            {
                await Take(await _listener.GetContextAsync());
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Take(HttpListenerContext context)
    {
        using var body = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var came = new Received(context.Request.RawUrl!, context.Request.ContentType, await body.ReadToEndAsync());
        var (status, retryAfter, text) = _answers.TryDequeue(out var planned) ? planned : (200, null, Usual);
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers["Retry-After"] = retryAfter;
        }

        context.Response.Close(Encoding.UTF8.GetBytes(text), willBlock: false);
        await _came.Writer.WriteAsync(came);
    }
}
