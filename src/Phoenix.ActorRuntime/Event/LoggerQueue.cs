using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Akka.Event;

/// <summary>The queue a logger asks for.</summary>
public interface ILoggerMessageQueueSemantics : ISemantics;

/// <summary>The queue <c>akka.actor.mailbox.logger-queue</c> names: a plain one.</summary>
internal sealed class LoggerMailboxType(Settings settings, Config config) : MailboxType(settings, config)
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new UnboundedMessageQueue();
}
