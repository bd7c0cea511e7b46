using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>Something to run on the threads of a dispatcher.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    void Run();
}

/// <summary>Runs an action.</summary>
public sealed class ActionRunnable(Action action) : IRunnable
{
    public void Run() => action();

    public void Execute() => Run();
}

/// <summary>Runs an action with what it is given.</summary>
public sealed class ActionWithStateRunnable(Action<object> actionWithState, object state) : IRunnable
{
    public void Run() => actionWithState(state);

    public void Execute() => Run();
}

/// <summary>A promise a message queue makes to the actor it serves.</summary>
public interface ISemantics;

/// <summary>A queue that several readers may empty.</summary>
public interface IMultipleConsumerSemantics : ISemantics;

/// <summary>A queue that takes everything.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>A queue that takes so much and no more.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    /// <summary>How long a teller waits for room before its message goes to the dead letters; negative without end,
    /// zero not at all.</summary>
    TimeSpan PushTimeOut { get; }
}

/// <summary>A queue that takes messages at its head too, as a stash needs it.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Envelope envelope);
}

/// <summary>Unbounded, and takes messages at its head.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>Bounded, and takes messages at its head.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics
    : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;

/// <summary>A queue under a lock that a teller may have to wait for.</summary>
public interface IBlockingMessageQueueSemantics : IMultipleConsumerSemantics
{
    TimeSpan BlockTimeOut { get; set; }
}

/// <summary>An actor that needs a queue of a certain kind; <c>akka.actor.mailbox.requirements</c> says which mailbox
/// has it.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;

/// <summary>A mailbox that says what queue it makes.</summary>
public interface IProducesMessageQueue<TQueue>
    where TQueue : IMessageQueue;

/// <summary>A mailbox whose queue may make its teller wait.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    TimeSpan PushTimeout { get; }
}
