using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Makes bidirectional flows.</summary>
public static partial class BidiFlow
{
    /// <summary>Fails both directions with <see cref="TimeoutException"/> if neither passes an element in
    /// time.</summary>
    public static BidiFlow<TIn, TIn, TOut, TOut, NotUsed> BidirectionalIdleTimeout<TIn, TOut>(TimeSpan timeout) =>
        FromGraph(new BidirectionalIdleTimeoutStage<TIn, TOut>(timeout));
}
