using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Handover;

/// <summary>Which of the two places of a stream something happened in.</summary>
public enum HandoverRole
{
    /// <summary>The one that serves, or is being brought back.</summary>
    Current = 1,

    /// <summary>The one that is to take over.</summary>
    Successor,
}

/// <summary>Where a stream stands that is replaced in time, make before break.</summary>
public abstract record HandoverState
{
    public static HandoverState Initial { get; } = new Down();

    /// <summary>Nothing is up; waits for the slot that works on it.</summary>
    public sealed record Down : HandoverState;

    /// <summary>One stream is up; waits for the time of its successor.</summary>
    public sealed record Serving(Epoch Epoch, Instant SucceedAt) : HandoverState;

    /// <summary>One stream is up; waits until its successor is.</summary>
    public sealed record Making(Epoch Epoch, Instant Deadline) : HandoverState;

    /// <summary>Both are up and deliver; waits for the end of the overlap.</summary>
    /// <param name="SucceedAt">When the successor needs one itself.</param>
    public sealed record Overlapping(Epoch Epoch, Epoch Successor, Instant Until, Instant SucceedAt) : HandoverState;
}

/// <summary>What can happen to a stream that is replaced in time.</summary>
public abstract record HandoverInput
{
    /// <param name="Jitter">Uniform in [0, 1): spreads the time of the next replacement.</param>
    public sealed record Up(HandoverRole Role, Epoch Epoch, double Jitter) : HandoverInput;

    public sealed record Lost(HandoverRole Role, Epoch Epoch) : HandoverInput;

    public sealed record Wake : HandoverInput;
}

/// <summary>What has to be done for it.</summary>
public abstract record HandoverEffect
{
    /// <summary>Tell that the stream is up.</summary>
    public sealed record AnnounceUp(Epoch Epoch) : HandoverEffect;

    /// <summary>Tell that there is none.</summary>
    public sealed record AnnounceDown(Epoch Epoch) : HandoverEffect;

    /// <summary>Create a slot beside the present one.</summary>
    public sealed record BeginSuccessor : HandoverEffect;

    /// <summary>End that slot again; the present one goes on.</summary>
    public sealed record AbandonSuccessor(string Reason) : HandoverEffect;

    /// <summary>End the present slot; its successor takes its place.</summary>
    public sealed record Promote : HandoverEffect;

    /// <summary>Tell that the new stream carries everything since before the old one ended.</summary>
    public sealed record AnnounceSucceeded(Epoch Old, Epoch New) : HandoverEffect;

    public sealed record WakeAt(Instant At) : HandoverEffect;
}
