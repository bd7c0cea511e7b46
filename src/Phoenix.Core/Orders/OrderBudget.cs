using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Orders;

/// <summary>
/// Counts placed and amended orders against the account's own ceilings, in two sliding windows; a sliding window is
/// never more generous than the venue's fixed one. Cancels are not counted: they must always get through.
/// </summary>
public sealed class OrderBudget(TradingSettings settings)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    private readonly Queue<Instant> _sent = new();
    private readonly Queue<Instant> _recent = new();

    /// <summary>Takes one order, or says from when on there is room again.</summary>
    public bool TryTake(Instant now, out Instant roomAt)
    {
        Forget(_recent, now - Short);
        Forget(_sent, now - Long);
        if (_recent.Count >= settings.OrdersPer10Seconds)
        {
            roomAt = _recent.Peek() + Short;
            return false;
        }

        if (_sent.Count >= settings.OrdersPerMinute)
        {
            roomAt = _sent.Peek() + Long;
            return false;
        }

        _recent.Enqueue(now);
        _sent.Enqueue(now);
        roomAt = now;
        return true;
    }

    private static void Forget(Queue<Instant> window, Instant upTo)
    {
        while (window.TryPeek(out var oldest) && oldest <= upTo)
        {
            window.Dequeue();
        }
    }
}
