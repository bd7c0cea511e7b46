using Akka.Actor;
using Akka.Configuration;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Runs an actor system in one thread, in virtual time, with every choice drawn from a seed: the same seed
/// and the same program give the same run, event by event.</summary>
/// <remarks>
/// <para>An event is one message of one mailbox, one continuation of a task, one timer or one piece of scheduled work.
/// Whatever is possible at the same instant is drawn from the seed: which mailbox is next, which of the pending
/// continuations, which of the timers that are due together, and whether a timer that is due comes before a message
/// that waits. Time advances only when nothing is left to do at an instant (but see
/// <see cref="DeterministicOptions.LongestPause"/>).</para>
/// <para>What the semantics promise is kept: one message of an actor at a time, order per pair of sender and receiver,
/// system messages first. Two timers due at the same instant have no order, even between the same two actors.</para>
/// <para>Not thread-safe: create, drive and dispose it from one place. Code that runs in it must not leave the thread
/// and must not wait; what does ends the run with a <see cref="DeterminismException"/>. See
/// <c>docs/deterministic-tests.md</c>.</para>
/// </remarks>
public sealed partial class DeterministicRuntime : IDisposable
{
    private const ulong EnvironmentStream = 0xA5A5_5A5A_C3C3_3C3C;
    private const ulong SystemStream = 0x0F1E_2D3C_4B5A_6978;
    private const ulong StrategyStream = 0x3C6E_F372_FE94_F82B;
    private const ulong TieStream = 0x510E_527F_ADE6_82D1;

    private readonly DeterministicOptions _options;
    private readonly VirtualScheduler _scheduler;
    private readonly ReadyList _ready = new();
    private readonly ScheduleChooser? _chooser;
    private Action<TracedEvent>? _observer;
    private SeededSource _choices;
    private SeededSource _environment;
    private SeededSource _system;

    private DeterministicRuntime(
        string systemName, ulong seed, DateTimeOffset start, Config config, DeterministicOptions options)
    {
        (Seed, _options, _observer) = (seed, options, options.OnEvent);
        _choices = new SeededSource(seed);
        _environment = new SeededSource(seed ^ EnvironmentStream);
        _system = new SeededSource(seed ^ SystemStream);
        _chooser = ScheduleChooser.For(options.Schedule, new SeededSource(seed ^ StrategyStream));
        _thread = Environment.CurrentManagedThreadId;
        _longestEventMs = options.LongestEvent == Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : (long)options.LongestEvent.TotalMilliseconds;
        SeededSource? ties = options.DrawsTies && options.Schedule != ScheduleStrategy.FirstComeFirstServed
            ? new SeededSource(seed ^ TieStream)
            : null;
        _timersCompete = ties is not null;
        _scheduler = new VirtualScheduler(this, start, ties);
        TraceDigest = Tracing.Mix(Tracing.Hash(systemName), seed);
        System = new ActorSystemImpl(systemName, config, new DeterministicEnvironment(this, _scheduler));
    }

    /// <summary>Raised after every event: the place to check invariants. What a handler throws comes out of the call
    /// that drives the run.</summary>
    public event Action? AfterEvent;

    public ActorSystem System { get; }

    /// <summary>What the run was created with.</summary>
    public ulong Seed { get; }

    /// <summary>Virtual time; the same as the scheduler of <see cref="System"/>.</summary>
    public ITimeProvider Clock => _scheduler;

    /// <summary>True time; the system's own wall clock may differ, see <see cref="StepClock"/>.</summary>
    public DateTimeOffset Now => _scheduler.TrueNow;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => _scheduler.MonotonicClock;

    /// <summary>A hash over virtual time, receiver, message type and sender of every event so far.</summary>
    public ulong TraceDigest { get; private set; }

    public long EventCount { get; private set; }

    /// <summary>Creates a system that has not run yet: constructors of actors run with the first steps.</summary>
    /// <param name="start">What the virtual clock shows at the beginning.</param>
    public static DeterministicRuntime Create(
        string systemName, ulong seed, DateTimeOffset start, Config? config = null) =>
        Create(systemName, seed, start, DeterministicOptions.Default, config);

    /// <inheritdoc cref="Create(string, ulong, DateTimeOffset, Config)"/>
    /// <param name="options">How the run chooses and what it watches.</param>
    public static DeterministicRuntime Create(
        string systemName, ulong seed, DateTimeOffset start, DeterministicOptions options, Config? config = null) =>
        new(systemName, seed, start, config ?? Config.Empty, options);

    /// <summary>Timers that actors and their scheduler have planned and not canceled: what must not grow with the age
    /// of a run.</summary>
    public int PendingTimers => _scheduler.CountPending();

    /// <summary>The actors that live now, without the guardians.</summary>
    public int LiveActors => CountBelow(((ActorSystemImpl)System).UserGuardian);

    /// <summary>Plans work of the environment, such as a simulated network; what it throws comes out of the call that
    /// drives the run.</summary>
    /// <param name="delay">Works due at the same instant have no order; who needs one makes the later work due
    /// later, by a tick at least.</param>
    public void Schedule(TimeSpan delay, Action work) => _scheduler.PlanWork(delay, work);

    /// <summary>A number of the environment's own stream; drawing it does not change the schedule.</summary>
    public ulong NextRandom() => _environment.Next();

    /// <summary>Runs exactly one event, advancing virtual time if nothing is ready.</summary>
    /// <returns>False if nothing is left to do.</returns>
    /// <exception cref="DeterminismException">Something left the thread, waited, or took too long.</exception>
    public bool Step()
    {
        using var driving = new Driving(this);
        return RunReady() || FireTimer(long.MaxValue);
    }

    /// <summary>Runs until no mailbox and no continuation is ready; time stands still.</summary>
    /// <exception cref="DeterminismException">Something left the thread, waited, or took too long.</exception>
    public void RunUntilIdle()
    {
        using var driving = new Driving(this);
        while (_ready.Count > 0 && RunReady())
        {
        }

        ThrowIfViolated();
    }

    /// <summary>Runs everything due within <paramref name="virtualTime"/> and ends exactly that much later.</summary>
    /// <exception cref="DeterminismException">Something left the thread, waited, or took too long.</exception>
    public void RunFor(TimeSpan virtualTime)
    {
        using var driving = new Driving(this);
        var end = _scheduler.ElapsedTicks + virtualTime.Ticks;
        while (RunReady() || FireTimer(end))
        {
        }

        ThrowIfViolated();
        _scheduler.AdvanceTo(end);
    }

    /// <summary>Stops the system and runs what that takes. Timers do not fire any more, and nobody hears of the events:
    /// a trace ends with what the test did.</summary>
    public void Dispose()
    {
        (AfterEvent, _observer) = (null, null);
        _timersCompete = false;
        if (_isBroken || EventCount >= _options.MostEvents) return;
        ((ActorSystemImpl)System).TerminateNow();
        RunUntilIdle();
    }

    private static int CountBelow(IInternalActorRef actor) =>
        actor is LocalActorRef { Cell: var cell } ? cell.ChildRefs().Sum(child => 1 + CountBelow(child)) : 0;

    internal double NextSystemDouble() => _system.NextDouble();
}
