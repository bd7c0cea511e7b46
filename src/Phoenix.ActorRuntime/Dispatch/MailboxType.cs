using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>Makes the message queues of actors; one of one's own is named by <c>mailbox-type</c>, and has a constructor
/// that takes the settings and its section of the configuration.</summary>
public abstract class MailboxType
{
    protected readonly Settings Settings;
    protected readonly Config Config;

    protected MailboxType(Settings settings, Config config) => (Settings, Config) = (settings, config);

    public abstract IMessageQueue Create(IActorRef owner, ActorSystem system);
}

/// <summary>Takes everything, in order of arrival; every actor has it unless something else is asked for.</summary>
/// <remarks>Actors of this runtime have such a queue built in; <see cref="Create"/> is for those who use the queue
/// alone.</remarks>
public sealed class UnboundedMailbox : MailboxType, IProducesMessageQueue<UnboundedMessageQueue>
{
    public UnboundedMailbox()
        : this(null!, Config.Empty)
    {
    }

    public UnboundedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedMessageQueue();
}

/// <summary>Unbounded, and takes messages at its head; the queue every actor has does so too.</summary>
public sealed class UnboundedDequeBasedMailbox : MailboxType, IProducesMessageQueue<UnboundedDequeMessageQueue>
{
    public UnboundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedDequeMessageQueue();
}

/// <summary>Takes <c>mailbox-capacity</c> messages; a teller waits <c>mailbox-push-timeout-time</c> for room, then its
/// message goes to the dead letters.</summary>
public sealed class BoundedMailbox
    : MailboxType, IProducesMessageQueue<BoundedMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedMailbox(Settings settings, Config config)
        : base(settings, config) =>
        (Capacity, PushTimeout) = MailboxBounds.Read(nameof(BoundedMailbox), config);

    public int Capacity { get; }

    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedMessageQueue(Capacity, PushTimeout);
}

/// <summary>As <see cref="BoundedMailbox"/>, and takes messages at its head, where there is always room.</summary>
public class BoundedDequeBasedMailbox
    : MailboxType, IProducesMessageQueue<BoundedDequeMessageQueue>, IProducesPushTimeoutSemanticsMailbox
{
    public BoundedDequeBasedMailbox(Settings settings, Config config)
        : base(settings, config) =>
        (Capacity, PushTimeout) = MailboxBounds.Read(nameof(BoundedDequeBasedMailbox), config);

    public int Capacity { get; }

    public TimeSpan PushTimeout { get; }

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new BoundedDequeMessageQueue(Capacity, PushTimeout);
}

/// <summary>Handles first what <see cref="PriorityGenerator"/> gives the lowest number; derive from it to say
/// so.</summary>
public abstract class UnboundedPriorityMailbox : MailboxType, IProducesMessageQueue<UnboundedPriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedPriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public int InitialCapacity => DefaultCapacity;

    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedPriorityMessageQueue(PriorityGenerator, InitialCapacity);

    protected abstract int PriorityGenerator(object message);
}

/// <summary>As <see cref="UnboundedPriorityMailbox"/>; messages of the same priority keep their order.</summary>
public abstract class UnboundedStablePriorityMailbox
    : MailboxType, IProducesMessageQueue<UnboundedStablePriorityMessageQueue>
{
    public const int DefaultCapacity = 11;

    protected UnboundedStablePriorityMailbox(Settings settings, Config config)
        : base(settings, config)
    {
    }

    public int InitialCapacity => DefaultCapacity;

    public sealed override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        new UnboundedStablePriorityMessageQueue(PriorityGenerator, InitialCapacity);

    protected abstract int PriorityGenerator(object message);
}

/// <summary>Reads the limits of a bounded mailbox.</summary>
internal static class MailboxBounds
{
    internal const string CapacityKey = "mailbox-capacity";
    internal const string PushTimeoutKey = "mailbox-push-timeout-time";

    internal static (int Capacity, TimeSpan PushTimeout) Read(string mailbox, Config config)
    {
        var capacity = config.GetInt(CapacityKey);
        var timeout = config.GetTimeSpan(PushTimeoutKey, Timeout.InfiniteTimeSpan);
        if (capacity < 1)
        {
            throw new ArgumentException(
                $"The capacity for {mailbox} must be at least 1, and {CapacityKey} is {capacity}.", nameof(config));
        }

        if (timeout < TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"The push time-out for {mailbox} must not be negative, and {PushTimeoutKey} is {timeout} or missing.",
                nameof(config));
        }

        return (capacity, timeout);
    }
}
