using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Http;

/// <summary>
/// The one thread of control that owns the server: everything that touches it is queued here and runs one after the
/// other, after the server's clock was brought to the present. Work that fails is logged and costs nobody else
/// anything; when the server's time cannot pass the loop ends.
/// </summary>
internal sealed class VenueLoop : IAsyncDisposable
{
    private const int QueueLimit = 4096;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly VenueServer _server;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Channel<Action<VenueServer>> _queue =
        Channel.CreateBounded<Action<VenueServer>>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;   // outlives its source, for requests that outlive the loop
    private readonly Task _consuming;
    private readonly Task _ticking;

    internal VenueLoop(VenueServer server, TimeProvider time, ILogger log)
    {
        (_server, _time, _log) = (server, time, log);
        _stopped = _stopping.Token;
        _consuming = Task.Run(Consume);
        _ticking = Task.Run(TickOn);
    }

    /// <summary>It was disposed, or its server failed: nothing is answered any more.</summary>
    internal bool HasEnded => _stopped.IsCancellationRequested;

    /// <summary>Waits for room in the queue; false when the loop has ended.</summary>
    internal async ValueTask<bool> Post(Action<VenueServer> work)
    {
        try
        {
            await _queue.Writer.WriteAsync(work, _stopped);
            return true;
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    /// <exception cref="ObjectDisposedException">The loop has ended.</exception>
    internal async Task<T> Read<T>(Func<VenueServer, T> read)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isQueued = await Post(server =>
        {
            try
            {
                completion.SetResult(read(server));
            }
            catch (Exception failure)   // belongs to the asker, not to the loop
            {
                completion.SetException(failure);
            }
        });
        ObjectDisposedException.ThrowIf(!isQueued, this);
        return await completion.Task.WaitAsync(_stopped);
    }

    /// <summary>Asks something that is answered now or when time has passed.</summary>
    /// <param name="ask">Is given what to call with the answer, on this loop.</param>
    /// <exception cref="ObjectDisposedException">The loop has ended.</exception>
    internal async Task<T> Ask<T>(Action<VenueServer, Action<T>> ask, CancellationToken givenUp)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isQueued = await Post(server =>
        {
            try
            {
                ask(server, answer => completion.TrySetResult(answer));
            }
            catch (Exception failure)   // belongs to the asker, not to the loop
            {
                completion.TrySetException(failure);
            }
        });
        ObjectDisposedException.ThrowIf(!isQueued, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopped, givenUp);
        return await completion.Task.WaitAsync(either.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await Task.WhenAll(_consuming, _ticking);
        _stopping.Dispose();
    }

    private async Task Consume()
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
            {
                while (_queue.Reader.TryRead(out var work))
                {
                    _server.Advance(VenueTime.From(_time.GetUtcNow()));
                    Run(work);
                }
            }
        }
        catch (Exception failure)   // a bug of the exchange: nobody may wait for an answer that cannot come
        {
            _queue.Writer.TryComplete(failure);
            _log.LoopFailed(failure);
            await _stopping.CancelAsync();
        }
    }

    private void Run(Action<VenueServer> work)
    {
        try
        {
            work(_server);
        }
        catch (Exception failure)   // a bug met by one client is not to end the exchange for all
        {
            _log.WorkFailed(failure);
        }
    }

    private async Task TickOn()
    {
        using var timer = new PeriodicTimer(Tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped))
            {
                await Post(static _ => { });   // running anything advances the server first
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            return;   // the loop is being disposed
        }
    }
}
