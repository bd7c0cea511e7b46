using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Accounting;

/// <summary>
/// What the mid does after each of our fills, at fixed horizons: by side, and by side and layer or mode. Allocates
/// nothing per event. Owned by one writer.
/// </summary>
/// <remarks>
/// The mid at a horizon is the newest one received up to then, and it counts only when the next frame of the book
/// proves that nothing was missed: if the book goes stale first, the markout is missing, not zero. Fills wait in a ring
/// in the order in which they came; each horizon has its own place in it. A fill that no longer fits drives out the
/// oldest.
/// </remarks>
public sealed class Markouts
{
    /// <summary>The horizon at which the spread floor looks: 5 s.</summary>
    public const int FloorHorizon = 2;

    private const int Layers = QuoteOrigin.MaxLayer + 1;

    private static readonly TimeSpan[] After =
    [
        TimeSpan.FromSeconds(0.1),
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromSeconds(60),
        TimeSpan.FromSeconds(300),
    ];

    private readonly MarkoutCell[] _cells;
    private readonly Pending[] _ring;
    private readonly long[] _next = new long[After.Length];
    private readonly RecentMoves _buys;
    private readonly RecentMoves _sells;
    private long _filled;
    private Mid _mid;
    private Instant _newest;
    private bool _isLive;

    public Markouts(MarkoutSettings settings)
    {
        _ring = new Pending[settings.MaxPending];
        (_buys, _sells) = (new RecentMoves(settings), new RecentMoves(settings));
        _cells = new MarkoutCell[2 * Groups * After.Length];
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            _cells[cell] = new MarkoutCell(settings.AverageFills);
        }
    }

    /// <summary>0.1, 1, 5, 10, 30, 60 and 300 s; a horizon is named by its index here.</summary>
    public static ReadOnlySpan<TimeSpan> Horizons => After;

    /// <summary>Fills whose last horizon has not elapsed.</summary>
    public int PendingCount => (int)(_filled - _next[^1]);

    /// <summary>Fills driven out by newer ones before their last horizon.</summary>
    public long DrivenOut { get; private set; }

    /// <summary>One for all, then the layers from 0, then the modes.</summary>
    private static int Groups => 1 + Layers + QuoteOrigin.ModeCount;

    public MarkoutCell OfSide(Side side, int horizon) => _cells[IndexOf(side, 0, horizon)];

    public MarkoutCell OfLayer(Side side, int layer, int horizon) => _cells[IndexOf(side, 1 + layer, horizon)];

    public MarkoutCell OfMode(Side side, QuoteMode mode, int horizon) =>
        _cells[IndexOf(side, 1 + Layers + (int)mode, horizon)];

    /// <summary>The mean move of a side's last fills at <see cref="FloorHorizon"/>, weighted by size.</summary>
    public RecentMoves RecentMovesOf(Side side) => side == Side.Buy ? _buys : _sells;

    /// <summary>An execution, each given once.</summary>
    /// <param name="fill">As the venue reported it.</param>
    /// <param name="origin">The part of our quoting it belongs to.</param>
    /// <param name="midBefore">
    /// The mid just before it; when it is unset, or the book is stale, all markouts of this fill are missing.
    /// </param>
    /// <param name="at">When it came; an earlier time than the last fill's counts as that.</param>
    public void Filled(Fill fill, QuoteOrigin origin, Mid midBefore, Instant at)
    {
        if (PendingCount == _ring.Length)
        {
            DriveOutOldest();
        }

        _newest = _filled > 0 && at < _newest ? _newest : at;
        _ring[_filled % _ring.Length] = new Pending(
            _newest, fill.Side, fill.Price, fill.Quantity.Lots, midBefore, origin);
        _filled++;
        if (!_isLive)
        {
            MissAll();
        }
    }

    /// <summary>
    /// A good frame of the book, whether or not it moved the mid; without a mid the book counts as stale. Should a time
    /// run backwards, the horizons wait.
    /// </summary>
    public void MidIs(Mid mid, Instant at)
    {
        for (var horizon = 0; _isLive && horizon < After.Length; horizon++)
        {
            while (_next[horizon] < _filled && _ring[_next[horizon] % _ring.Length].At + After[horizon] < at)
            {
                Resolve(_ring[_next[horizon]++ % _ring.Length], horizon);
            }
        }

        if (!mid.IsSet)
        {
            WentStale();
            return;
        }

        (_mid, _isLive) = (mid, true);
    }

    /// <summary>
    /// The book cannot be trusted any more: what has not elapsed is missing, until the next good frame.
    /// </summary>
    public void WentStale()
    {
        _isLive = false;
        MissAll();
    }

    private static int IndexOf(Side side, int group, int horizon) =>
        ((((side == Side.Buy ? 0 : 1) * Groups) + group) * After.Length) + horizon;

    private void Resolve(in Pending fill, int horizon)
    {
        if (!fill.Before.IsSet)
        {
            Miss(fill, horizon);
            return;
        }

        var markout = new Markout(fill.Side, fill.Price, fill.Before, _mid);
        OfSide(fill.Side, horizon).Add(markout, fill.Lots);
        OfLayer(fill.Side, fill.Origin.Layer, horizon).Add(markout, fill.Lots);
        OfMode(fill.Side, fill.Origin.Mode, horizon).Add(markout, fill.Lots);
        if (horizon == FloorHorizon)
        {
            RecentMovesOf(fill.Side).Add(markout.MoveHalfTicks, fill.Lots);
        }
    }

    private void MissAll()
    {
        for (var horizon = 0; horizon < After.Length; horizon++)
        {
            MissUpTo(_filled, horizon);
        }
    }

    private void DriveOutOldest()
    {
        DrivenOut++;
        var oldest = _next[^1];
        for (var horizon = 0; horizon < After.Length; horizon++)
        {
            MissUpTo(oldest + 1, horizon);
        }
    }

    private void MissUpTo(long end, int horizon)
    {
        for (; _next[horizon] < end; _next[horizon]++)
        {
            Miss(_ring[_next[horizon] % _ring.Length], horizon);
        }
    }

    private void Miss(in Pending fill, int horizon)
    {
        OfSide(fill.Side, horizon).Miss();
        OfLayer(fill.Side, fill.Origin.Layer, horizon).Miss();
        OfMode(fill.Side, fill.Origin.Mode, horizon).Miss();
    }

    private readonly record struct Pending(
        Instant At, Side Side, Price Price, long Lots, Mid Before, QuoteOrigin Origin);
}
