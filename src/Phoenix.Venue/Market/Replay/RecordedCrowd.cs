using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market.Replay;

/// <summary>
/// A crowd that does what a recording says, at the recording's pace: the venue's start is the snapshot's time. The
/// rules by which it fills accounts' orders are those of docs/venue-markets.md; they are kept here.
/// </summary>
/// <remarks>
/// <para>Trades consume the queue at their price from the front, the accounts' orders in it included.</para>
/// <para>An account's order that a trade or a recorded opposite quote passes is filled fully.</para>
/// <para>What a level loses beyond its trades is split around the foremost account's order by the queue model.</para>
/// <para>What accounts take is gone until the next recorded frame, which restores what was recorded.</para>
/// </remarks>
internal sealed class RecordedCrowd : ICrowd
{
    private const long HalfStepMs = 50;

    private readonly RecordingSettings _settings;
    private readonly RecordedLevels _levels;
    private readonly CrowdHands _hands;
    private readonly OrderBook _book;
    private readonly RecordedSide _bids = new(Side.Buy);
    private readonly RecordedSide _asks = new(Side.Sell);
    private readonly HashSet<(Side Side, long Ticks)> _disturbed = [];
    private readonly List<(Side Side, long Ticks)> _sorted = [];
    private long _offsetMs;
    private long _actedMs;
    private int _next;

    internal RecordedCrowd(RecordingSettings settings, OrderBook book, SeededChance chance, OrderIds ids)
    {
        (_settings, _book) = (settings, book);
        _hands = new CrowdHands(book, chance, ids);
        _levels = new RecordedLevels(book, _hands, settings.Queue);
    }

    public double FairTicks => (_bids.Best + _asks.Best) / 2.0;

    public MarketMood Mood => MarketMood.Calm;

    /// <summary>The update id of the last depth message played.</summary>
    internal long LastDepthId { get; private set; }

    public void Open(VenueTime now, List<MatchEvent> events)
    {
        Rewind(now.Milliseconds, events);
        _actedMs = now.Milliseconds;
    }

    /// <summary>Plays up to the middle of the step, then, called again at the same time, up to its end.</summary>
    public void Act(VenueTime now, List<MatchEvent> events)
    {
        var until = now.Milliseconds > _actedMs ? now.Milliseconds - HalfStepMs : now.Milliseconds;
        _actedMs = now.Milliseconds;
        PlayUntil(until - _offsetMs, events);
        if (_next < _settings.Recording.Events.Length || !_settings.Loops) return;
        Rewind(until, events);
    }

    public void TopUp(BookChanges changes, List<MatchEvent> events)
    {
    }

    public void Heed(in MatchEvent trade)
    {
        if (trade.Owner != OrderBook.Street && trade.MakerOwner == OrderBook.Street)
        {
            _disturbed.Add((trade.Side.Opposite(), trade.Price.Ticks));
        }
    }

    /// <summary>Plays the next message, whatever its time; false at the end.</summary>
    internal bool PlayNext(List<MatchEvent> events)
    {
        var recording = _settings.Recording;
        if (_next >= recording.Events.Length) return false;
        ref readonly var recorded = ref recording.Events[_next++];
        var levels = recording.LevelsOf(recorded);
        switch (recorded.Kind)
        {
            case RecordedKind.Trade:
                Trade(levels[0], events);
                break;
            case RecordedKind.Ticker:
                Quote(levels[0], events);
                Quote(levels[1], events);
                break;
            default:
                Apply(levels, events);
                LastDepthId = recorded.FinalId;
                break;
        }

        return true;
    }

    private void PlayUntil(long recordedMs, List<MatchEvent> events)
    {
        var recording = _settings.Recording;
        while (_next < recording.Events.Length && recording.Events[_next].AtMs <= recordedMs) PlayNext(events);
    }

    /// <summary>The book becomes the snapshot's; what differs leaves and comes as in any other frame.</summary>
    private void Rewind(long nowMs, List<MatchEvent> events)
    {
        var snapshot = _settings.Recording.Snapshot;
        var gone = new List<RecordedLevel>();
        foreach (var side in (RecordedSide[])[_bids, _asks])
        {
            gone.AddRange(side.Prices.Select(ticks => new RecordedLevel(side.Side, ticks, 0)));
        }

        var stays = snapshot.Select(level => (level.Side, level.Ticks)).ToHashSet();
        gone.RemoveAll(level => stays.Contains((level.Side, level.Ticks)));
        Apply([.. gone, .. snapshot], events);
        (_next, _offsetMs) = (0, nowMs - _settings.Recording.StartMs);
    }

    private RecordedSide Of(Side side) => side == Side.Buy ? _bids : _asks;

    /// <summary>Less first, more after it, so that the book never crosses on the way.</summary>
    private void Apply(ReadOnlySpan<RecordedLevel> levels, List<MatchEvent> events)
    {
        foreach (ref readonly var level in levels)
        {
            Of(level.Side).Set(level.Ticks, level.Lots);
            _levels.Lower(level.Side, level.Ticks, level.Lots, events);
        }

        foreach (ref readonly var level in levels)
        {
            _levels.Raise(level.Side, level.Ticks, level.Lots, events);
        }

        Restore(events);
    }

    /// <summary>A ticker's side: nothing stands before its price, and at it stands what it says.</summary>
    private void Quote(in RecordedLevel best, List<MatchEvent> events)
    {
        var side = Of(best.Side);
        while (side.Count > 0 && side.IsBetter(side.Best, best.Ticks))
        {
            var passed = side.Best;
            side.Set(passed, 0);
            _levels.Lower(best.Side, passed, 0, events);
        }

        side.Set(best.Ticks, best.Lots);
        _levels.Lower(best.Side, best.Ticks, best.Lots, events);
        _levels.Raise(best.Side, best.Ticks, best.Lots, events);
    }

    private void Trade(in RecordedLevel trade, List<MatchEvent> events)
    {
        var makers = trade.Side.Opposite();
        var levels = _book.Of(makers);
        for (var depth = 0; depth < levels.Count; depth++)
        {
            var passed = levels[depth].Price.Ticks;
            if (!Of(makers).IsBetter(passed, trade.Ticks)) break;
            _disturbed.Add((makers, passed));
        }

        _levels.Pass(makers, trade.Ticks, isReached: false, events);
        var standing = levels.QuantityAt(new Price(trade.Ticks)).Lots;
        if (standing < trade.Lots) _hands.Rest(makers, trade.Ticks, trade.Lots - standing, events);
        _hands.Take(trade.Side, trade.Ticks, trade.Lots, events);
        var side = Of(makers);
        side.Set(trade.Ticks, Math.Max(0, side.At(trade.Ticks) - trade.Lots));
        _disturbed.Add((makers, trade.Ticks));
    }

    /// <summary>What trades and accounts disturbed is as recorded again.</summary>
    private void Restore(List<MatchEvent> events)
    {
        if (_disturbed.Count == 0) return;
        _sorted.Clear();
        _sorted.AddRange(_disturbed);
        _sorted.Sort();
        _disturbed.Clear();
        foreach (var (side, ticks) in _sorted)
        {
            var lots = Of(side).At(ticks);
            _levels.Lower(side, ticks, lots, events);
            _levels.Raise(side, ticks, lots, events);
        }
    }
}

/// <summary>One side of the recorded book, as it was without the accounts.</summary>
internal sealed class RecordedSide(Side side)
{
    private readonly SortedDictionary<long, long> _lots = new(side == Side.Buy
        ? Comparer<long>.Create(static (one, other) => other.CompareTo(one))
        : Comparer<long>.Default);

    internal Side Side => side;

    internal int Count => _lots.Count;

    internal IEnumerable<long> Prices => _lots.Keys;

    internal long Best => _lots.Count == 0 ? 0 : _lots.Keys.First();

    internal long At(long ticks) => _lots.GetValueOrDefault(ticks);

    internal bool IsBetter(long ticks, long than) => side == Side.Buy ? ticks > than : ticks < than;

    internal void Set(long ticks, long lots)
    {
        if (lots == 0)
        {
            _lots.Remove(ticks);
        }
        else
        {
            _lots[ticks] = lots;
        }
    }
}
