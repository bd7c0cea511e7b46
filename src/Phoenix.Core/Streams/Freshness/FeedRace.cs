using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Freshness;

/// <summary>
/// The same stream over several connections, as a race: what one has delivered the others owe. It says since when a
/// feed owes, and how long to be patient with it, learned from its own arrivals. Mutated in place by its one owner.
/// </summary>
/// <remarks>
/// Patience is the smoothed lag behind the first arrival plus four times its smoothed deviation, with the gains 1/8
/// and 1/4 of the retransmission timer of TCP (RFC 6298).
/// </remarks>
public sealed class FeedRace
{
    /// <summary>First arrivals remembered: 6.4 s of a stream at 100 ms.</summary>
    private const int Remembered = 64;

    /// <summary>Ever newer frames of one feed, all older than what it brought before: one is a repetition.</summary>
    private const int ToBeginAnew = 3;

    private const double LagGain = 1.0 / 8;
    private const double DeviationGain = 1.0 / 4;

    private readonly List<Runner> _runners = [];
    private readonly (long Position, Instant At)[] _firsts = new (long, Instant)[Remembered];
    private int _count;
    private int _newest = -1;

    /// <summary>A feed delivered.</summary>
    /// <param name="position">What orders the stream in itself: a book's update id, a mark's event time.</param>
    public void Arrived(SlotId feed, long position, Instant at)
    {
        if (GoesBack(feed, position))
        {
            return;
        }

        var lag = TimeSpan.Zero;
        if (_newest < 0 || position > _firsts[_newest].Position)
        {
            _newest = (_newest + 1) % Remembered;
            _firsts[_newest] = (position, at);
            _count = Math.Min(_count + 1, Remembered);
        }
        else if (FirstFrom(position) is { } first && at > first)
        {
            lag = at - first;
        }

        Learn(feed, position, lag);
    }

    /// <summary>
    /// The connection is gone; its successor starts unknown, and nobody owes what only the one that is gone had.
    /// </summary>
    public void Leave(SlotId feed)
    {
        _runners.RemoveAll(runner => runner.Feed == feed);
        var reach = _runners.Count == 0 ? long.MinValue : _runners.Max(runner => runner.Position);
        while (_count > 0 && _firsts[_newest].Position > reach)
        {
            _newest = (_newest - 1 + Remembered) % Remembered;
            _count--;
        }

        _newest = _count == 0 ? -1 : _newest;
    }

    /// <summary>Since when a sibling is ahead of the feed; null when none is.</summary>
    public Instant? OwesSince(SlotId feed)
    {
        var at = _runners.FindIndex(runner => runner.Feed == feed);
        return at < 0 ? null : FirstFrom(_runners[at].Position + 1);
    }

    /// <summary>How far behind the first arrival this feed usually is, at the most.</summary>
    public TimeSpan PatienceWith(SlotId feed)
    {
        var at = _runners.FindIndex(runner => runner.Feed == feed);
        return at < 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)(_runners[at].Lag + (4 * _runners[at].Deviation)));
    }

    /// <summary>How far behind the first arrival this feed usually is; null before its first race.</summary>
    public TimeSpan? LagOf(SlotId feed)
    {
        var at = _runners.FindIndex(runner => runner.Feed == feed);
        return at < 0 ? null : TimeSpan.FromTicks((long)_runners[at].Lag);
    }

    /// <summary>
    /// A feed is in order in itself. One that goes on below what it brought before tells that the venue counts from
    /// elsewhere now: the race begins anew, and whoever still stands at the old count owes all of it.
    /// </summary>
    private bool GoesBack(SlotId feed, long position)
    {
        var at = _runners.FindIndex(runner => runner.Feed == feed);
        if (at < 0 || position >= _runners[at].Position)
        {
            return false;
        }

        var (below, times) = _runners[at].Below;
        times = times == 0 || position > below ? times + 1 : 1;
        if (times < ToBeginAnew)
        {
            _runners[at] = _runners[at] with { Below = (position, times) };
            return true;
        }

        (_count, _newest) = (0, -1);
        for (var i = 0; i < _runners.Count; i++)
        {
            _runners[i] = _runners[i] with { Position = long.MinValue, Below = default };
        }

        return false;
    }

    /// <summary>When the first arrival at or beyond the position was; null when there was none yet.</summary>
    private Instant? FirstFrom(long position)
    {
        Instant? found = null;
        for (var back = 0; back < _count; back++)
        {
            ref readonly var first = ref _firsts[(_newest - back + Remembered) % Remembered];
            if (first.Position < position)
            {
                break;
            }

            found = first.At;
        }

        return found;
    }

    private void Learn(SlotId feed, long position, TimeSpan lag)
    {
        var at = _runners.FindIndex(runner => runner.Feed == feed);
        if (at < 0)
        {
            _runners.Add(new Runner(feed, position, lag.Ticks, lag.Ticks / 2.0));
            return;
        }

        var runner = _runners[at];
        var surprise = Math.Abs(lag.Ticks - runner.Lag);
        _runners[at] = new Runner(
            feed,
            Math.Max(position, runner.Position),
            runner.Lag + (LagGain * (lag.Ticks - runner.Lag)),
            runner.Deviation + (DeviationGain * (surprise - runner.Deviation)));
    }

    /// <param name="Lag">Smoothed, in ticks.</param>
    /// <param name="Deviation">Smoothed, in ticks.</param>
    private readonly record struct Runner(SlotId Feed, long Position, double Lag, double Deviation)
    {
        /// <summary>The newest position that went back, and how many did in a row.</summary>
        public (long Position, int Times) Below { get; init; }
    }
}
