using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>What sources can do to their elements: in time.</summary>
public static partial class SourceOperations
{
    /// <summary>Fails with <see cref="TimeoutException"/> if demand is late after an element.</summary>
    public static Source<TOut, TMat> BackpressureTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new BackpressureTimeoutStage<TOut>(timeout));

    /// <summary>Fails with <see cref="TimeoutException"/> if the end is late.</summary>
    public static Source<TOut, TMat> CompletionTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new CompletionTimeoutStage<TOut>(timeout));

    /// <summary>Shifts the elements in time; how many wait at once is the size of the input buffer.</summary>
    public static Source<TOut, TMat> Delay<TOut, TMat>(
        this Source<TOut, TMat> flow, TimeSpan of, DelayOverflowStrategy? strategy = null) =>
        flow.Via(new DelayStage<TOut>(of, strategy ?? DelayOverflowStrategy.DropTail));

    /// <summary>Groups that end by weight, by number or after a time.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, long maxWeight, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Via(new GroupedWithinStage<TOut>(maxWeight, int.MaxValue, interval, costFn));

    /// <summary>Groups that end by weight, by number or after a time.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWeightedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, long maxWeight, int maxNumber, TimeSpan interval, Func<TOut, long> costFn) =>
        flow.Via(new GroupedWithinStage<TOut>(maxWeight, maxNumber, interval, costFn));

    /// <summary>Groups that end after <paramref name="n"/> elements or after a time.</summary>
    public static Source<IEnumerable<TOut>, TMat> GroupedWithin<TOut, TMat>(
        this Source<TOut, TMat> flow, int n, TimeSpan timeout) =>
        flow.Via(new GroupedWithinStage<TOut>(n, int.MaxValue, timeout, _ => 1));

    /// <summary>Fails with <see cref="TimeoutException"/> if an element is late after the one before.</summary>
    public static Source<TOut, TMat> IdleTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new IdleTimeoutStage<TOut>(timeout));

    /// <summary>Asks for the first element only after a time.</summary>
    public static Source<TOut, TMat> InitialDelay<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan delay) =>
        flow.Via(new InitialDelayStage<TOut>(delay));

    /// <summary>Fails with <see cref="TimeoutException"/> if the first element is late.</summary>
    public static Source<TOut, TMat> InitialTimeout<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan timeout) =>
        flow.Via(new InitialTimeoutStage<TOut>(timeout));

    /// <summary>Adds an element whenever upstream has been silent for a time.</summary>
    public static Source<TInjected, TMat> KeepAlive<TOut, TInjected, TMat>(
        this Source<TOut, TMat> flow, TimeSpan timeout, Func<TInjected> injectElement)
        where TOut : TInjected =>
        flow.Via(new KeepAliveStage<TOut, TInjected>(timeout, injectElement));

    /// <summary>The elements after the first while.</summary>
    public static Source<TOut, TMat> SkipWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new SkipWithinStage<TOut>(duration));

    /// <summary>The elements of the first while.</summary>
    public static Source<TOut, TMat> TakeWithin<TOut, TMat>(this Source<TOut, TMat> flow, TimeSpan duration) =>
        flow.Via(new TakeWithinStage<TOut>(duration));

    /// <summary>Limits the rate.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow, int elements, TimeSpan per, int maximumBurst, ThrottleMode mode) =>
        flow.Via(new ThrottleStage<TOut>(elements, per, maximumBurst, _ => 1, mode));

    /// <summary>Limits the rate.</summary>
    public static Source<TOut, TMat> Throttle<TOut, TMat>(
        this Source<TOut, TMat> flow, int cost, TimeSpan per, int maximumBurst, Func<TOut, int> calculateCost,
        ThrottleMode mode) =>
        flow.Via(new ThrottleStage<TOut>(cost, per, maximumBurst, calculateCost, mode));
}
