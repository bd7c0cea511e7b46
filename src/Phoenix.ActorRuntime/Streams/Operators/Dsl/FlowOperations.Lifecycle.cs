using Akka.Actor;
using Akka.Event;
using Akka.Streams.Implementation;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>What flows can do to their elements: when they fail or end, and to be watched.</summary>
public static partial class FlowOperations
{
    /// <summary>Logs elements and the end; the levels are attributes.</summary>
    public static Flow<TIn, TOut, TMat> Log<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, string name, Func<TOut, object>? extract = null,
        ILoggingAdapter? log = null, LogLevel logLevel = LogLevel.DebugLevel) =>
        flow.Via(new LogStage<TOut>(name, extract, log, logLevel));

    /// <summary>Shows what has happened at this place of the stream last.</summary>
    public static Flow<TIn, TOut, TMat2> Monitor<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, Func<TMat, IFlowMonitor, TMat2> combine) =>
        flow.ViaMaterialized(new MonitorStage<TOut>(), combine);

    /// <summary>One last element in place of a failure.</summary>
    public static Flow<TIn, TOut, TMat> Recover<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, Option<TOut>> partialFunc) =>
        flow.Via(new RecoverStage<TOut>(partialFunc));

    /// <summary>Another source in place of a failure, as often as there is one.</summary>
    [Obsolete("Use RecoverWithRetries instead. [1.1.2]")]
    public static Flow<TIn, TOut, TMat> RecoverWith<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc) =>
        flow.Via(new RecoverWithStage<TOut, TMat>(partialFunc, -1));

    /// <summary>Another source in place of a failure, up to <paramref name="attempts"/> times; -1 for no
    /// limit.</summary>
    public static Flow<TIn, TOut, TMat> RecoverWithRetries<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, IGraph<SourceShape<TOut>, TMat>?> partialFunc,
        int attempts) =>
        flow.Via(new RecoverWithStage<TOut, TMat>(partialFunc, attempts));

    /// <summary>Another failure in place of a failure.</summary>
    public static Flow<TIn, TOut, TMat> SelectError<TIn, TOut, TMat>(
        this Flow<TIn, TOut, TMat> flow, Func<Exception, Exception> selector) =>
        flow.Via(new SelectErrorStage<TOut>(selector));

    /// <summary>Fails with <see cref="WatchedActorTerminatedException"/> when the actor ends.</summary>
    public static Flow<T, T, TMat> Watch<T, TMat>(this Flow<T, T, TMat> flow, IActorRef actorRef) =>
        flow.Via(new WatchStage<T>(actorRef));

    /// <summary>Gives a task that ends as the stream ends at this place.</summary>
    public static Flow<TIn, TOut, TMat2> WatchTermination<TIn, TOut, TMat, TMat2>(
        this Flow<TIn, TOut, TMat> flow, Func<TMat, Task<Done>, TMat2> materializerFunction) =>
        flow.ViaMaterialized(new WatchTerminationStage<TOut>(), materializerFunction);
}
