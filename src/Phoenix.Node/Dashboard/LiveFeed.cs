using System.Text.Json;
using System.Threading.Channels;
using Phoenix.Actors.Control;
using Phoenix.Actors.Telemetry;
using Phoenix.Node.Hosting;
using Phoenix.Node.Logs;

namespace Phoenix.Node.Dashboard;

/// <summary>
/// Looks at the trading system and tells every page what it saw: one look and one message, however many pages there
/// are. A page that reads too slowly misses frames, and holds up nobody. While nobody watches it looks once a second,
/// for the history alone.
/// </summary>
internal sealed class LiveFeed : IAsyncDisposable
{
    /// <summary>Pages at once.</summary>
    public const int MostPages = 64;

    private const int HistoryPoints = 900;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan IdlePace = TimeSpan.FromSeconds(1);

    private readonly IDashboardSource _source;
    private readonly LogTail _tail;
    private readonly TimeProvider _time;
    private readonly string _exchange;
    private readonly bool _canFault;
    private readonly Lock _gate = new();
    private readonly List<Channel<byte[]>> _pages = [];
    private readonly SortedDictionary<string, Queue<HistoryPoint>> _history = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private PhoenixStatus? _last;
    private ControlProtocol.InForce? _lastWill;
    private long _loggedUpTo;
    private long _historyAt;

    public LiveFeed(IDashboardSource source, LogTail tail, string exchange, bool canFault, TimeProvider time)
    {
        (_source, _tail, _exchange, _canFault, _time) = (source, tail, exchange, canFault, time);
        _work = Task.Run(Work);
    }

    /// <summary>A page comes: what was before, and everything from now on; null when there are too many.</summary>
    public Channel<byte[]>? Join()
    {
        var page = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(4) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            if (_pages.Count == MostPages)
            {
                return null;
            }

            page.Writer.TryWrite(Bytes(Hello()));
            _pages.Add(page);
            return page;
        }
    }

    public void Leave(Channel<byte[]> page)
    {
        lock (_gate)
        {
            _pages.Remove(page);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task Work()
    {
        while (!_stop.IsCancellationRequested)
        {
            var isWatched = IsWatched();
            if (isWatched)
            {
                _source.Look();
            }

            try
            {
                await Task.Delay(isWatched ? Pace : IdlePace, _time, _stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Tell();
        }
    }

    private bool IsWatched()
    {
        lock (_gate)
        {
            return _pages.Count > 0;
        }
    }

    private async Task Tell()
    {
        var status = await _source.Status();
        var answers = status is not null;
        _last = status ?? _last;
        if (_last is null)
        {
            return;
        }

        _lastWill = (IsWatched() ? await _source.InForce() : null) ?? _lastWill;
        var unixMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            if (answers)
            {
                Remember(_last, unixMs);
            }

            var news = _tail.Since(_loggedUpTo);
            _loggedUpTo = news.IsEmpty ? _loggedUpTo : news[^1].Number;
            if (_pages.Count == 0)
            {
                return;
            }

            var frame = Bytes(Picture.Of(_last, _lastWill, _source.Budget(), news, _source.Now, unixMs, answers));
            foreach (var page in _pages)
            {
                page.Writer.TryWrite(frame);
            }
        }
    }

    private void Remember(PhoenixStatus status, long unixMs)
    {
        if (unixMs - _historyAt < IdlePace.TotalMilliseconds)
        {
            return;
        }

        _historyAt = unixMs;
        foreach (var symbol in status.Symbols)
        {
            if (!_history.TryGetValue(symbol.Symbol.Name, out var points))
            {
                _history[symbol.Symbol.Name] = points = new Queue<HistoryPoint>();
            }

            if (Picture.PointOf(symbol, unixMs) is { } point)
            {
                points.Enqueue(point);
            }

            if (points.Count > HistoryPoints)
            {
                points.Dequeue();
            }
        }
    }

    private DashboardHello Hello() => new(
        ProgramVersion.Text,
        _exchange,
        _canFault,
        [.. _history.Select(symbol => new SymbolHistory(symbol.Key, [.. symbol.Value]))],
        [.. _tail.Since(0).Where(line => line.Number <= _loggedUpTo)]);

    private static byte[] Bytes<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, DashboardJson.Options);
}
