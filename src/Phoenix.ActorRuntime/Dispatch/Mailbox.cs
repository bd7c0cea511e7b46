using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>The queue before an actor: takes messages from any thread, gives them to the cell one at a time.</summary>
/// <remarks>The flag <c>_scheduled</c> is the actor's only lock: whoever raises it hands the mailbox to the dispatcher,
/// and only the dispatcher's run lowers it. System messages go first and are handled even while suspended.</remarks>
internal sealed class Mailbox(ActorCell cell, MessageDispatcher dispatcher) : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<Envelope> _user = new();
    private readonly ConcurrentQueue<SystemMessage> _system = new();
    private Stack<Envelope>? _front;
    private int _scheduled;
    private int _suspensions;
    private volatile bool _closed;

    internal bool IsClosed => _closed;

    internal bool IsSuspended => Volatile.Read(ref _suspensions) > 0;

    internal MessageDispatcher Dispatcher => dispatcher;

    internal ActorCell Cell => cell;

    /// <summary>What the digest of a deterministic run calls this mailbox.</summary>
    internal ulong TraceHash => cell.SelfRef.Path.TraceHash;

    private bool HasWork =>
        !_system.IsEmpty ||
        (!IsSuspended && (_front is { Count: > 0 } || !_user.IsEmpty)) ||
        (_closed && !_user.IsEmpty);

    public void Execute() => Run(dispatcher.Throughput);

    internal void Enqueue(in Envelope envelope)
    {
        if (_closed)
        {
            Bury(envelope);
            return;
        }

        _user.Enqueue(envelope);
        Schedule();
    }

    internal void EnqueueSystem(SystemMessage message)
    {
        if (_closed)
        {
            SystemMessages.AnswerForTheDead(message);
            return;
        }

        _system.Enqueue(message);
        Schedule();
    }

    /// <summary>Puts envelopes before everything that waits, the first of them first.</summary>
    internal void Prepend(IReadOnlyList<Envelope> envelopes)
    {
        if (envelopes.Count == 0) return;
        _front ??= new Stack<Envelope>();
        for (var i = envelopes.Count - 1; i >= 0; i--) _front.Push(envelopes[i]);
    }

    internal void Suspend() => Interlocked.Increment(ref _suspensions);

    internal void Resume()
    {
        if (IsSuspended) Interlocked.Decrement(ref _suspensions);
    }

    /// <summary>Ends the mailbox; what is left, and whatever comes later, goes to the dead letters.</summary>
    internal void Close()
    {
        _closed = true;
        Interlocked.MemoryBarrier();
        Drain();
        dispatcher.Detach(this);
    }

    /// <summary>Takes the next message out, for <see cref="Handle"/>.</summary>
    /// <param name="system">Null if it is a user message, which is then in <paramref name="envelope"/>.</param>
    /// <param name="envelope">The user message.</param>
    /// <returns>False if there is nothing to handle.</returns>
    internal bool TryTake(out SystemMessage? system, out Envelope envelope)
    {
        envelope = default;
        system = null;
        if (!_closed) return _system.TryDequeue(out system) || (!IsSuspended && TryDequeue(out envelope));
        Drain();
        return false;
    }

    internal void Handle(SystemMessage? system, in Envelope envelope)
    {
        if (system is not null) cell.InvokeSystem(system);
        else cell.Invoke(envelope);
    }

    /// <summary>Gives the mailbox up after a run, unless there is more: then it stays taken.</summary>
    /// <returns>True if there is more.</returns>
    internal bool Release()
    {
        Interlocked.Exchange(ref _scheduled, 0);
        return HasWork && Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0;
    }

    private void Schedule()
    {
        if (Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0) dispatcher.Dispatch(this);
    }

    private void Run(int throughput)
    {
        RunSystem();
        for (var left = throughput; left > 0 && !_closed && !IsSuspended && TryDequeue(out var envelope); left--)
        {
            cell.Invoke(envelope);
            if (!_system.IsEmpty) RunSystem();
        }

        if (_closed) Drain();
        if (Release()) dispatcher.Dispatch(this);
    }

    private void RunSystem()
    {
        while (!_closed && _system.TryDequeue(out var message)) cell.InvokeSystem(message);
    }

    private bool TryDequeue(out Envelope envelope) =>
        _front is { Count: > 0 } ? _front.TryPop(out envelope) : _user.TryDequeue(out envelope);

    private void Drain()
    {
        while (_system.TryDequeue(out var message)) SystemMessages.AnswerForTheDead(message);
        while (TryDequeue(out var envelope)) Bury(envelope);
    }

    private void Bury(in Envelope envelope) =>
        cell.SystemImpl.DeadLetterOffice.Publish(envelope.Message, envelope.Sender, cell.SelfRef);
}
