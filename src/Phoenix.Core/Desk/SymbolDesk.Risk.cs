using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Desk;

/// <content>The last question before anything is sent.</content>
public sealed partial class SymbolDesk
{
    private Instant? _refusalSaid;

    private RiskOutcome AskRisk(ImmutableArray<DesiredQuote> wanted, Instant now, List<DeskEffect> effects)
    {
        if (wanted.IsEmpty || Book is not { BestBid: { } bid, BestAsk: { } ask })
        {
            return new RiskOutcome([], []);
        }

        var outcome = RiskCheck.Admit(wanted, RiskViewOf(bid.Price, ask.Price));
        foreach (var (quote, why) in outcome.Refused)
        {
            Tell(quote, why, now, effects);
        }

        return outcome;
    }

    private RiskView RiskViewOf(Price bestBid, Price bestAsk) => new()
    {
        Instrument = _instrument,
        Risk = _symbol.Risk,
        Position = _ledger.Position,
        BestBid = bestBid,
        BestAsk = bestAsk,
        Mark = Mark,
        OpenBuys = _orders.Exposure(Side.Buy),
        OpenSells = _orders.Exposure(Side.Sell),
        HighestBuy = Nearest(Side.Buy),
        LowestSell = Nearest(Side.Sell),
        NotionalMax = NotionalMax,
    };

    /// <summary>The price of our order nearest to the market that may still execute.</summary>
    private Price? Nearest(Side side)
    {
        Price? nearest = null;
        foreach (var order in _orders.Open)
        {
            var isNearer = nearest is not { } known || side.Sign() * (order.Price - known) > 0;
            nearest = order.Side == side && isNearer ? order.Price : nearest;
        }

        return nearest;
    }

    /// <summary>
    /// To wait for room, or for a cancel on the way, is daily business; the rest should never be wanted, and is told
    /// now and then.
    /// </summary>
    private void Tell(DesiredQuote quote, RiskRefusal why, Instant now, List<DeskEffect> effects)
    {
        if (why is RiskRefusal.WorstCase or RiskRefusal.SelfCross || (_refusalSaid is { } said && now - said < Relapse))
        {
            return;
        }

        _refusalSaid = now;
        effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(FormattableString.Invariant(
            $"does not send {quote.Kind} {quote.Side} {_instrument.ToDecimal(quote.Quantity)} at ")
            + FormattableString.Invariant($"{_instrument.ToDecimal(quote.Price)}: {why}"))));
    }
}
