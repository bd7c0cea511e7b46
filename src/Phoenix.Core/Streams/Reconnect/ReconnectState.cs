using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Reconnect;

/// <summary>
/// Where the one owner of a connection slot stands. There is no state in which nothing is live and nothing is due.
/// </summary>
/// <param name="Failures">Incarnations in a row that never delivered good data for long enough.</param>
public abstract record ReconnectState(int Failures)
{
    public static ReconnectState Initial { get; } = new Idle();

    /// <summary>Waits to be started.</summary>
    public sealed record Idle() : ReconnectState(0);

    /// <summary>An incarnation lives; waits for good data or for its death.</summary>
    /// <param name="Epoch">The incarnation.</param>
    /// <param name="GoodSince">When all its promised data first flowed; null until then.</param>
    public sealed record Alive(int Failures, Epoch Epoch, Instant? GoodSince) : ReconnectState(Failures)
    {
        /// <summary>Since when a part of what it promised flows, the rest being missing.</summary>
        public Instant? UsefulSince { get; init; }
    }

    /// <summary>Waits for the moment of the next attempt.</summary>
    public sealed record Waiting(int Failures, Instant Until) : ReconnectState(Failures);
}

/// <summary>What can happen to a connection slot.</summary>
public abstract record ReconnectInput
{
    /// <summary>The slot was created, for the first time or again.</summary>
    public sealed record Start : ReconnectInput;

    /// <summary>All promised data of the incarnation flows.</summary>
    public sealed record Good(Epoch Epoch) : ReconnectInput;

    /// <summary>A part of what the incarnation promised flows, and the rest does not come.</summary>
    public sealed record Useful(Epoch Epoch) : ReconnectInput;

    /// <summary>The incarnation ended.</summary>
    /// <param name="Jitter">Uniform in [0, 1): the share of the backoff's ceiling to wait.</param>
    public sealed record Died(Epoch Epoch, DeathCause Cause, double Jitter) : ReconnectInput;

    /// <summary>A successor that came up beside the incarnation has taken its place.</summary>
    /// <param name="IsGood">Whether all its promised data flows.</param>
    public sealed record Succeeded(Epoch Heir, bool IsGood) : ReconnectInput;

    /// <summary>The budget of connect attempts has no room before then.</summary>
    public sealed record Deferred(Instant Until) : ReconnectInput;

    /// <summary>The time of a wake-up has come.</summary>
    /// <param name="Next">The epoch to use if it is time to dial.</param>
    public sealed record Wake(Epoch Next) : ReconnectInput;
}

/// <summary>What the owner of the slot has to do.</summary>
public abstract record ReconnectEffect
{
    /// <summary>Create the next incarnation.</summary>
    public sealed record Dial(Epoch Epoch) : ReconnectEffect;

    public sealed record WakeAt(Instant At) : ReconnectEffect;

    /// <summary>
    /// Replacing the connection does not help: let others know, who can re-create more. The slot itself goes on.
    /// </summary>
    public sealed record Escalate(DeathCause Cause, int Failures) : ReconnectEffect;
}
