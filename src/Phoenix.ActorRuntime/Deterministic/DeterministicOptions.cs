namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>How a deterministic run chooses and what it watches; everything else follows from the seed.</summary>
/// <remarks>Immutable: one instance may serve any number of runs. The defaults are those of
/// <see cref="Default"/>.</remarks>
public sealed record DeterministicOptions
{
    /// <summary>Every order that the semantics allow is as likely as any other.</summary>
    public static DeterministicOptions Default { get; } = new();

    /// <summary>Unlikely orders are preferred: the seed picks one of several nasty strategies.</summary>
    public static DeterministicOptions Shaken { get; } = new() { Schedule = ScheduleStrategy.Shaken };

    /// <summary>Who is next among what is ready at the same instant.</summary>
    public ScheduleStrategy Schedule { get; init; } = ScheduleStrategy.Uniform;

    /// <summary>Whether the order of what is due at the same instant is drawn, timers among each other and against
    /// messages that wait; true by default. False: in the order of scheduling, once no message waits.</summary>
    public bool DrawsTies { get; init; } = true;

    /// <summary>The longest virtual time for which a mailbox with messages may be left standing while the clock goes
    /// on, as an actor's thread may be taken away by the operating system. Zero by default: the clock advances only
    /// when nothing is ready.</summary>
    /// <remarks>One turn in 32 is put off, by a time drawn evenly up to this bound.</remarks>
    public TimeSpan LongestPause { get; init; } = TimeSpan.Zero;

    /// <summary>The longest real time that one event may take, 5 s by default; beyond it the event must have slept,
    /// waited for something outside the run, or run away. <see cref="Timeout.InfiniteTimeSpan"/> turns it off.
    /// </summary>
    /// <remarks>The only thing that depends on the machine: generous, and no part of the digest. Not looked at while a
    /// debugger is attached.</remarks>
    public TimeSpan LongestEvent { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many events a run may have, without limit by default: a bound for a system that may send itself
    /// messages forever.</summary>
    public long MostEvents { get; init; } = long.MaxValue;

    /// <summary>Hears of every event before it runs, for instance <see cref="EventTrace.Add"/>; null by default, when
    /// nothing is spent on it.</summary>
    public Action<TracedEvent>? OnEvent { get; init; }
}

/// <summary>In which order a deterministic run takes what is ready at the same instant. All strategies keep what the
/// semantics promise: one message of an actor at a time, and order per pair of sender and receiver.</summary>
public enum ScheduleStrategy
{
    /// <summary>Each candidate with the same probability.</summary>
    Uniform = 0,

    /// <summary>Whoever has waited longest, timers last: the tame order that hides bugs. For comparison.</summary>
    FirstComeFirstServed = 1,

    /// <summary>Seven times in eight whoever came last, so that old messages are overtaken by long chains of new
    /// ones.</summary>
    NewestFirst = 2,

    /// <summary>The same mailbox again, nearly as long as it has messages, as dispatchers with a high throughput
    /// do.</summary>
    Bursts = 3,

    /// <summary>Every actor has a random priority; the highest runs, and at a few random points the running one falls
    /// behind all others.</summary>
    /// <remarks>Source: S. Burckhardt, P. Kothari, M. Musuvathi, S. Nagarakatte, "A randomized scheduler with
    /// probabilistic guarantees of finding bugs", ASPLOS 2010. There the number of steps and of change points is given;
    /// here runs have no length, so the seed draws how far apart the change points are.</remarks>
    Priorities = 4,

    /// <summary>One actor at a time gets nothing while anybody else is ready, for stretches of 4 to 1,024
    /// events.</summary>
    Starvation = 5,

    /// <summary>The seed picks one of the others, except <see cref="FirstComeFirstServed"/>: no single strategy finds
    /// everything.</summary>
    /// <remarks>Source: A. Groce, C. Zhang, E. Eide, Y. Chen, J. Regehr, "Swarm testing", ISSTA 2012.</remarks>
    Shaken = 6,
}
