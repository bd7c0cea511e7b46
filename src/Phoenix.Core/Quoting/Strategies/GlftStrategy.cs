using Phoenix.Core.Quoting.Pricing;
using Phoenix.Core.Signals;

namespace Phoenix.Core.Quoting.Strategies;

/// <summary>
/// Guéant, Lehalle and Fernandez-Tapia's quotes with volatility and fill intensity as they are measured, each side by
/// its own; the exact solution where the closed form is not good. Further layers follow the gaps of the grid.
/// </summary>
public sealed class GlftStrategy : IQuotingStrategy
{
    public static GlftStrategy Instance { get; } = new();

    public string Name => "glft";

    public bool FollowsVolatility => true;

    public Proposal Propose(QuoteInputs inputs) => ModelLadder.Propose(inputs, Price);

    private static Modeled<QuoteDistances> Price(QuoteInputs inputs, double orders)
    {
        var held = Math.Clamp(orders, -inputs.Glft.InventoryBound, inputs.Glft.InventoryBound);
        var bids = Price(inputs, inputs.Terms.BidFills.Intensity, held);
        var asks = Price(inputs, inputs.Terms.AskFills.Intensity, held);
        return !bids.TryGet(out var below, out var refusal) || !asks.TryGet(out var above, out refusal)
            ? refusal
            : QuoteDistances.Of(below.Bid, above.Ask);
    }

    private static Modeled<QuoteDistances> Price(QuoteInputs inputs, Intensity fills, double held)
    {
        var market = new MarketEstimate
        {
            Volatility = inputs.Terms.Volatility ?? 0,
            FillLevel = fills.A,
            FillDecay = fills.K,
        };
        var isGood = GlftCoefficients.Of(market, inputs.Glft).TryGet(out var found, out _)
            && found.IsClosedFormGood(inputs.Glft);
        return isGood
            ? Glft.Price(market, inputs.Glft).Then(model => model.At(held))
            : ExactGlft.Create(market, inputs.Glft).Then(table => table.At(held));
    }
}
