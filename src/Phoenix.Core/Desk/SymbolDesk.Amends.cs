using System.Collections.Immutable;
using Phoenix.Core.Decisions;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Desk;

/// <content>Amends: orders that are moved instead of canceled and placed again.</content>
public sealed partial class SymbolDesk
{
    /// <summary>
    /// While nothing new may be sent an order is canceled, not moved; and before the user stream has shown an order of
    /// ours it could not show an amend either.
    /// </summary>
    private QuoteDiff Amending(QuoteDiff diff, OwnOrder[] open, Side side, Instant now)
    {
        if (!_settings.Trading.Amend || !_userProven || now < _reducesPausedUntil || diff.Cancel.IsEmpty)
        {
            return diff;
        }

        if (Book is not { BestBid: { } bid, BestAsk: { } ask })
        {
            return diff;
        }

        var exposure = _orders.Exposure(side);
        var most = WorstCase.MostByNotional(_instrument, NotionalMax, ask.Price, Mark);
        var view = RiskViewOf(bid.Price, ask.Price);
        return AmendMatcher.Merge(
            diff,
            open,
            WorstCase.Capacity(side, _ledger.Position, exposure, _instrument, _symbol.Risk, most),
            WorstCase.ReducingCapacity(side, _ledger.Position, exposure),
            quote => RiskCheck.Judge(quote, view) is null);
    }

    private ImmutableArray<SentQuote> Send(
        ImmutableArray<AmendedQuote> amends, QuoteMode mode, Instant now, List<DeskEffect> effects)
    {
        var validUntil = TrueAsOf + _settings.Streams.HaltAfter;
        var sent = ImmutableArray.CreateBuilder<SentQuote>(amends.Length);
        foreach (var (id, terms, quote) in amends)
        {
            if (_orders.TryGet(id, out var order))
            {
                var asked = new OrderInput.AmendSent(terms) { Origin = OriginOf(quote, mode) };
                Perform(_orders.Feed(id, asked, now), effects);
                effects.Add(new DeskEffect.Amend(order.Intent, terms, validUntil));
                sent.Add(new SentQuote(id, quote));
            }
        }

        return sent.ToImmutable();
    }
}
