using Phoenix.Core.Quoting.Pricing;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>
/// Avellaneda and Stoikov's quotes for a horizon that rolls on, with the volatility and the decay of fills as they are
/// measured. Further layers follow the gaps of the grid.
/// </summary>
public sealed class AvellanedaStoikovStrategy : IQuotingStrategy
{
    public static AvellanedaStoikovStrategy Instance { get; } = new();

    public string Name => "avellaneda-stoikov";

    public bool FollowsVolatility => true;

    public Proposal Propose(QuoteInputs inputs) => ModelLadder.Propose(inputs, Price);

    /// <summary>
    /// In quote currency, so that the risk aversion means the same whatever the tick. The model knows no sides, so both
    /// are measured by the slower decay: the wider quotes.
    /// </summary>
    private static Modeled<QuoteDistances> Price(QuoteInputs inputs, double orders)
    {
        var (terms, tick) = (inputs.Terms, (double)inputs.Instrument.TickSize);
        var decay = Math.Min(terms.BidFills.Intensity.K, terms.AskFills.Intensity.K) / tick;
        return AvellanedaStoikov.RollingHorizon((terms.Volatility ?? 0) * tick, decay, inputs.AvellanedaStoikov)
            .Then(model => model.At(orders))
            .Then(distances => QuoteDistances.Of(distances.Bid / tick, distances.Ask / tick));
    }
}
