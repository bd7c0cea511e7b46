using Phoenix.Core.Decisions;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Ports;

/// <summary>Where decisions are kept, so that why an order is where it is can be looked up later.</summary>
public interface IDecisionSink
{
    /// <summary>Takes it over to be written some time later; never waits. Too many are lost, and counted.</summary>
    void Offer(Symbol symbol, DecisionRecord record, DateTimeOffset time);
}

/// <summary>Keeps none.</summary>
public sealed class NoDecisions : IDecisionSink
{
    private NoDecisions()
    {
    }

    public static NoDecisions Instance { get; } = new();

    public void Offer(Symbol symbol, DecisionRecord record, DateTimeOffset time)
    {
        // Nobody asked for them.
    }
}
