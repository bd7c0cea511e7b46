using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>What must not happen in a run, and how it is noticed.</summary>
public sealed partial class DeterministicRuntime
{
    private const int MostNoted = 8;

    // Reading the clock costs as much as half an event; a recorded run reads it after each, to name the culprit.
    private const int ClockEvery = 16;

    /// <summary>Flows with the execution context into whatever is begun in the run: the moment it runs elsewhere, that
    /// thread is told of the change.</summary>
    private static readonly AsyncLocal<FlowOrigin?> Flow = new(OnFlow);

    private readonly ConcurrentQueue<(int Thread, bool WhileDriven, string What)> _noted = new();
    private readonly long _longestEventMs;
    private ExecutionContext? _flowOutside;
    private ExecutionContext? _flowInside;
    private volatile bool _hasNoted;
    private volatile bool _driven;
    private volatile int _thread;
    private bool _isBroken;
    private long _eventStartMs;
    private TracedEventKind _kind;
    private ActorPath? _receiver;
    private Type? _message;

    /// <summary>Whether a message may be queued by this thread; if not, the run ends with its next step.</summary>
    internal bool Accepts(LocalActorRef receiver, object message)
    {
        if (Environment.CurrentManagedThreadId == _thread) return true;
        NoteForeign($"it told {TypeText.Of(message.GetType())} to {receiver.Path.ToStringWithoutAddress()}");
        return !_driven;
    }

    /// <summary>Whether a piece of an actor's asynchronous work may be queued by this thread.</summary>
    internal bool Admits(Task piece)
    {
        if (Environment.CurrentManagedThreadId == _thread) return true;
        NoteContinuation(piece.AsyncState is ValueTuple<SendOrPostCallback, object?> run
            ? OriginOf(run.Item1, run.Item2)
            : piece.GetType());
        return false;
    }

    /// <summary>Notes the use of virtual time by a thread that is not the run's.</summary>
    internal void CheckTimerThread()
    {
        if (Environment.CurrentManagedThreadId != _thread) NoteForeign("it planned or canceled a timer of the run");
    }

    /// <summary>Code in the run is about to block; a lock may, as it is given back soon.</summary>
    internal void OnBlockingWait()
    {
        var frames = new StackTrace(2).GetFrames().Select(frame => frame.GetMethod()).ToList();
        if (frames.Take(3).Any(method => method?.DeclaringType is { } type && IsLock(type, method.Name))) return;
        var culprit = frames.Find(method =>
            method?.DeclaringType?.Namespace is not { } space ||
            (space != "System" && !space.StartsWith("System.", StringComparison.Ordinal)));
        var where = culprit?.DeclaringType is { } owner ? $"{TypeText.Of(owner)}.{culprit.Name}" : "unknown code";
        var what =
            $"{where} waits for something that is not there yet (Wait, Result, GetResult, WaitOne or the like). " +
            "Nothing can complete it while this thread stands still: await it, or pipe it to the actor";
        _noted.Enqueue((_thread, true, what));
        _hasNoted = true;
        throw Violation([what]);
    }

    private static bool IsLock(Type type, string method) =>
        type == typeof(Lock) || type == typeof(ReaderWriterLockSlim) ||
        (type == typeof(Monitor) && method.Contains("Enter", StringComparison.Ordinal));

    private static void OnFlow(AsyncLocalValueChangedArgs<FlowOrigin?> change)
    {
        if (!change.ThreadContextChanged || change.CurrentValue is not { } origin) return;
        if (Environment.CurrentManagedThreadId == origin.Run._thread) return;
        origin.Run.NoteForeign($"it runs work that was begun {origin.Text}");
    }

    private void NoteContinuation(Type origin) =>
        NoteForeign($"a continuation came back to the run: {TypeText.Of(origin)}");

    private void NoteForeign(string what)
    {
        if (_noted.Count >= MostNoted) return;
        var thread = Environment.CurrentManagedThreadId;
        _noted.Enqueue((thread, _driven, $"another thread than the run's ({thread}) was at work: {what}"));
        _hasNoted = true;
    }

    private void ThrowIfViolated()
    {
        if (_hasNoted) ThrowNoted();
    }

    private void ThrowNoted()
    {
        var violations = _noted
            .Where(noted => noted.WhileDriven || noted.Thread != _thread)
            .Select(noted => noted.What)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (violations.Count == 0)
        {
            // The thread that drives now is the one that was at work between the drives: a test that awaited.
            _noted.Clear();
            _hasNoted = false;
            return;
        }

        _isBroken = true;
        throw Violation(violations);
    }

    private DeterminismException Violation(IReadOnlyList<string> violations) =>
        new(violations, CurrentEvent(), Seed);

    private TracedEvent CurrentEvent() =>
        new(EventCount, Elapsed, _kind, _receiver, _message, null, TraceDigest);

    private void End()
    {
        // What one event leaves in asynchronous locals is not the next one's, as on any pool.
        if (_flowInside is not null) ExecutionContext.Restore(_flowInside);
        if ((EventCount & (_observer is null ? ClockEvery - 1 : 0)) != 0) return;
        var now = Environment.TickCount64;
        var took = now - _eventStartMs;
        _eventStartMs = now;
        if (took > _longestEventMs && !Debugger.IsAttached) NoteSlow(took);
    }

    private void NoteSlow(long tookMs)
    {
        var limit = _options.LongestEvent;
        _noted.Enqueue((_thread, true,
            (_observer is null ? $"at most {ClockEvery} events, this the last of them, " : "this event ") +
            $"took {tookMs} ms of real time, more than {limit.TotalMilliseconds:0} ms: something slept, waited for " +
            "the world outside the run, or computed for long (DeterministicOptions.LongestEvent is the bound)"));
        _hasNoted = true;
    }

    /// <summary>Lets work that leaves the thread say in which event it began; costs too much for every run.</summary>
    private void MarkFlow()
    {
        if (_flowInside is not null) Flow.Value = new FlowOrigin(this, CurrentEvent());
    }

    /// <summary>Where work was begun.</summary>
    private sealed class FlowOrigin(DeterministicRuntime run, TracedEvent? begunIn)
    {
        internal DeterministicRuntime Run => run;

        internal string Text => begunIn is { } known
            ? $"in event {known}"
            : "in the run (Task.Run, ConfigureAwait(false), a timer or I/O of the platform); record the events to " +
              "see in which";
    }

    /// <summary>Makes this thread the run's own until it is given back.</summary>
    private readonly struct Driving : IDisposable
    {
        private readonly DeterministicRuntime _runtime;
        private readonly SynchronizationContext? _before;
        private readonly ActorCell? _cellBefore;
        private readonly ExecutionContext? _flowBefore;

        internal Driving(DeterministicRuntime runtime)
        {
            if (runtime._driven)
            {
                throw new InvalidOperationException(
                    "The run is being driven already: an event must not drive the run it is part of.");
            }

            _runtime = runtime;
            _before = SynchronizationContext.Current;
            _cellBefore = ActorCell.Enter(null);
            _flowBefore = ExecutionContext.Capture();
            runtime._thread = Environment.CurrentManagedThreadId;
            runtime._driven = true;
            runtime._eventStartMs = Environment.TickCount64;
            if (_flowBefore is null) runtime._flowInside = null;
            else runtime.EnterFlow(_flowBefore);
        }

        public void Dispose()
        {
            _runtime._driven = false;
            _ = ActorCell.Enter(_cellBefore);
            if (_flowBefore is not null) ExecutionContext.Restore(_flowBefore);
            SynchronizationContext.SetSynchronizationContext(_before);
        }
    }

    /// <summary>Makes the marked context, or takes the one of the last drive if it began in the same.</summary>
    private void EnterFlow(ExecutionContext outside)
    {
        if (ReferenceEquals(outside, _flowOutside) && _flowInside is not null)
        {
            ExecutionContext.Restore(_flowInside);
            return;
        }

        Flow.Value = new FlowOrigin(this, null);
        (_flowOutside, _flowInside) = (outside, ExecutionContext.Capture());
    }
}
