using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Quoting;

/// <summary>
/// Compares the orders of one side with the quotes wanted there and keeps what may be kept: a moved order loses its
/// place in the queue. Nearer to the market than wanted is dangerous and tolerated little, farther is cheap and
/// tolerated more. Matching preserves order, keeps as many orders as possible, and among those matchings drifts
/// least; on a tie the inner order stays.
/// </summary>
public static class QuoteMatcher
{
    /// <param name="open">Orders that may still execute; those of the other side are skipped.</param>
    /// <param name="desired">Of this side, nearest first.</param>
    /// <param name="side">The side to match.</param>
    /// <param name="grid">Tolerances and the first distance.</param>
    /// <param name="instrument">Gives tick and lot.</param>
    /// <remarks>
    /// An order whose request is in flight or unknown is never cancelled again: only working orders are cancelled,
    /// and only working and pending-new ones are kept. One that is being amended stands for what it is amended to. All
    /// of them count in <see cref="WorstCase.Admit"/>, which
    /// decides what of <see cref="QuoteDiff.Place"/> may be sent now.
    /// </remarks>
    public static QuoteDiff Match(
        IReadOnlyList<OwnOrder> open,
        ImmutableArray<DesiredQuote> desired,
        Side side,
        GridSettings grid,
        Instrument instrument)
    {
        var orders = open
            .Where(order => order.Side == side && order.Rests
                && order.Phase is OrderPhase.Working or OrderPhase.PendingNew)
            .OrderByDescending(order => order.Expected.Price.Ticks * side.Sign())
            .ThenBy(order => order.Sequence)
            .ToArray();
        var tolerances = Tolerances(desired, grid, instrument);
        var halfLayer = GridShape.LeastQuantityOf(grid, instrument).Lots;
        var keptBy = Pair(orders, desired, (order, wanted) =>
            Drift(order, desired[wanted], side, tolerances[wanted], halfLayer));
        return new QuoteDiff
        {
            Keep = [.. orders.Where((_, i) => keptBy[i] >= 0).Select(order => order.Id)],
            Cancel = [.. orders
                .Where((order, i) => keptBy[i] < 0 && order.Phase == OrderPhase.Working && !order.IsAmendInFlight)
                .Select(order => order.Id)],
            Place = [.. desired.Where((_, wanted) => !keptBy.Contains(wanted))],
        };
    }

    /// <summary>Whole ticks an order may stand nearer or farther, from the gaps that really result.</summary>
    private static (long Near, long Far)[] Tolerances(
        ImmutableArray<DesiredQuote> desired, GridSettings grid, Instrument instrument)
    {
        var tolerances = new (long Near, long Far)[desired.Length];
        var gap = GridShape.ToTicks(grid.StartOffset, instrument);
        for (var i = 0; i < desired.Length; i++)
        {
            var next = i + 1 < desired.Length ? Math.Abs(desired[i + 1].Price - desired[i].Price) : gap;
            gap = i == 0 ? gap : Math.Abs(desired[i].Price - desired[i - 1].Price);
            next = i + 1 < desired.Length ? next : gap;
            tolerances[i] = desired[i].Kind == QuoteKind.Pin // it decided by itself when to move
                ? (0, 0)
                : ((long)decimal.Floor(grid.NearTolerance * gap),
                    (long)decimal.Floor(grid.FarTolerance * Math.Min(gap, next)));
        }

        return tolerances;
    }

    /// <summary>
    /// The absolute drift in ticks if the order may stand for the quote, otherwise null. After a partial fill a
    /// smaller order is kept, because topping up means the back of the queue, unless more than half a layer is
    /// missing; a larger one is a matter of risk and goes.
    /// </summary>
    private static long? Drift(
        OwnOrder order, DesiredQuote quote, Side side, (long Near, long Far) tolerance, long layerLots)
    {
        var drift = side.Sign() * (order.Expected.Price - quote.Price);
        var shortfall = quote.Quantity.Lots - Math.Max(0, order.Expected.Quantity.Lots - order.Executed.Lots);
        return drift <= tolerance.Near && drift >= -tolerance.Far
            && shortfall >= 0 && shortfall * 2 <= layerLots
            && (order.Intent.ReduceOnly || !quote.ReduceOnly)
            ? Math.Abs(drift)
            : null;
    }

    /// <summary>
    /// The quote each order stands for, or −1: the longest order-preserving pairing of least drift, by dynamic
    /// programming from the outermost pair inwards, so that a tie is decided in favour of the inner order.
    /// </summary>
    internal static int[] Pair(
        OwnOrder[] orders, ImmutableArray<DesiredQuote> desired, Func<OwnOrder, int, long?> driftOf)
    {
        var best = new (int Pairs, long Drift)[orders.Length + 1, desired.Length + 1];
        var drifts = new long?[orders.Length, desired.Length];
        for (var i = orders.Length - 1; i >= 0; i--)
        {
            for (var j = desired.Length - 1; j >= 0; j--)
            {
                var skipping = Better(best[i + 1, j], best[i, j + 1]) ? best[i + 1, j] : best[i, j + 1];
                drifts[i, j] = driftOf(orders[i], j);
                best[i, j] = drifts[i, j] is { } drift && !Better(skipping, Pairing(best[i + 1, j + 1], drift))
                    ? Pairing(best[i + 1, j + 1], drift)
                    : skipping;
            }
        }

        var pairs = new int[orders.Length];
        Array.Fill(pairs, -1);
        for (var (i, j) = (0, 0); i < orders.Length && j < desired.Length;)
        {
            if (drifts[i, j] is { } drift && best[i, j] == Pairing(best[i + 1, j + 1], drift))
            {
                pairs[i++] = j++;
            }
            else if (best[i, j] == best[i, j + 1])
            {
                j++;
            }
            else
            {
                i++;
            }
        }

        return pairs;
    }

    private static (int Pairs, long Drift) Pairing((int Pairs, long Drift) rest, long drift) =>
        (rest.Pairs + 1, rest.Drift + drift);

    private static bool Better((int Pairs, long Drift) left, (int Pairs, long Drift) right) =>
        left.Pairs != right.Pairs ? left.Pairs > right.Pairs : left.Drift < right.Drift;
}
