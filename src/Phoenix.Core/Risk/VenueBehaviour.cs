using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Risk;

/// <summary>
/// Our own copy of the ratios by which the venue judges the orders of one symbol, over the last cycle, so that we slow
/// down before it locks us. Sums in buckets of time, no list of orders. Owned by one writer.
/// </summary>
/// <remarks>
/// The ratios are those of Binance's quantitative rules for futures. Where its cycle begins and from how many orders on
/// it judges is not known here, so the venue's own verdict is worth more than this copy.
/// </remarks>
public sealed class VenueBehaviour(BehaviourSettings settings)
{
    /// <summary>10 s each at the default cycle.</summary>
    private const int Buckets = 60;

    private readonly SlidingCounts _counts = new(Enum.GetValues<Kind>().Length, settings.Cycle, Buckets);

    private enum Kind
    {
        Orders,
        OrderedLots,
        ExecutedLots,
        Resting,
        QuickCancels,
        Immediate,
        ImmediateExpired,
        Dust,
    }

    /// <summary>The venue took an order.</summary>
    /// <param name="timeInForce">Tells whether it rests.</param>
    /// <param name="quantity">As ordered.</param>
    /// <param name="notional">Price × quantity in quote currency.</param>
    /// <param name="now">When the venue confirmed it.</param>
    public void Placed(TimeInForce timeInForce, Quantity quantity, decimal notional, Instant now)
    {
        Count(Kind.Orders, 1, now);
        Count(Kind.OrderedLots, quantity.Lots, now);
        Count(IsImmediate(timeInForce) ? Kind.Immediate : Kind.Resting, 1, now);
        Count(Kind.Dust, IsDust(notional) ? 1 : 0, now);
    }

    public void Filled(Quantity quantity, Instant now) => Count(Kind.ExecutedLots, quantity.Lots, now);

    /// <summary>
    /// An order was canceled by us. A quick one counts at the moment of its placement, as the order does.
    /// </summary>
    public void Canceled(TimeInForce timeInForce, Instant placedAt, Instant now)
    {
        if (!IsImmediate(timeInForce) && now - placedAt <= settings.QuickCancelAge)
        {
            Count(Kind.QuickCancels, 1, placedAt);
        }
    }

    /// <summary>The venue ended an order, whole or in part unfilled. Counts at the moment of its placement.</summary>
    public void Expired(TimeInForce timeInForce, Instant placedAt)
    {
        if (IsImmediate(timeInForce))
        {
            Count(Kind.ImmediateExpired, 1, placedAt);
        }
    }

    /// <summary>The ratios over the last cycle.</summary>
    public BehaviourReport Judge(Instant now)
    {
        long Total(Kind kind) => _counts.Total((int)kind, now);
        var (orders, resting, immediate) = (Total(Kind.Orders), Total(Kind.Resting), Total(Kind.Immediate));
        var (ordered, executed) = (Total(Kind.OrderedLots), Total(Kind.ExecutedLots));

        // What is executed now may have been ordered before the cycle.
        var unfilled = ordered - Math.Min(ordered, executed);
        return new BehaviourReport(
            Ratio(unfilled, ordered, orders, settings.MinOrders, settings.Unfilled),
            Ratio(Total(Kind.QuickCancels), resting, resting, settings.MinOrders, settings.QuickCancel),
            Ratio(
                Total(Kind.ImmediateExpired), immediate, immediate, settings.MinImmediateOrders, settings.Expired),
            Ratio(Total(Kind.Dust), orders, orders, settings.MinOrders, settings.Dust));
    }

    /// <summary>
    /// Whether an order of this value counts as dust; a layer that does is worth a warning when it is configured.
    /// </summary>
    public bool IsDust(decimal notional) => notional < settings.DustNotional;

    /// <summary>Whether an order that was placed then is old enough to be moved. Risk asks for no age.</summary>
    public bool MayCancel(CancelPurpose purpose, Instant placedAt, Instant now) =>
        purpose == CancelPurpose.Risk || now - placedAt > settings.MinLifetime;

    private static bool IsImmediate(TimeInForce timeInForce) =>
        timeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill;

    private static BehaviourRatio Ratio(long part, long whole, long orders, long floor, RatioLimit limit)
    {
        if (whole == 0)
        {
            return new BehaviourRatio(null, orders, BehaviourLevel.Normal);
        }

        var ratio = (decimal)part / whole;
        var level = orders <= floor ? BehaviourLevel.Normal
            : ratio >= limit.Slow ? BehaviourLevel.Slow
            : ratio >= limit.Warn ? BehaviourLevel.Warn
            : BehaviourLevel.Normal;
        return new BehaviourRatio(ratio, orders, level);
    }

    private void Count(Kind kind, long amount, Instant at) => _counts.Add((int)kind, amount, at);
}
