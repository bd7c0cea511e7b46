using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Dispatch;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>One event after the other.</summary>
public sealed partial class DeterministicRuntime
{
    private const ulong ContinuationKind = 1;
    private const ulong WorkKind = 2;
    private const ulong TimerKind = 3;
    private const int PauseOneTurnIn = 32;

    // By the address of the type: a miss costs a hash of its name, a hit two comparisons.
    private readonly (Type? Type, ulong Hash)[] _typeHashes = new (Type?, ulong)[256];
    private bool _timersCompete;

    internal void MakeReady(Mailbox mailbox) => _ready.Add(mailbox, null);

    internal void MakeReady(SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId == _thread) _ready.Add(callback, state);
        else NoteContinuation(OriginOf(callback, state));
    }

    /// <summary>Runs one event that is possible now, without advancing time.</summary>
    private bool RunReady()
    {
        while (true)
        {
            ThrowIfViolated();
            var ready = _ready.Count;
            var timer = _timersCompete && _scheduler.IsDue;
            var candidates = timer ? ready + 1 : ready;
            if (candidates == 0) return false;
            var choice = candidates == 1 ? 0
                : _chooser is null ? _choices.Next(candidates)
                : _chooser.Choose(_ready.Items, timer);
            if (choice == ready) return FireTimer(_scheduler.ElapsedTicks);

            var next = _ready.Take(choice);
            if (next.Work is not Mailbox mailbox) RunContinuation(next);
            else if (!RunMailbox(mailbox)) continue;
            AfterEvent?.Invoke();
            return true;
        }
    }

    private void RunContinuation(in ReadyWork continuation)
    {
        var callback = Unsafe.As<SendOrPostCallback>(continuation.Work);
        var origin = OriginOf(callback, continuation.State);
        Begin(TracedEventKind.Continuation, null, ContinuationKind, HashOf(origin), origin, null);
        callback(continuation.State);
        End();
    }

    private bool RunMailbox(Mailbox mailbox)
    {
        if (_options.LongestPause > TimeSpan.Zero && _choices.Next(PauseOneTurnIn) == 0)
        {
            Pause(mailbox);
            return false;
        }

        var taken = mailbox.TryTake(out var system, out var envelope);
        if (taken)
        {
            // Recorded before it runs, so that a trace ends with the event that went wrong.
            var type = TypeOf(system ?? envelope.Message);
            var path = mailbox.Cell.SelfRef.Path;
            Begin(TracedEventKind.Message, path, path.TraceHash, HashOf(type), type, envelope.Sender);
            mailbox.Handle(system, envelope);
            End();
        }

        if (mailbox.Release()) _ready.Add(mailbox, null);
        return taken;
    }

    private void Pause(Mailbox mailbox)
    {
        var ticks = (long)(_choices.NextDouble() * _options.LongestPause.Ticks) + 1;
        _scheduler.PlanWork(TimeSpan.FromTicks(ticks), () => _ready.Add(mailbox, null));
    }

    private bool FireTimer(long untilTicks)
    {
        if (_scheduler.Peek() is not { } next || next.DueTicks > untilTicks) return false;
        _scheduler.AdvanceTo(next.DueTicks);
        var receiver = (next.Receiver as IActorRef)?.Path;
        var type = next.Message is { } message ? TypeOf(message) : null;
        var (kind, number) = next.IsEnvironment
            ? (TracedEventKind.Work, WorkKind)
            : (TracedEventKind.Timer, TimerKind);
        var what = type is null ? number : HashOf(type);
        Begin(kind, receiver, Tracing.Mix(number, receiver?.TraceHash ?? 0), what, type, next.Sender);
        _scheduler.FireNext();
        End();
        AfterEvent?.Invoke();
        return true;
    }

    private void Begin(
        TracedEventKind kind, ActorPath? receiver, ulong receiverHash, ulong what, Type? message, IActorRef? sender)
    {
        if (EventCount >= _options.MostEvents)
        {
            throw new InvalidOperationException($"The run has had its {_options.MostEvents} events and goes on.");
        }

        EventCount++;
        var hash = Tracing.Mix(TraceDigest, (ulong)_scheduler.ElapsedTicks);
        hash = Tracing.Mix(hash, receiverHash);
        hash = Tracing.Mix(hash, what);
        TraceDigest = sender is null ? hash : Tracing.Mix(hash, sender.Path.TraceHash);
        (_kind, _receiver, _message) = (kind, receiver, message);
        SynchronizationContext.SetSynchronizationContext(new DeterministicContext(this));
        if (_observer is not { } observer) return;
        observer(new TracedEvent(EventCount, Elapsed, kind, receiver, message, sender?.Path, TraceDigest));
        MarkFlow();
    }

    private static Type TypeOf(object message) => (message is TimerTick tick ? tick.Message : message).GetType();

    /// <summary>What goes on: for an async method the type that the compiler made of it.</summary>
    private static Type OriginOf(SendOrPostCallback callback, object? state) =>
        ((state as Delegate)?.Target ?? state ?? callback.Target)?.GetType() ?? typeof(SendOrPostCallback);

    private ulong HashOf(Type type)
    {
        ref var entry = ref _typeHashes[RuntimeHelpers.GetHashCode(type) & 255];
        if (!ReferenceEquals(entry.Type, type)) entry = (type, Tracing.Hash(type.ToString()));
        return entry.Hash;
    }
}
