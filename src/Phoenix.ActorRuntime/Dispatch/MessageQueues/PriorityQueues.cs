using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue under a lock, for those whose order a lock-free one cannot keep.</summary>
public abstract class BlockingMessageQueue : IMessageQueue, IBlockingMessageQueueSemantics
{
    private readonly object _lock = new();

    /// <summary>How long to wait for the lock.</summary>
    public TimeSpan BlockTimeOut { get; set; } = TimeSpan.FromSeconds(1);

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            using var entered = Enter();
            return LockedCount;
        }
    }

    protected abstract int LockedCount { get; }

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        using var entered = Enter();
        LockedEnqueue(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        using var entered = Enter();
        return LockedTryDequeue(out envelope);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }

    protected abstract void LockedEnqueue(Envelope envelope);

    protected abstract bool LockedTryDequeue(out Envelope envelope);

    private protected Entered Enter()
    {
        if (!Monitor.TryEnter(_lock, BlockTimeOut))
        {
            throw new TimeoutException($"The queue of an actor has been locked for {BlockTimeOut}.");
        }

        return new Entered(_lock);
    }

    private protected readonly ref struct Entered(object entered)
    {
        public void Dispose() => Monitor.Exit(entered);
    }
}

/// <summary>Gives out what has the lowest number first.</summary>
public class UnboundedPriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityBuffer _buffer;

    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) =>
        _buffer = new PriorityBuffer(priorityGenerator, initialCapacity);

    protected override int LockedCount => _buffer.Count;

    /// <summary>Puts a message before all others, whatever its priority: it has had its turn before.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        using var entered = Enter();
        _buffer.Prepend(envelope);
    }

    protected override void LockedEnqueue(Envelope envelope) => _buffer.Add(envelope);

    protected override bool LockedTryDequeue(out Envelope envelope) => _buffer.TryTake(out envelope);
}

/// <summary>Gives out what has the lowest number first, and of those of one number the oldest.</summary>
public class UnboundedStablePriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly PriorityBuffer _buffer;

    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) =>
        _buffer = new PriorityBuffer(priorityGenerator, initialCapacity);

    protected override int LockedCount => _buffer.Count;

    /// <summary>Puts a message before all others, whatever its priority: it has had its turn before.</summary>
    public void EnqueueFirst(Envelope envelope)
    {
        using var entered = Enter();
        _buffer.Prepend(envelope);
    }

    protected override void LockedEnqueue(Envelope envelope) => _buffer.Add(envelope);

    protected override bool LockedTryDequeue(out Envelope envelope) => _buffer.TryTake(out envelope);
}

/// <summary>Envelopes by priority, then age; what is put first goes before all of them.</summary>
/// <remarks>Both priority queues keep the order of age: it costs one number per message and makes a deterministic run
/// independent of how a heap happens to lie.</remarks>
internal sealed class PriorityBuffer(Func<object, int> priorityGenerator, int initialCapacity)
{
    private readonly PriorityQueue<Envelope, (int Priority, long Age)> _queue = new(initialCapacity);
    private readonly Stack<Envelope> _first = new();
    private long _nextAge;

    internal int Count => _first.Count + _queue.Count;

    internal void Add(Envelope envelope) =>
        _queue.Enqueue(envelope, (priorityGenerator(envelope.Message), _nextAge++));

    internal void Prepend(Envelope envelope) => _first.Push(envelope);

    internal bool TryTake(out Envelope envelope) =>
        _first.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);
}
