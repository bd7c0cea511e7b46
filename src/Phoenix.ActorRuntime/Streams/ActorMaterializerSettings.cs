using Akka.Actor;
using Akka.Configuration;
using Akka.Streams.Supervision;
using Decider = Akka.Streams.Supervision.Decider;

namespace Akka.Streams;

/// <summary>What a materializer gives its streams, where their attributes say nothing else. Immutable.</summary>
/// <remarks>Read from <c>akka.stream.materializer</c>; sizes and limits are counts of elements or events.</remarks>
public sealed class ActorMaterializerSettings
{
    public readonly int InitialInputBufferSize;
    public readonly int MaxInputBufferSize;
    public readonly string Dispatcher;
    public readonly Decider SupervisionDecider;
    public readonly StreamSubscriptionTimeoutSettings SubscriptionTimeoutSettings;
    public readonly bool IsDebugLogging;
    public readonly int OutputBurstLimit;
    public readonly bool IsFuzzingMode;
    public readonly bool IsAutoFusing;
    public readonly int MaxFixedBufferSize;
    public readonly int SyncProcessingLimit;

    internal ActorMaterializerSettings(
        int initialInputBufferSize, int maxInputBufferSize, string dispatcher, Decider supervisionDecider,
        StreamSubscriptionTimeoutSettings subscriptionTimeoutSettings, bool isDebugLogging, int outputBurstLimit,
        bool isFuzzingMode, bool isAutoFusing, int maxFixedBufferSize, int syncProcessingLimit = 1000)
    {
        if (initialInputBufferSize <= 0)
        {
            throw new ArgumentException("initialInputBufferSize must be > 0", nameof(initialInputBufferSize));
        }

        if (maxInputBufferSize <= 0)
        {
            throw new ArgumentException("maxInputBufferSize must be > 0", nameof(maxInputBufferSize));
        }

        if (!int.IsPow2(maxInputBufferSize))
        {
            throw new ArgumentException("maxInputBufferSize must be a power of two", nameof(maxInputBufferSize));
        }

        if (initialInputBufferSize > maxInputBufferSize)
        {
            throw new ArgumentException(
                $"initialInputBufferSize({initialInputBufferSize}) must be <= maxInputBufferSize({maxInputBufferSize})",
                nameof(initialInputBufferSize));
        }

        (InitialInputBufferSize, MaxInputBufferSize) = (initialInputBufferSize, maxInputBufferSize);
        (Dispatcher, SupervisionDecider) = (dispatcher, supervisionDecider);
        (SubscriptionTimeoutSettings, IsDebugLogging) = (subscriptionTimeoutSettings, isDebugLogging);
        (OutputBurstLimit, IsFuzzingMode, IsAutoFusing) = (outputBurstLimit, isFuzzingMode, isAutoFusing);
        (MaxFixedBufferSize, SyncProcessingLimit) = (maxFixedBufferSize, syncProcessingLimit);
    }

    /// <summary>The settings of the system's configuration.</summary>
    public static ActorMaterializerSettings Create(ActorSystem system) =>
        Create(system.Settings.Config.GetConfig("akka.stream.materializer"));

    public ActorMaterializerSettings WithInputBuffer(int initialSize, int maxSize) =>
        Copy(initialInputBufferSize: initialSize, maxInputBufferSize: maxSize);

    public ActorMaterializerSettings WithDispatcher(string dispatcher) => Copy(dispatcher: dispatcher);

    public ActorMaterializerSettings WithSupervisionStrategy(Decider decider) => Copy(supervisionDecider: decider);

    public ActorMaterializerSettings WithSubscriptionTimeoutSettings(StreamSubscriptionTimeoutSettings settings) =>
        Copy(subscriptionTimeoutSettings: settings);

    public ActorMaterializerSettings WithDebugLogging(bool isEnabled) => Copy(isDebugLogging: isEnabled);

    public ActorMaterializerSettings WithOutputBurstLimit(int limit) => Copy(outputBurstLimit: limit);

    public ActorMaterializerSettings WithFuzzingMode(bool isFuzzingMode) => Copy(isFuzzingMode: isFuzzingMode);

    public ActorMaterializerSettings WithAutoFusing(bool isAutoFusing) => Copy(isAutoFusing: isAutoFusing);

    public ActorMaterializerSettings WithMaxFixedBufferSize(int maxFixedBufferSize) =>
        Copy(maxFixedBufferSize: maxFixedBufferSize);

    public ActorMaterializerSettings WithSyncProcessingLimit(int limit) => Copy(syncProcessingLimit: limit);

    public override bool Equals(object? obj) =>
        obj is ActorMaterializerSettings other && Values.Equals(other.Values);

    public override int GetHashCode() => Values.GetHashCode();

    internal static ActorMaterializerSettings Create(Config? config)
    {
        var section = config.SafeWithFallback(ActorMaterializer.DefaultConfig().GetConfig("akka.stream.materializer"));
        return new ActorMaterializerSettings(
            section.GetInt("initial-input-buffer-size", 4),
            section.GetInt("max-input-buffer-size", 16),
            section.GetString("dispatcher", string.Empty)!,
            Deciders.StoppingDecider,
            StreamSubscriptionTimeoutSettings.Create(section),
            section.GetBoolean("debug-logging"),
            section.GetInt("output-burst-limit", 1000),
            section.GetBoolean("debug.fuzzing-mode"),
            section.GetBoolean("auto-fusing", true),
            section.GetInt("max-fixed-buffer-size", 1_000_000_000),
            section.GetInt("sync-processing-limit", 1000));
    }

    /// <summary>The same as the least specific attributes of every stream.</summary>
    internal Attributes ToAttributes() => new(
        new Attributes.InputBuffer(InitialInputBufferSize, MaxInputBufferSize),
        Attributes.CancellationStrategy.Default,
        new ActorAttributes.Dispatcher(Dispatcher),
        new ActorAttributes.SupervisionStrategy(SupervisionDecider),
        new ActorAttributes.StreamSubscriptionTimeout(
            SubscriptionTimeoutSettings.Timeout, SubscriptionTimeoutSettings.Mode),
        new ActorAttributes.DebugLogging(IsDebugLogging),
        new ActorAttributes.OutputBurstLimit(OutputBurstLimit),
        new ActorAttributes.FuzzingMode(IsFuzzingMode),
        new ActorAttributes.MaxFixedBufferSize(MaxFixedBufferSize),
        new ActorAttributes.SyncProcessingLimit(SyncProcessingLimit));

    private object Values => (
        InitialInputBufferSize, MaxInputBufferSize, Dispatcher, SupervisionDecider, SubscriptionTimeoutSettings,
        IsDebugLogging, OutputBurstLimit, (IsFuzzingMode, IsAutoFusing, MaxFixedBufferSize, SyncProcessingLimit));

    private ActorMaterializerSettings Copy(
        int? initialInputBufferSize = null, int? maxInputBufferSize = null, string? dispatcher = null,
        Decider? supervisionDecider = null, StreamSubscriptionTimeoutSettings? subscriptionTimeoutSettings = null,
        bool? isDebugLogging = null, int? outputBurstLimit = null, bool? isFuzzingMode = null,
        bool? isAutoFusing = null, int? maxFixedBufferSize = null, int? syncProcessingLimit = null) =>
        new(
            initialInputBufferSize ?? InitialInputBufferSize, maxInputBufferSize ?? MaxInputBufferSize,
            dispatcher ?? Dispatcher, supervisionDecider ?? SupervisionDecider,
            subscriptionTimeoutSettings ?? SubscriptionTimeoutSettings, isDebugLogging ?? IsDebugLogging,
            outputBurstLimit ?? OutputBurstLimit, isFuzzingMode ?? IsFuzzingMode, isAutoFusing ?? IsAutoFusing,
            maxFixedBufferSize ?? MaxFixedBufferSize, syncProcessingLimit ?? SyncProcessingLimit);
}
