using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Runs an actor system in one thread, in virtual time, with every choice drawn from a seed: the same seed
/// and the same program give the same run, event by event.</summary>
/// <remarks>
/// <para>An event is one message of one mailbox, one continuation of a task, one timer or one piece of scheduled work.
/// Which runnable mailbox is next is drawn from the seed; time advances only when nothing is runnable; what is due at
/// the same instant happens in the order of scheduling.</para>
/// <para>Not thread-safe: create, drive and dispose it from one place. Code that runs in it must not leave the thread:
/// no <c>Task.Run</c>, no <c>ConfigureAwait(false)</c>, no <c>ContinueWith</c>, no timers of the platform. A
/// continuation that arrives from another thread makes the next step throw.</para>
/// </remarks>
public sealed class DeterministicRuntime : IDisposable
{
    private const ulong EnvironmentStream = 0xA5A5_5A5A_C3C3_3C3C;
    private const ulong SystemStream = 0x0F1E_2D3C_4B5A_6978;

    private readonly VirtualScheduler _scheduler;
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _continuations = new();
    private readonly Dictionary<Type, ulong> _typeHashes = [];
    private SeededSource _choices;
    private SeededSource _environment;
    private SeededSource _system;
    private Mailbox[] _runnable = new Mailbox[256];
    private int _runnableCount;
    private int _thread;
    private volatile Exception? _violation;

    private DeterministicRuntime(string systemName, ulong seed, DateTimeOffset start, Config config)
    {
        _choices = new SeededSource(seed);
        _environment = new SeededSource(seed ^ EnvironmentStream);
        _system = new SeededSource(seed ^ SystemStream);
        _thread = Environment.CurrentManagedThreadId;
        _scheduler = new VirtualScheduler(start);
        TraceDigest = Tracing.Mix(Tracing.Hash(systemName), seed);
        System = new ActorSystemImpl(systemName, config, new DeterministicEnvironment(this, _scheduler));
    }

    /// <summary>Raised after every event: the place to check invariants. What a handler throws comes out of the call
    /// that drives the run.</summary>
    public event Action? AfterEvent;

    public ActorSystem System { get; }

    /// <summary>Virtual time; the same as the scheduler of <see cref="System"/>.</summary>
    public ITimeProvider Clock => _scheduler;

    public DateTimeOffset Now => _scheduler.Now;

    /// <summary>Virtual time since the start.</summary>
    public TimeSpan Elapsed => _scheduler.MonotonicClock;

    /// <summary>A hash over virtual time, receiver, message type and sender of every event so far.</summary>
    public ulong TraceDigest { get; private set; }

    public long EventCount { get; private set; }

    /// <summary>Creates a system that has not run yet: constructors of actors run with the first steps.</summary>
    /// <param name="start">What the virtual clock shows at the beginning.</param>
    public static DeterministicRuntime Create(
        string systemName, ulong seed, DateTimeOffset start, Config? config = null) =>
        new(systemName, seed, start, config ?? Config.Empty);

    /// <summary>Plans work of the environment, such as a simulated network; what it throws comes out of the call that
    /// drives the run.</summary>
    public void Schedule(TimeSpan delay, Action work) => _scheduler.PlanWork(delay, work);

    /// <summary>A number of the environment's own stream; drawing it does not change the schedule.</summary>
    public ulong NextRandom() => _environment.Next();

    /// <summary>Runs exactly one event, advancing virtual time if nothing is runnable.</summary>
    /// <returns>False if nothing is left to do.</returns>
    public bool Step()
    {
        using var driving = new Driving(this);
        return RunReady() || FireTimer(long.MaxValue);
    }

    /// <summary>Runs until no mailbox and no continuation is runnable; time stands still.</summary>
    public void RunUntilIdle()
    {
        using var driving = new Driving(this);
        while (RunReady())
        {
        }
    }

    /// <summary>Runs everything due within <paramref name="virtualTime"/> and ends exactly that much later.</summary>
    public void RunFor(TimeSpan virtualTime)
    {
        using var driving = new Driving(this);
        var end = _scheduler.ElapsedTicks + virtualTime.Ticks;
        while (RunReady() || FireTimer(end))
        {
        }

        _scheduler.AdvanceTo(end);
    }

    /// <summary>Stops the system and runs what that takes.</summary>
    public void Dispose()
    {
        AfterEvent = null;
        ((ActorSystemImpl)System).TerminateNow();
        RunUntilIdle();
    }

    internal double NextSystemDouble() => _system.NextDouble();

    internal void MakeRunnable(Mailbox mailbox)
    {
        if (_runnableCount == _runnable.Length) Array.Resize(ref _runnable, _runnableCount * 2);
        _runnable[_runnableCount++] = mailbox;
    }

    internal void Enqueue(SendOrPostCallback callback, object? state)
    {
        if (IsOnThread(state ?? callback.Method)) _continuations.Enqueue((callback, state));
    }

    /// <summary>Remembers a violation if it is not.</summary>
    internal bool IsOnThread(object continuation)
    {
        if (Environment.CurrentManagedThreadId == _thread) return true;
        _violation = new InvalidOperationException(
            "A continuation arrived from another thread: something in the run left the deterministic thread " +
            $"(Task.Run, ConfigureAwait(false), a real timer or real I/O). It was: {continuation}");
        return false;
    }

    private bool RunReady()
    {
        while (true)
        {
            if (_violation is { } violation)
            {
                _violation = null;
                throw violation;
            }

            var continuations = _continuations.Count > 0 ? 1 : 0;
            var candidates = _runnableCount + continuations;
            if (candidates == 0) return false;
            var choice = candidates == 1 ? 0 : _choices.Next(candidates);
            SynchronizationContext.SetSynchronizationContext(new DeterministicContext(this));
            if (choice == _runnableCount) RunContinuation();
            else if (!RunMailbox(choice)) continue;
            AfterEvent?.Invoke();
            return true;
        }
    }

    private void RunContinuation()
    {
        var (callback, state) = _continuations.Dequeue();
        Record(Events.Continuation, Events.Continuation, null);
        callback(state);
    }

    private bool RunMailbox(int index)
    {
        var mailbox = _runnable[index];
        _runnable[index] = _runnable[--_runnableCount];
        _runnable[_runnableCount] = null!;
        var taken = mailbox.TryTake(out var system, out var envelope);
        if (taken)
        {
            // Recorded before it runs, so that a trace ends with the event that went wrong.
            Record(mailbox.TraceHash, HashOf(system ?? envelope.Message), envelope.Sender);
            mailbox.Handle(system, envelope);
        }

        if (mailbox.Release()) MakeRunnable(mailbox);
        return taken;
    }

    private bool FireTimer(long untilTicks)
    {
        if (_scheduler.Peek() is not { } next || next.DueTicks > untilTicks) return false;
        SynchronizationContext.SetSynchronizationContext(new DeterministicContext(this));
        _scheduler.AdvanceTo(next.DueTicks);
        var kind = next.IsEnvironment ? Events.Work : Events.Timer;
        Record(kind, next.Message is { } message ? HashOf(message) : kind, next.Receiver as IActorRef);
        _scheduler.FireNext();
        AfterEvent?.Invoke();
        return true;
    }

    private void Record(ulong receiver, ulong kind, IActorRef? sender)
    {
        EventCount++;
        var hash = Tracing.Mix(TraceDigest, (ulong)_scheduler.ElapsedTicks);
        hash = Tracing.Mix(hash, receiver);
        hash = Tracing.Mix(hash, kind);
        TraceDigest = sender is null ? hash : Tracing.Mix(hash, sender.Path.TraceHash);
    }

    private ulong HashOf(object message)
    {
        var type = (message is TimerTick tick ? tick.Message : message).GetType();
        if (!_typeHashes.TryGetValue(type, out var hash)) _typeHashes[type] = hash = Tracing.Hash(type.ToString());
        return hash;
    }

    private static class Events
    {
        internal const ulong Continuation = 1;
        internal const ulong Work = 2;
        internal const ulong Timer = 3;
    }

    /// <summary>Makes this thread the run's own until it is given back.</summary>
    private readonly struct Driving : IDisposable
    {
        private readonly SynchronizationContext? _before;
        private readonly ActorCell? _cellBefore;

        internal Driving(DeterministicRuntime runtime)
        {
            _before = SynchronizationContext.Current;
            _cellBefore = ActorCell.Enter(null);
            runtime._thread = Environment.CurrentManagedThreadId;
        }

        public void Dispose()
        {
            _ = ActorCell.Enter(_cellBefore);
            SynchronizationContext.SetSynchronizationContext(_before);
        }
    }
}
