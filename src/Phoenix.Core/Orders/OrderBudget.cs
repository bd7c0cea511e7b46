using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Orders;

/// <summary>
/// Counts placed and amended orders against the account's own ceilings, in two sliding windows; a sliding window is
/// never more generous than the venue's fixed one. Cancels are not counted: they must always get through. What only
/// reduces a position may use a quarter more, so that quoting cannot close the way out.
/// </summary>
public sealed class OrderBudget(TradingSettings settings)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly Queue<Instant> _sent = new();
    private readonly Queue<Instant> _recent = new();

    /// <summary>Takes one order, or says from when on there is room again.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="reduces">Whether the order can only reduce a position.</param>
    /// <param name="roomAt">When there is room again; the moment itself if there is.</param>
    public bool TryTake(Instant now, bool reduces, out Instant roomAt)
    {
        Forget(_recent, now - Short);
        Forget(_sent, now - Long);
        if (_recent.Count >= Ceiling(settings.OrdersPer10Seconds, reduces))
        {
            roomAt = _recent.Peek() + Short;
            return false;
        }

        if (_sent.Count >= Ceiling(settings.OrdersPerMinute, reduces))
        {
            roomAt = _sent.Peek() + Long;
            return false;
        }

        _recent.Enqueue(now);
        _sent.Enqueue(now);
        roomAt = now;
        return true;
    }

    private static int Ceiling(int ceiling, bool reduces) => reduces ? ceiling + ((ceiling + 3) / 4) : ceiling;

    private static void Forget(Queue<Instant> window, Instant upTo)
    {
        while (window.TryPeek(out var oldest) && oldest <= upTo)
        {
            window.Dequeue();
        }
    }
}
