using System.Collections.Concurrent;
using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Takes so many messages; a teller waits for room, and when none comes its message goes to the dead letters
/// of the receiver's system.</summary>
/// <remarks>A place is reserved by one atomic exchange before the message is put in, so there are never more than the
/// capacity; the lock is for tellers that wait and for those who wake them.</remarks>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly ConcurrentQueue<Envelope> _queue = new();
    private readonly object _room = new();
    private readonly int _capacity;
    private int _reserved;
    private int _waiting;

    public BoundedMessageQueue(Config config)
        : this(
            MailboxBounds.Read(nameof(BoundedMessageQueue), config).Capacity,
            MailboxBounds.Read(nameof(BoundedMessageQueue), config).PushTimeout)
    {
    }

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(boundedCapacity);
        (_capacity, PushTimeOut) = (boundedCapacity, pushTimeOut);
    }

    public bool HasMessages => !_queue.IsEmpty;

    public int Count => _queue.Count;

    /// <summary>Zero: never wait; negative: wait until there is room.</summary>
    public TimeSpan PushTimeOut { get; set; }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (TryReserve() || (PushTimeOut != TimeSpan.Zero && WaitForRoom()))
        {
            _queue.Enqueue(envelope);
            return;
        }

        if (receiver is IInternalActorRef { Owner: { } system })
        {
            system.DeadLetterOffice.Publish(envelope.Message, envelope.Sender, receiver);
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (!_queue.TryDequeue(out envelope)) return false;
        Interlocked.Decrement(ref _reserved);
        if (Volatile.Read(ref _waiting) > 0) lock (_room) Monitor.Pulse(_room);
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }

    private bool TryReserve()
    {
        var reserved = Volatile.Read(ref _reserved);
        while (reserved < _capacity)
        {
            var before = Interlocked.CompareExchange(ref _reserved, reserved + 1, reserved);
            if (before == reserved) return true;
            reserved = before;
        }

        return false;
    }

    private bool WaitForRoom()
    {
        var began = Stopwatch.GetTimestamp();
        lock (_room)
        {
            Interlocked.Increment(ref _waiting);
            try
            {
                while (!TryReserve())
                {
                    var left = PushTimeOut < TimeSpan.Zero
                        ? Timeout.InfiniteTimeSpan
                        : PushTimeOut - Stopwatch.GetElapsedTime(began);
                    if (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan) return false;
                    Monitor.Wait(_room, left);
                }

                return true;
            }
            finally
            {
                Interlocked.Decrement(ref _waiting);
            }
        }
    }
}

/// <summary>Bounded at its tail; at its head, where a stash puts back what was counted before, there is always
/// room.</summary>
public class BoundedDequeMessageQueue : DequeWrapperMessageQueue, IBoundedDequeBasedMessageQueueSemantics
{
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
        : base(new BoundedMessageQueue(boundedCapacity, pushTimeOut))
    {
    }

    public TimeSpan PushTimeOut => ((BoundedMessageQueue)MessageQueue).PushTimeOut;

    internal void NeverWait() => ((BoundedMessageQueue)MessageQueue).PushTimeOut = TimeSpan.Zero;
}
