using System.Globalization;
using System.Runtime.InteropServices;
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
    /// <summary>Frames that do not continue the book yet, by their last id, whoever brought them.</summary>
    private readonly SortedDictionary<long, JsonElement> _waiting = [];
    /// <summary>The last frames that were applied: what a snapshot of a doubted book is continued with.</summary>
    private readonly Queue<(long Id, JsonElement Frame)> _applied = new();
    private readonly Queue<long> _sent = new();
    private readonly HashSet<long> _isSent = [];
    /// <summary>The update from which on every applied frame is kept.</summary>
    private long _base;
    private long _last;
    private bool _synced;
    private bool _isHoled;
    private bool _bare;
    private bool _disputed;
    private DateTimeOffset _lastFrame;
    private DateTimeOffset? _holeSince;

    /// <summary>When the book last was in sync, uncrossed and moved by a frame.</summary>
    public DateTimeOffset? LastGood { get; private set; }

    /// <summary>When a frame last brought something new.</summary>
    public DateTimeOffset LastFrame => _lastFrame;

    /// <summary>Since when it may not be quoted on for another reason than age; null while it may.</summary>
    public DateTimeOffset? UnfitSince { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Its state in words, for the report of a violation.</summary>
    public string Standing => string.Create(CultureInfo.InvariantCulture,
        $"of {LastGood:HH:mm:ss.fff} at update {_last}, unfit since {UnfitSince:HH:mm:ss.fff}, {Top}");

    /// <summary>The best prices; null while the book is not in sync.</summary>
    public (decimal Bid, decimal Ask)? Top =>
        _synced && _bids.Count > 0 && _asks.Count > 0 ? (_bids.First().Key, _asks.First().Key) : null;

    public void OnFrame(JsonElement frame, DateTimeOffset now)
    {
        var id = frame.GetProperty("u").GetInt64();
        Remember(id);
        if ((_synced || _isHoled) && id <= _last)
        {
            Compare(id, frame);
            return; // the book holds it: from a snapshot, or from another connection
        }

        _lastFrame = now;
        _waiting.TryAdd(id, frame.Clone());
        if (_synced || _isHoled)
        {
            Replay(now, now);
        }
    }

    public void OnSnapshot(JsonElement snapshot, DateTimeOffset now)
    {
        var id = snapshot.GetProperty("lastUpdateId").GetInt64();
        var newer = _waiting.FirstOrDefault(frame => frame.Key > id).Value;
        var tooOld = newer.ValueKind == JsonValueKind.Object
            && newer.GetProperty("pu").GetInt64() > id
            && newer.GetProperty("U").GetInt64() > id;
        if (tooOld || (_synced && id <= _last && id < _base))
        {
            return;
        }

        foreach (var frame in _applied.Where(frame => frame.Id > id))
        {
            _waiting.TryAdd(frame.Id, frame.Frame);
        }

        _applied.Clear();
        _bids.Clear();
        _asks.Clear();
        Load(_bids, snapshot.GetProperty("bids"));
        Load(_asks, snapshot.GetProperty("asks"));
        (_base, _last, _bare, _synced, _isHoled, _disputed) = (id, id, true, true, false, false);
        Replay(now, _lastFrame); // age is earned by frames, never by a snapshot
    }

    /// <summary>
    /// The venue's own best levels at a moment after the question was asked: where they are this book's too, it was
    /// right when it was asked.
    /// </summary>
    public void OnProbe(JsonElement snapshot, DateTimeOffset askedAt)
    {
        if (_synced
            && UnfitSince is null
            && !(LastGood >= askedAt)
            && snapshot.GetProperty("lastUpdateId").GetInt64() >= _last
            && IsTop(_bids, snapshot.GetProperty("bids"))
            && IsTop(_asks, snapshot.GetProperty("asks")))
        {
            LastGood = askedAt;
        }
    }

    private static bool IsTop(SortedDictionary<decimal, decimal> side, JsonElement levels) =>
        side.Take(levels.GetArrayLength()).Select(level => (level.Key, level.Value))
            .SequenceEqual(levels.EnumerateArray().Select(level => (Number(level[0]), Number(level[1]))));

    /// <summary>Whether a frame that ends with the id came over the wire lately.</summary>
    public bool WasSent(long id) => _isSent.Contains(id);

    /// <summary>Once more at this moment: a hole that no connection fills in time makes the book unfit.</summary>
    public void Look(DateTimeOffset now)
    {
        if (_holeSince is { } since && now - since > Bounds.Hole)
        {
            (_synced, _isHoled) = (false, true);
            _holeSince = null;
            UnfitSince ??= since + Bounds.Hole;
        }
    }

    /// <summary>
    /// Two connections that tell one update differently: which of the two the system took first is not seen from the
    /// wire, so nothing can be said of the prices until the next snapshot.
    /// </summary>
    private void Compare(long id, JsonElement frame)
    {
        foreach (var (last, applied) in _applied)
        {
            _disputed |= last == id
                && !(IsSame(applied, frame, "b") && IsSame(applied, frame, "a"));
        }
    }

    private static bool IsSame(JsonElement one, JsonElement other, string side) =>
        JsonMarshal.GetRawUtf8Value(one.GetProperty(side))
            .SequenceEqual(JsonMarshal.GetRawUtf8Value(other.GetProperty(side)));

    private void Remember(long id)
    {
        if (!_isSent.Add(id))
        {
            return;
        }

        _sent.Enqueue(id);
        if (_sent.Count > 1000)
        {
            _isSent.Remove(_sent.Dequeue());
        }
    }

    private void Replay(DateTimeOffset now, DateTimeOffset frameAt)
    {
        while (_waiting.Count > 0)
        {
            var (id, frame) = _waiting.First();
            var continues = frame.GetProperty("pu").GetInt64() <= _last
                || (_bare && frame.GetProperty("U").GetInt64() <= _last);
            if (id > _last && !continues)
            {
                _holeSince ??= now;
                Look(now);
                return;
            }

            _waiting.Remove(id);
            if (id > _last)
            {
                Apply(frame);
            }
        }

        (_synced, _isHoled, _holeSince) = (true, false, null); // late or not, nothing is missing
        Judge(now, frameAt);
    }

    private void Judge(DateTimeOffset now, DateTimeOffset frameAt)
    {
        var crossed = _bids.Count == 0 || _asks.Count == 0 || _bids.First().Key >= _asks.First().Key;
        if (crossed && !_disputed)
        {
            UnfitSince ??= now;
            return;
        }

        UnfitSince = null;
        if (frameAt != default && !(LastGood >= frameAt))
        {
            LastGood = frameAt;
        }
    }

    private void Apply(JsonElement frame)
    {
        Load(_bids, frame.GetProperty("b"));
        Load(_asks, frame.GetProperty("a"));
        (_last, _bare) = (frame.GetProperty("u").GetInt64(), false);
        _applied.Enqueue((_last, frame));
        if (_applied.Count > 40)
        {
            _base = _applied.Dequeue().Id;
        }
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
