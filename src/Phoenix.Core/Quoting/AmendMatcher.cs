using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Quoting;

/// <summary>
/// Turns an order that is to go and a quote that is to be placed into one amend, wherever the two differ in nothing
/// but price and quantity. On this venue an amend always loses the place in the queue, so it is never a reason to move
/// what may stay: it saves a request, the wait for a cancel's confirmation, and the moment without a quote.
/// </summary>
public static class AmendMatcher
{
    /// <param name="diff">Of one side.</param>
    /// <param name="open">Orders that may still execute.</param>
    /// <param name="room">What the worst case of the side leaves, with the orders as they are.</param>
    /// <param name="reducingRoom">The same for orders flagged as reducing.</param>
    /// <param name="isAllowed">Whether an order may be moved to the quote, its room aside; null for any.</param>
    /// <remarks>
    /// As many pairs as possible, of the least moves, never crossing each other. What grows beyond the room is
    /// canceled and placed as without amends: a cancel frees its quantity, an amend in flight holds both.
    /// </remarks>
    public static QuoteDiff Merge(
        QuoteDiff diff,
        IReadOnlyList<OwnOrder> open,
        Quantity room,
        Quantity reducingRoom,
        Predicate<DesiredQuote>? isAllowed = null)
    {
        var orders = diff.Cancel.Select(id => open.First(order => order.Id == id)).ToArray();
        var quoteOf = QuoteMatcher.Pair(orders, diff.Place, (order, quote) =>
            isAllowed?.Invoke(diff.Place[quote]) == false ? null : Move(order, diff.Place[quote]));
        var amends = ImmutableArray.CreateBuilder<AmendedQuote>();
        var taken = 0L;
        for (var i = 0; i < orders.Length; i++)
        {
            if (quoteOf[i] < 0)
            {
                continue;
            }

            var (order, quote) = (orders[i], diff.Place[quoteOf[i]]);
            var more = Math.Max(0, quote.Quantity.Lots - order.Remaining.Lots);
            if (more == 0 || taken + more <= (quote.ReduceOnly ? reducingRoom : room).Lots)
            {
                taken += more;
                amends.Add(new AmendedQuote(order.Id, TermsOf(order, quote), quote));
            }
        }

        return amends.Count == 0 ? diff : diff with
        {
            Amend = amends.ToImmutable(),
            Cancel = diff.Cancel.RemoveRange(amends.Select(amend => amend.Id)),
            Place = diff.Place.RemoveRange(amends.Select(amend => amend.Quote)),
        };
    }

    private static long? Move(OwnOrder order, DesiredQuote quote) =>
        order.Intent.ReduceOnly == quote.ReduceOnly && order.CanAmend(TermsOf(order, quote))
            ? Math.Abs(order.Price - quote.Price)
            : null;

    /// <summary>The venue's quantity is a total: what was executed is a part of it.</summary>
    private static OrderTerms TermsOf(OwnOrder order, DesiredQuote quote) =>
        new(quote.Price, order.Executed + quote.Quantity);
}
