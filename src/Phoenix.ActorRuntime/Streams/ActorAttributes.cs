using Akka.Streams.Supervision;

namespace Akka.Streams;

/// <summary>Attributes about the actors that run a stream.</summary>
public static class ActorAttributes
{
    public static Dispatcher IODispatcher { get; } = new(Akka.Dispatch.Dispatchers.DefaultBlockingDispatcherId);

    public static Attributes CreateDispatcher(string dispatcherName) => new(new Dispatcher(dispatcherName));

    public static Attributes CreateSupervisionStrategy(Decider strategy) => new(new SupervisionStrategy(strategy));

    public static Attributes CreateDebugLogging(bool enabled) => new(new DebugLogging(enabled));

    public static Attributes CreateFuzzingMode(bool enabled) => new(new FuzzingMode(enabled));

    public static Attributes CreateMaxFixedBufferSize(int size) => new(new MaxFixedBufferSize(size));

    public static Attributes CreateOutputBurstLimit(int limit) => new(new OutputBurstLimit(limit));

    public static Attributes CreateSyncProcessingLimit(int limit) => new(new SyncProcessingLimit(limit));

    public static Attributes CreateStreamSubscriptionTimeout(
        TimeSpan timeout, StreamSubscriptionTimeoutTerminationMode mode) =>
        new(new StreamSubscriptionTimeout(timeout, mode));

    /// <summary>On which dispatcher the actor of an island runs.</summary>
    public sealed class Dispatcher(string name) : Attributes.IMandatoryAttribute, IEquatable<Dispatcher>
    {
        public readonly string Name = name;

        public bool Equals(Dispatcher? other) =>
            other is not null && string.Equals(Name, other.Name, StringComparison.Ordinal);

        public override bool Equals(object? obj) => Equals(obj as Dispatcher);

        public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

        public override string ToString() => $"Dispatcher({Name})";
    }

    /// <summary>What becomes of an operator whose function throws.</summary>
    public sealed class SupervisionStrategy(Decider decider) : Attributes.IMandatoryAttribute
    {
        public readonly Decider Decider = decider;

        public override string ToString() => "SupervisionStrategy";
    }

    /// <summary>Whether the engine logs what it does.</summary>
    public sealed class DebugLogging(bool enabled) : Attributes.IMandatoryAttribute, IEquatable<DebugLogging>
    {
        public bool Enabled { get; } = enabled;

        public bool Equals(DebugLogging? other) => other is not null && Enabled == other.Enabled;

        public override bool Equals(object? obj) => Equals(obj as DebugLogging);

        public override int GetHashCode() => Enabled.GetHashCode();

        public override string ToString() => $"DebugLogging({Enabled})";
    }

    /// <summary>Whether events are processed in a random order, as a test of stages.</summary>
    public sealed class FuzzingMode(bool enabled) : Attributes.IMandatoryAttribute, IEquatable<FuzzingMode>
    {
        public bool Enabled { get; } = enabled;

        public bool Equals(FuzzingMode? other) => other is not null && Enabled == other.Enabled;

        public override bool Equals(object? obj) => Equals(obj as FuzzingMode);

        public override int GetHashCode() => Enabled.GetHashCode();

        public override string ToString() => $"FuzzingMode({Enabled})";
    }

    /// <summary>The largest buffer that is allocated in one piece.</summary>
    public sealed class MaxFixedBufferSize(int size) : Attributes.IMandatoryAttribute, IEquatable<MaxFixedBufferSize>
    {
        public int Size { get; } = size;

        public bool Equals(MaxFixedBufferSize? other) => other is not null && Size == other.Size;

        public override bool Equals(object? obj) => Equals(obj as MaxFixedBufferSize);

        public override int GetHashCode() => Size.GetHashCode();

        public override string ToString() => $"MaxFixedBufferSize({Size})";
    }

    /// <summary>How many elements an asynchronous output may send in one run.</summary>
    public sealed class OutputBurstLimit(int limit) : Attributes.IMandatoryAttribute, IEquatable<OutputBurstLimit>
    {
        public int Limit { get; } = limit;

        public bool Equals(OutputBurstLimit? other) => other is not null && Limit == other.Limit;

        public override bool Equals(object? obj) => Equals(obj as OutputBurstLimit);

        public override int GetHashCode() => Limit.GetHashCode();

        public override string ToString() => $"OutputBurstLimit({Limit})";
    }

    /// <summary>How many events an island handles before other actors get their turn.</summary>
    public sealed class SyncProcessingLimit(int limit) : Attributes.IMandatoryAttribute, IEquatable<SyncProcessingLimit>
    {
        public int Limit { get; } = limit;

        public bool Equals(SyncProcessingLimit? other) => other is not null && Limit == other.Limit;

        public override bool Equals(object? obj) => Equals(obj as SyncProcessingLimit);

        public override int GetHashCode() => Limit.GetHashCode();

        public override string ToString() => $"SyncProcessingLimit({Limit})";
    }

    /// <summary>How long a publisher waits for its subscriber, and what happens then.</summary>
    public sealed class StreamSubscriptionTimeout(TimeSpan timeout, StreamSubscriptionTimeoutTerminationMode mode)
        : Attributes.IMandatoryAttribute, IEquatable<StreamSubscriptionTimeout>
    {
        public TimeSpan Timeout { get; } = timeout;

        public StreamSubscriptionTimeoutTerminationMode Mode { get; } = mode;

        public bool Equals(StreamSubscriptionTimeout? other) =>
            other is not null && Timeout == other.Timeout && Mode == other.Mode;

        public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionTimeout);

        public override int GetHashCode() => HashCode.Combine(Timeout, Mode);

        public override string ToString() => $"StreamSubscriptionTimeout({Timeout}, {Mode})";
    }
}
