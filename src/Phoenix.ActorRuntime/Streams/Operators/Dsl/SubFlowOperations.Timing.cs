using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What substreams can do to their elements: in time.</summary>
public static partial class SubFlowOperations
{
    /// <summary>Fails with <see cref="TimeoutException"/> if demand is late after an element.</summary>
    public static SubFlow<TOut, TMat, TClosed> BackpressureTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new BackpressureTimeoutStage<TOut>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> if the end is late.</summary>
    public static SubFlow<TOut, TMat, TClosed> CompletionTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new CompletionTimeoutStage<TOut>(timeout));

    /// <summary>Shifts the elements in time; how many wait at once is the size of the input buffer.</summary>
    public static SubFlow<TOut, TMat, TClosed> Delay<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new DelayStage<TOut>(of, strategy ?? DelayOverflowStrategy.DropTail));

    /// <summary>Groups that end by weight, by number or after a time.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWeightedWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, long maxWeight, int maxNumber, TimeSpan interval,
        Func<TOut, long> costFn) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(
            new GroupedWithinStage<TOut>(maxWeight, maxNumber, interval, costFn));

    /// <summary>Groups that end after <paramref name="n"/> elements or after a time.</summary>
    public static SubFlow<IEnumerable<TOut>, TMat, TClosed> GroupedWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int n, TimeSpan timeout) =>
        (SubFlow<IEnumerable<TOut>, TMat, TClosed>)flow.Via(
            new GroupedWithinStage<TOut>(n, int.MaxValue, timeout, _ => 1));

    /// <summary>Fails with <see cref="TimeoutException"/> if an element is late after the one before.</summary>
    public static SubFlow<TOut, TMat, TClosed> IdleTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new IdleTimeoutStage<TOut>(timeout));

    /// <summary>Asks for the first element only after a time.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialDelay<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan delay) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new InitialDelayStage<TOut>(delay));

    /// <summary>Fails with <see cref="TimeoutException"/> if the first element is late.</summary>
    public static SubFlow<TOut, TMat, TClosed> InitialTimeout<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new InitialTimeoutStage<TOut>(timeout));

    /// <summary>Adds an element whenever upstream has been silent for a time.</summary>
    public static SubFlow<TInjected, TMat, TClosed> KeepAlive<TOut, TInjected, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan timeout, Func<TInjected> injectElement)
        where TOut : TInjected =>
        (SubFlow<TInjected, TMat, TClosed>)flow.Via(new KeepAliveStage<TOut, TInjected>(timeout, injectElement));

    /// <summary>The elements after the first while.</summary>
    public static SubFlow<TOut, TMat, TClosed> SkipWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new SkipWithinStage<TOut>(duration));

    /// <summary>The elements of the first while.</summary>
    public static SubFlow<TOut, TMat, TClosed> TakeWithin<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, TimeSpan duration) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new TakeWithinStage<TOut>(duration));

    /// <summary>Limits the rate.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new ThrottleStage<TOut>(elements, per, maximumBurst, _ => 1, mode));

    /// <summary>Limits the rate.</summary>
    public static SubFlow<TOut, TMat, TClosed> Throttle<TOut, TMat, TClosed>(
        this SubFlow<TOut, TMat, TClosed> flow, int cost, TimeSpan per, int maximumBurst,
        Func<TOut, int> calculateCost, ThrottleMode mode) =>
        (SubFlow<TOut, TMat, TClosed>)flow.Via(new ThrottleStage<TOut>(cost, per, maximumBurst, calculateCost, mode));
}
