using Akka.Event;
using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What substreams can do to their elements: when they fail or end, and to be watched.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Logs elements and the end; the levels are attributes.</summary>
    public static SubFlow<TOut, TMat, TClosed> Log<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, string name, Func<TOut, object>? extract = null,
        ILoggingAdapter? log = null) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new LogStage<TOut>(name, extract, log));

    /// <summary>Another source in place of a failure, as often as there is one.</summary>
    [Obsolete("Use RecoverWithRetries instead. [1.1.2]")]
    public static SubFlow<TOut, TMat, TClosed> RecoverWith<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new RecoverWithStage<TOut, TMat>(partialFunc, -1));

    /// <summary>Another source in place of a failure, up to <paramref name="attempts"/> times; -1 for no
    /// limit.</summary>
    public static SubFlow<TOut, TMat, TClosed> RecoverWithRetries<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc,
        int attempts) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new RecoverWithStage<TOut, TMat>(partialFunc, attempts));

    /// <summary>Another failure in place of a failure.</summary>
    public static SubFlow<TOut, TMat, TClosed> SelectError<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, Func<Exception, Exception> selector) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SelectErrorStage<TOut>(selector));
}
