using System.Diagnostics;
using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>The reader's side: taking messages out and running the actor.</summary>
internal sealed partial class Mailbox
{
    /// <summary>How often a run looks again for a message whose slot is claimed and not yet written, before it lets
    /// others run.</summary>
    private const int LooksAtClaimedSlot = 64;

    /// <summary>How many used segments a mailbox keeps: with 512 slots each, a backlog of 262,000 messages comes and
    /// goes without an allocation. A mailbox that never had one keeps nothing; one that had keeps 4 MiB at
    /// most.</summary>
    private const int SparesMax = 512;

    private bool HasWork
    {
        get
        {
            ref var reader = ref _cell.Reader;
            return reader.System is not null || Volatile.Read(ref _systemHead) is not null ||
                ((reader.Suspensions == 0 || _closed) && HasUserMessages);
        }
    }

    private bool HasUserMessages =>
        _front is { Count: > 0 } || (_queue is not null ? _queue.HasMessages : IsClaimed);

    /// <summary>A teller has, or is about to have, put a message behind those read.</summary>
    private bool IsClaimed => Volatile.Read(ref _cell.Reader.Segment.Claimed) > _cell.Reader.Index;

    /// <summary>Handles what waits, up to the throughput; called by the dispatcher, on any thread.</summary>
    public void Run()
    {
        var previous = ActorCell.Enter(_cell);
        RunSystem();
        RunUser();
        if (_closed) Drain();
        _ = ActorCell.Enter(previous);
        if (Release()) _dispatcher.DispatchAgain(this);
    }

    public void Execute() => Run();

    /// <summary>Takes the next message out, for <see cref="Handle"/>.</summary>
    /// <param name="system">Null if it is a user message, which is then in <paramref name="envelope"/>.</param>
    /// <param name="envelope">The user message.</param>
    /// <returns>False if there is nothing to handle.</returns>
    internal bool TryTake(out SystemMessage? system, out Envelope envelope)
    {
        envelope = default;
        system = null;
        if (!_closed) return TryTakeSystem(out system) || (!IsSuspended && TryDequeue(out envelope));
        Drain();
        return false;
    }

    internal void Handle(SystemMessage? system, in Envelope envelope)
    {
        var previous = ActorCell.Enter(_cell);
        if (system is not null)
        {
            _cell.InvokeSystem(system);
        }
        else
        {
            try
            {
                _cell.Invoke(envelope);
            }
            catch (Exception cause)
            {
                _cell.FailBy(cause);
            }
        }

        _cell.ForgetMessage();
        _ = ActorCell.Enter(previous);
    }

    /// <summary>Gives the mailbox up after a run, unless there is more: then it stays taken.</summary>
    /// <returns>True if there is more.</returns>
    internal bool Release()
    {
        if (_queue is null) _cell.Reader.Rewind();
        Interlocked.Exchange(ref _scheduled, 0);
        return HasWork && TakeTurn();
    }

    private void RunUser()
    {
        var left = _dispatcher.Throughput;
        var ticks = _dispatcher.DeadlineTicks;
        var deadline = ticks > 0 ? Stopwatch.GetTimestamp() + ticks : long.MaxValue;
        while (left > 0 && !_closed)
        {
            try
            {
                if (RunBatch(ref left, deadline)) break;
            }
            catch (Exception cause)
            {
                _cell.FailBy(cause);
                RunSystem();
            }
        }

        _cell.ForgetMessage();
    }

    /// <summary>Handles messages until one throws.</summary>
    /// <returns>True if the run is over.</returns>
    private bool RunBatch(ref int left, long deadline)
    {
        ref var reader = ref _cell.Reader;
        while (left > 0 && reader.Suspensions == 0 && TryDequeue(out var envelope))
        {
            left--;
            _cell.Invoke(envelope);
            if (Volatile.Read(ref _systemHead) is not null)
            {
                RunSystem();
                if (_closed) return true;
            }

            if (deadline != long.MaxValue && Stopwatch.GetTimestamp() > deadline) return true;
        }

        return true;
    }

    private void RunSystem()
    {
        while (!_closed && TryTakeSystem(out var message)) _cell.InvokeSystem(message!);
    }

    private bool TryTakeSystem(out SystemMessage? message)
    {
        ref var reader = ref _cell.Reader;
        if (reader.System is null && Volatile.Read(ref _systemHead) is not null)
        {
            var taken = Interlocked.Exchange(ref _systemHead, null);
            while (taken is not null)
            {
                (var next, taken.Next) = (taken.Next, reader.System);
                (reader.System, taken) = (taken, next);
            }
        }

        message = reader.System;
        if (message is null) return false;
        (reader.System, message.Next) = (message.Next, null);
        return true;
    }

    private bool TryDequeue(out Envelope envelope)
    {
        if (_hasDetour && TryDequeueDetour(out envelope)) return true;
        ref var reader = ref _cell.Reader;
        while (reader.Segment is { } segment)
        {
            if ((uint)reader.Index < (uint)reader.Slots.Length)
            {
                ref var slot = ref reader.Slots[reader.Index];
                var message = Volatile.Read(ref slot.Message);
                if (message is null && !(IsClaimed && AppearsSoon(ref slot, out message))) break;
                envelope = new Envelope(message!, slot.Sender);
                slot.Message = null;
                slot.Sender = null;
                reader.Index++;
                return true;
            }

            if (Volatile.Read(ref segment.Next) is not { } next) break;
            reader.MoveTo(next);
            Keep(segment);
        }

        envelope = default;
        return false;
    }

    private void Keep(MessageSegment used)
    {
        MessageSegment? top;
        do
        {
            top = Volatile.Read(ref _spares);
            used.Depth = top is null ? 1 : top.Depth + 1;
            used.Next = top;
            if (!used.IsWorthKeeping || used.Depth > SparesMax)
            {
                used.Next = null;
                return;
            }
        }
        while (Interlocked.CompareExchange(ref _spares, used, top) != top);
    }

    private bool TryDequeueDetour(out Envelope envelope)
    {
        if (_front is { Count: > 0 }) return _front.TryPop(out envelope);
        if (_queue is not null) return _queue.TryDequeue(out envelope);
        _hasDetour = false;
        envelope = default;
        return false;
    }

    private static bool AppearsSoon(ref MessageSlot slot, out object? message)
    {
        for (var i = 0; i < LooksAtClaimedSlot; i++)
        {
            message = Volatile.Read(ref slot.Message);
            if (message is not null) return true;
            Thread.SpinWait(1);
        }

        message = null;
        return false;
    }

    private void Drain()
    {
        while (TryTakeSystem(out var message)) SystemMessages.AnswerForTheDead(message!);
        while (TryDequeue(out var envelope)) Bury(envelope);
    }
}
