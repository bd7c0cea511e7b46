using Phoenix.Core.Primitives;

namespace Phoenix.Core.Orders;

/// <summary>What the shell has to do for one order.</summary>
public abstract record OrderEffect
{
    private OrderEffect()
    {
    }

    /// <summary>Ask for the order by our id; repetitions come from <see cref="OwnOrders.DueQueries"/>.</summary>
    public sealed record Query(ClientOrderId Id) : OrderEffect;

    /// <summary>The order reached a terminal phase.</summary>
    public sealed record Ended(ClientOrderId Id, OrderPhase Phase) : OrderEffect;

    /// <summary>Two channels contradict each other in a way the venue's documentation excludes.</summary>
    public sealed record Alarm(string Text) : OrderEffect;
}
