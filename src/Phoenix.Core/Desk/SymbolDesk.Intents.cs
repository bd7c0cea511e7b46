using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Quoting;

namespace Phoenix.Core.Desk;

/// <content>An intent is sent once: what may rest already is not asked for again.</content>
public sealed partial class SymbolDesk
{
    /// <summary>
    /// What may be sent of what is missing while the outcome of orders is open. Each of them may rest, so each that
    /// stands for no quote holds one back, of its side and kind that which is nearest to it, until the venue has said
    /// what became of it.
    /// </summary>
    private ImmutableArray<DesiredQuote> NotRepeating(QuoteDiff diff, OwnOrder[] open)
    {
        var left = diff.Place;
        foreach (var order in open)
        {
            var isOpen = order.IsAmendInFlight || order.Phase is OrderPhase.PendingNew or OrderPhase.Unknown;
            if (!order.Rests || !isOpen || diff.Keep.Contains(order.Id))
            {
                continue;
            }

            var held = left
                .Where(quote => quote.Side == order.Side && quote.ReduceOnly == order.Intent.ReduceOnly)
                .OrderBy(quote => Math.Abs(quote.Price - order.Price))
                .FirstOrDefault();
            left = left.Remove(held);
        }

        return left;
    }
}
