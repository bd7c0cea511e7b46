namespace Akka.Streams;

/// <summary>When a stream is begun again, and how often.</summary>
public class RestartSettings
{
    private RestartSettings(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        (MinBackoff, MaxBackoff, RandomFactor, MaxRestarts, MaxRestartsWithin) =
            (minBackoff, maxBackoff, randomFactor, int.MaxValue, minBackoff);

    private RestartSettings(RestartSettings other) =>
        (MinBackoff, MaxBackoff, RandomFactor, MaxRestarts, MaxRestartsWithin) = (
            other.MinBackoff, other.MaxBackoff, other.RandomFactor, other.MaxRestarts, other.MaxRestartsWithin);

    /// <summary>The pause before the first restart; it doubles with each one.</summary>
    public TimeSpan MinBackoff { get; private init; }

    /// <summary>The longest pause, before chance is added.</summary>
    public TimeSpan MaxBackoff { get; private init; }

    /// <summary>The part of a pause that chance adds at most: 0.2 for up to a fifth.</summary>
    public double RandomFactor { get; private init; }

    /// <summary>How many restarts are allowed within <see cref="MaxRestartsWithin"/>; then the stream ends as its
    /// inner one did.</summary>
    public int MaxRestarts { get; private init; }

    /// <summary>A stream that has lasted so long is as good as new.</summary>
    public TimeSpan MaxRestartsWithin { get; private init; }

    /// <summary>Restarts without a limit.</summary>
    public static RestartSettings Create(TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor) =>
        new(minBackoff, maxBackoff, randomFactor);

    public RestartSettings WithMinBackoff(TimeSpan value) => new(this) { MinBackoff = value };

    public RestartSettings WithMaxBackoff(TimeSpan value) => new(this) { MaxBackoff = value };

    public RestartSettings WithRandomFactor(double value) => new(this) { RandomFactor = value };

    public RestartSettings WithMaxRestarts(int count, TimeSpan within) =>
        new(this) { MaxRestarts = count, MaxRestartsWithin = within };

    public override string ToString() =>
        $"RestartSettings(minBackoff={MinBackoff}, maxBackoff={MaxBackoff}, randomFactor={RandomFactor}, " +
        $"maxRestarts={MaxRestarts}, maxRestartsWithin={MaxRestartsWithin})";
}
