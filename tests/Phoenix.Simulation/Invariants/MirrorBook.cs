using System.Globalization;
using System.Text.Json;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// A second, slow and simple order book, fed from the wire by other code than the system's own: what a frame and a
/// snapshot mean is decided here anew.
/// </summary>
internal sealed class MirrorBook
{
    private readonly SortedDictionary<decimal, decimal> _bids = new(Comparer<decimal>.Create((x, y) => y.CompareTo(x)));
    private readonly SortedDictionary<decimal, decimal> _asks = [];
    private readonly List<JsonElement> _buffer = [];
    private long _connection;
    private long _last;
    private bool _synced;
    private bool _bare;
    private DateTimeOffset _lastFrame;

    /// <summary>When the book last was in sync, uncrossed and moved by a frame.</summary>
    public DateTimeOffset? LastGood { get; private set; }

    /// <summary>Since when it may not be quoted on for another reason than age; null while it may.</summary>
    public DateTimeOffset? UnfitSince { get; private set; } = DateTimeOffset.MinValue;

    public void OnFrame(long connection, JsonElement frame, DateTimeOffset now)
    {
        if (connection < _connection)
        {
            return; // a socket that was replaced
        }

        if (connection > _connection)
        {
            Desync(now);
            _connection = connection;
        }

        _lastFrame = now;
        if (!_synced)
        {
            _buffer.Add(frame.Clone());
            return;
        }

        var previous = frame.GetProperty("pu").GetInt64();
        if (frame.GetProperty("u").GetInt64() <= _last)
        {
            return; // the snapshot holds it
        }

        if (previous != _last && !(_bare && previous < _last))
        {
            Desync(now);
            _buffer.Add(frame.Clone());
            return;
        }

        Apply(frame);
        _bare = false;
        Judge(now, now);
    }

    public void OnSnapshot(JsonElement snapshot, DateTimeOffset now)
    {
        if (_synced)
        {
            return;
        }

        var id = snapshot.GetProperty("lastUpdateId").GetInt64();
        var newer = _buffer.Where(f => f.GetProperty("u").GetInt64() > id).ToList();
        if (newer.Count > 0
            && newer[0].GetProperty("pu").GetInt64() > id
            && newer[0].GetProperty("U").GetInt64() > id)
        {
            return; // older than the first frame we have
        }

        _bids.Clear();
        _asks.Clear();
        Load(_bids, snapshot.GetProperty("bids"));
        Load(_asks, snapshot.GetProperty("asks"));
        _last = id;
        newer.ForEach(Apply);
        _bare = newer.Count == 0;
        _buffer.Clear();
        _synced = true;
        Judge(now, _lastFrame); // age is earned by frames, never by a snapshot
    }

    private void Desync(DateTimeOffset now)
    {
        _synced = false;
        _buffer.Clear();
        UnfitSince ??= now;
    }

    private void Judge(DateTimeOffset now, DateTimeOffset frameAt)
    {
        var crossed = _bids.Count == 0 || _asks.Count == 0 || _bids.First().Key >= _asks.First().Key;
        if (crossed)
        {
            UnfitSince ??= now;
            return;
        }

        UnfitSince = null;
        LastGood = frameAt;
    }

    private void Apply(JsonElement frame)
    {
        Load(_bids, frame.GetProperty("b"));
        Load(_asks, frame.GetProperty("a"));
        _last = frame.GetProperty("u").GetInt64();
    }

    private static void Load(SortedDictionary<decimal, decimal> side, JsonElement levels)
    {
        foreach (var level in levels.EnumerateArray())
        {
            var price = Number(level[0]);
            var quantity = Number(level[1]);
            if (quantity == 0)
            {
                side.Remove(price);
            }
            else
            {
                side[price] = quantity;
            }
        }
    }

    private static decimal Number(JsonElement text) => decimal.Parse(text.GetString()!, CultureInfo.InvariantCulture);
}
