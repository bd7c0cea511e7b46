using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Signals;

/// <summary>
/// What was added to the bid and taken from the ask, minus the reverse, over a window of best-quote updates; positive
/// when buyers press. Mutated in place by its one owner.
/// </summary>
/// <remarks>Cont, Kukanov, Stoikov, The price impact of order book events, arXiv:1011.6402.</remarks>
public sealed class OrderFlowImbalance
{
    private readonly WindowSum _window;
    private BookLevel _bid;
    private BookLevel _ask;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public OrderFlowImbalance(OrderFlowSettings settings)
    {
        SignalRanges.Require(SignalRanges.Misfit(settings));
        _window = new WindowSum(settings.Window);
    }

    /// <summary>What one update contributes, in lots.</summary>
    public static long Of(BookLevel bid, BookLevel ask, BookLevel nextBid, BookLevel nextAsk) =>
        (nextBid.Price >= bid.Price ? nextBid.Quantity.Lots : 0)
        - (nextBid.Price <= bid.Price ? bid.Quantity.Lots : 0)
        - (nextAsk.Price <= ask.Price ? nextAsk.Quantity.Lots : 0)
        + (nextAsk.Price >= ask.Price ? ask.Quantity.Lots : 0);

    /// <summary>Updates were lost: a flow with a hole is none, so the window starts anew.</summary>
    public void Resynchronized()
    {
        (_bid, _ask) = (default, default);
        _window.Clear();
    }

    /// <summary>A touch that is none, or crossed, starts anew too.</summary>
    public void Observe(BookLevel bid, BookLevel ask, Instant at)
    {
        if (bid.Price.Ticks <= 0 || bid.Price >= ask.Price)
        {
            Resynchronized();
            return;
        }

        if (_bid.Price.Ticks > 0)
        {
            _window.Add(Of(_bid, _ask, bid, ask), at);
        }

        (_bid, _ask) = (bid, ask);
    }

    /// <summary>The flow of the window that ends now, in lots.</summary>
    public long Sum(Instant now) => _window.Sum(now);
}
