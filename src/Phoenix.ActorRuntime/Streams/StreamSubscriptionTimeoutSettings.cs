using Akka.Configuration;

namespace Akka.Streams;

/// <summary>What happens to a publisher nobody subscribes to in time.</summary>
public enum StreamSubscriptionTimeoutTerminationMode
{
    NoopTermination,
    WarnTermination,
    CancelTermination,
}

/// <summary>How long a publisher waits for its subscriber, and what happens then.</summary>
public sealed class StreamSubscriptionTimeoutSettings(StreamSubscriptionTimeoutTerminationMode mode, TimeSpan timeout)
    : IEquatable<StreamSubscriptionTimeoutSettings>
{
    public readonly StreamSubscriptionTimeoutTerminationMode Mode = mode;
    public readonly TimeSpan Timeout = timeout;

    /// <param name="config">The section <c>akka.stream.materializer</c>.</param>
    public static StreamSubscriptionTimeoutSettings Create(Config config)
    {
        var section = config.GetConfig("subscription-timeout") ?? Config.Empty;
        var mode = section.GetString("mode", "cancel");
        return new StreamSubscriptionTimeoutSettings(
            mode.ToUpperInvariant() switch
            {
                "NO" or "OFF" or "FALSE" or "NOOP" => StreamSubscriptionTimeoutTerminationMode.NoopTermination,
                "WARN" => StreamSubscriptionTimeoutTerminationMode.WarnTermination,
                "CANCEL" => StreamSubscriptionTimeoutTerminationMode.CancelTermination,
                _ => throw new ConfigurationException($"'{mode}' is none of noop, warn, cancel."),
            },
            section.GetTimeSpan("timeout", TimeSpan.FromSeconds(5)));
    }

    public bool Equals(StreamSubscriptionTimeoutSettings? other) =>
        other is not null && Mode == other.Mode && Timeout == other.Timeout;

    public override bool Equals(object? obj) => Equals(obj as StreamSubscriptionTimeoutSettings);

    public override int GetHashCode() => HashCode.Combine(Mode, Timeout);

    public override string ToString() => $"StreamSubscriptionTimeoutSettings<{Mode}, {Timeout}>";
}
