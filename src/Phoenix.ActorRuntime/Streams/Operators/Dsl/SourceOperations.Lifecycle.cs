using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>What sources can do to their elements: when they fail or end, and to be watched.</summary>
public static partial class SourceOperations
{
    /// <summary>Logs elements and the end; the levels are attributes.</summary>
    public static Source<TOut, TMat> Log<TOut, TMat>(
        this Source<TOut, TMat> flow, string name, Func<TOut, object>? extract = null, ILoggingAdapter? log = null,
        LogLevel logLevel = LogLevel.DebugLevel) =>
        flow.Via(new LogStage<TOut>(name, extract, log, logLevel));

    /// <summary>Shows what has happened at this place of the stream last.</summary>
    public static Source<TOut, TMat2> Monitor<TOut, TMat, TMat2>(
        this Source<TOut, TMat> flow, Func<TMat, IFlowMonitor, TMat2> combine) =>
        flow.ViaMaterialized(new MonitorStage<TOut>(), combine);

    /// <summary>One last element in place of a failure.</summary>
    public static Source<TOut, TMat> Recover<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new RecoverStage<TOut>(partialFunc));

    /// <summary>Another source in place of a failure, as often as there is one.</summary>
    [Obsolete("Use RecoverWithRetries instead. [1.1.2]")]
    public static Source<TOut, TMat> RecoverWith<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc) =>
        flow.Via(new RecoverWithStage<TOut, TMat>(partialFunc, -1));

    /// <summary>Another source in place of a failure, up to <paramref name="attempts"/> times; -1 for no
    /// limit.</summary>
    public static Source<TOut, TMat> RecoverWithRetries<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc, int attempts) =>
        flow.Via(new RecoverWithStage<TOut, TMat>(partialFunc, attempts));

    /// <summary>Another failure in place of a failure.</summary>
    public static Source<TOut, TMat> SelectError<TOut, TMat>(
        this Source<TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectErrorStage<TOut>(selector));

    /// <summary>Fails with <see cref="WatchedActorTerminatedException"/> when the actor ends.</summary>
    public static Source<T, TMat> Watch<T, TMat>(this Source<T, TMat> flow, IActorRef actorRef) =>
        flow.Via(new WatchStage<T>(actorRef));

    /// <summary>Gives a task that ends as the stream ends at this place.</summary>
    public static Source<TOut, TMat2> WatchTermination<TOut, TMat, TMat2>(
        this Source<TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new WatchTerminationStage<TOut>(), materializerFunction);
}
