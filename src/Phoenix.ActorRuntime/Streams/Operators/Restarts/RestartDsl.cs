using Akka.Streams.Implementation;

namespace Akka.Streams.Dsl;

/// <summary>Sources that are begun again when they end.</summary>
/// <remarks>Between the end of one run and the next is a pause that doubles each time, from the shortest to the
/// longest,
/// and is lengthened by chance, so that what failed together does not come back together.</remarks>
public static class RestartSource
{
    /// <summary>Begins the source again whenever it ends.</summary>
    public static Source<T, NotUsed> WithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartSourceStage<T, TMat>(sourceFactory, settings, onlyOnFailures: false));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Source<T, NotUsed> WithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        WithBackoff(sourceFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Source<T, NotUsed> WithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxRestarts) =>
        WithBackoff(sourceFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor)
            .WithMaxRestarts(maxRestarts, minBackoff));

    /// <summary>Begins the source again whenever it fails.</summary>
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, RestartSettings settings) =>
        Source.FromGraph(new RestartSourceStage<T, TMat>(sourceFactory, settings, onlyOnFailures: true));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailuresWithBackoff(sourceFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Source<T, NotUsed> OnFailuresWithBackoff<T, TMat>(
        Func<Source<T, TMat>> sourceFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxRestarts) =>
        OnFailuresWithBackoff(sourceFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor)
            .WithMaxRestarts(maxRestarts, minBackoff));
}

/// <summary>Flows that are begun again when they end.</summary>
/// <remarks>Between the end of one run and the next is a pause that doubles each time, from the shortest to the
/// longest,
/// and is lengthened by chance, so that what failed together does not come back together.</remarks>
public static class RestartFlow
{
    /// <summary>Begins the flow again whenever it ends; elements on their way in it are lost.</summary>
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new RestartFlowStage<TIn, TOut, TMat>(flowFactory, settings, onlyOnFailures: false));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        WithBackoff(flowFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Flow<TIn, TOut, NotUsed> WithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxRestarts) =>
        WithBackoff(flowFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor)
            .WithMaxRestarts(maxRestarts, minBackoff));

    /// <summary>Begins the flow again whenever it fails; elements on their way in it are lost.</summary>
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, RestartSettings settings) =>
        Flow.FromGraph(new RestartFlowStage<TIn, TOut, TMat>(flowFactory, settings, onlyOnFailures: true));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        OnFailuresWithBackoff(flowFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Flow<TIn, TOut, NotUsed> OnFailuresWithBackoff<TIn, TOut, TMat>(
        Func<Flow<TIn, TOut, TMat>> flowFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxRestarts) =>
        OnFailuresWithBackoff(flowFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor)
            .WithMaxRestarts(maxRestarts, minBackoff));
}

/// <summary>Sinks that are begun again when they cancel.</summary>
/// <remarks>Between the end of one run and the next is a pause that doubles each time, from the shortest to the
/// longest,
/// and is lengthened by chance, so that what failed together does not come back together.</remarks>
public static class RestartSink
{
    /// <summary>Begins the sink again whenever it cancels; elements on their way in it are lost.</summary>
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(
        Func<Sink<T, TMat>> sinkFactory, RestartSettings settings) =>
        Sink.FromGraph(new RestartSinkStage<T, TMat>(sinkFactory, settings));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(
        Func<Sink<T, TMat>> sinkFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        WithBackoff(sinkFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor));

    [Obsolete("Use the overloaded method which accepts Akka.Stream.RestartSettings instead.")]
    public static Sink<T, NotUsed> WithBackoff<T, TMat>(
        Func<Sink<T, TMat>> sinkFactory, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor,
        int maxRestarts) =>
        WithBackoff(sinkFactory, RestartSettings.Create(minBackoff, maxBackoff, randomFactor)
            .WithMaxRestarts(maxRestarts, minBackoff));
}

/// <summary>The attribute of flows that are begun again.</summary>
public class RestartWithBackoffFlow
{
    /// <summary>How long the cancellation of the inner flow waits for its failure, which may still be on its
    /// way.</summary>
    public class Delay : Attributes.IAttribute, IEquatable<Delay>
    {
        public readonly TimeSpan Duration;

        public Delay(TimeSpan duration) => Duration = duration;

        public bool Equals(Delay? other) => other is not null && Duration == other.Duration;

        public override bool Equals(object? obj) => obj is Delay other && Equals(other);

        public override int GetHashCode() => Duration.GetHashCode();

        public override string ToString() => $"Duration({Duration})";
    }
}
