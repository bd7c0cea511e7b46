using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Simulation.Wiring;

/// <summary>What other streams tell of ETHUSDC, bent so that it does not fit the book, as if that was sick.</summary>
internal sealed class BentWitnesses(IMarketDataPort inner) : IMarketDataPort
{
    private static readonly Symbol Bent = new("ETHUSDC");

    /// <summary>Ticks added to the price of each trade.</summary>
    public long TradesOffBy { get; set; }

    /// <summary>Ticks added to the best bid.</summary>
    public long QuotesOffBy { get; set; }

    public decimal MarksTimes { get; set; } = 1;

    public IMarketConnection Open(MarketConnectionPlan plan, IEventSink<MarketEvent> sink) =>
        inner.Open(plan, new Sink(this, sink));

    private sealed class Sink(BentWitnesses owner, IEventSink<MarketEvent> sink) : IEventSink<MarketEvent>
    {
        public void Publish(MarketEvent occurrence) => sink.Publish(occurrence switch
        {
            MarketEvent.Trade trade when trade.Value.Symbol == Bent =>
                trade with { Value = trade.Value with { Price = trade.Value.Price + owner.TradesOffBy } },
            MarketEvent.Mark mark when mark.Value.Symbol == Bent =>
                mark with { Value = mark.Value with { Mark = mark.Value.Mark * owner.MarksTimes } },
            MarketEvent.Ticker { Value.Bid: var bid } quote when quote.Value.Symbol == Bent =>
                quote with { Value = quote.Value with { Bid = bid with { Price = bid.Price + owner.QuotesOffBy } } },
            _ => occurrence,
        });
    }
}
