using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Phoenix.EndToEnd;

/// <summary>Another host for the same exchange: a loopback port that passes bytes on until it is stopped.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, byte> _open = [];
    private readonly Uri _target;
    private readonly Task _accepting;
    private int _accepted;

    public TcpRelay(Uri target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    public string Authority => $"{_listener.LocalEndpoint}";

    /// <summary>Connections taken so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>The host is gone: nothing is accepted any more and everything open is reset.</summary>
    public async Task Stop()
    {
        _listener.Stop();
        await _accepting;
        foreach (var client in _open.Keys)
        {
            client.Client?.Close(0); // none any more where the other end was faster
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (await Next() is { } near)
        {
            Interlocked.Increment(ref _accepted);
            _ = Pass(near);
        }
    }

    private async Task<TcpClient?> Next()
    {
        try
        {
            return await _listener.AcceptTcpClientAsync();
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private async Task Pass(TcpClient near)
    {
        using var far = new TcpClient();
        _open[near] = 0;
        _open[far] = 0;
        try
        {
            await far.ConnectAsync(_target.Host, _target.Port);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
            near.Dispose();
        }
    }
}
