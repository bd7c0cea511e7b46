using Phoenix.Core.Primitives;

namespace Phoenix.Core.Streams.Links;

/// <summary>Where a connection stands that has no rhythm of its own and is proven alive by probes.</summary>
public abstract record LinkState
{
    /// <summary>Waits for the key without which nothing can be dialled.</summary>
    public sealed record Awaiting(Instant Deadline) : LinkState;

    /// <summary>Waits for the socket to open.</summary>
    public sealed record Dialing(Instant Deadline) : LinkState;

    /// <summary>The socket is open; waits for the answer to a first probe, and to a second one.</summary>
    /// <param name="Answers">Probes answered so far.</param>
    /// <param name="IsHeld">The probe was held back; another is due at the deadline.</param>
    public sealed record Proving(Instant Deadline, int Answers, bool IsHeld = false) : LinkState;

    /// <summary>Proven; waits for the time of the next probe.</summary>
    public sealed record Up(Instant NextProbe) : LinkState;

    /// <summary>Proven; waits for the answer to a probe.</summary>
    /// <param name="IsHeld">The probe was held back; another is due at the deadline.</param>
    public sealed record Probing(Instant Deadline, bool IsHeld = false) : LinkState;
}

/// <summary>What can happen to a probed connection.</summary>
public abstract record LinkInput
{
    /// <summary>The key is there, and the socket is dialled with it.</summary>
    public sealed record Granted : LinkInput;

    public sealed record Opened : LinkInput;

    public sealed record Answered : LinkInput;

    /// <summary>
    /// The probe was held back, or refused, for rate: that says nothing against the connection, and a new one would
    /// only cost more.
    /// </summary>
    public sealed record Held : LinkInput;

    public sealed record Closed(DeathCause Cause, string Detail) : LinkInput;

    /// <summary>Evidence from elsewhere that the connection is no good.</summary>
    public sealed record Condemned(DeathCause Cause, string Detail) : LinkInput;

    public sealed record Wake : LinkInput;
}

/// <summary>What the shell has to do for a probed connection.</summary>
public abstract record LinkEffect
{
    public sealed record SendProbe : LinkEffect;

    /// <summary>The first probe was answered.</summary>
    public sealed record ReportAnswered : LinkEffect;

    /// <summary>So many probes were answered that the connection counts as alive.</summary>
    public sealed record ReportUp : LinkEffect;

    public sealed record WakeAt(Instant At) : LinkEffect;

    /// <summary>Fail with this cause.</summary>
    public sealed record Die(DeathCause Cause, string Detail) : LinkEffect;
}

/// <summary>How a connection is probed.</summary>
/// <param name="ConnectTimeout">From dialling to the open socket.</param>
/// <param name="ProbeInterval">Between an answer and the next probe.</param>
/// <param name="ProbeTimeout">From a probe to its answer.</param>
/// <param name="AnswersToTrust">Answers before the connection counts as up; at least 1.</param>
public sealed record LinkPolicy(
    TimeSpan ConnectTimeout, TimeSpan ProbeInterval, TimeSpan ProbeTimeout, int AnswersToTrust)
{
    /// <summary>From the wish to connect to the key it needs; for connections that need one.</summary>
    public TimeSpan GrantTimeout { get; init; }
}
