using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The dispatchers and mailboxes every system has; what a system is created with comes before them.</summary>
internal static class DispatchDefaults
{
    internal static readonly Config Reference = ConfigurationFactory.ParseString(
        """
        akka.actor {
          # Runs all actors that ask for no other dispatcher; every other dispatcher falls back on its settings.
          default-dispatcher {
            # Dispatcher, TaskDispatcher, PinnedDispatcher, ForkJoinDispatcher, SynchronizedDispatcher,
            # ChannelExecutor, or the name of a MessageDispatcherConfigurator.
            type = Dispatcher
            # Of type Dispatcher: default-executor, thread-pool-executor, task-executor, fork-join-executor,
            # channel-executor, current-context-executor, or the name of an ExecutorServiceConfigurator.
            executor = default-executor
            # Messages of one actor handled before others get their turn.
            throughput = 30
            # Time one actor may take before others get their turn; 0 without limit.
            throughput-deadline-time = 0ms
            shutdown-timeout = 1s
            # A kind of queue that actors of this dispatcher need, by the type of its semantics.
            mailbox-requirement = ""
          }
          default-blocking-io-dispatcher { type = Dispatcher, throughput = 1 }
          internal-dispatcher { type = Dispatcher, throughput = 5 }
          task-dispatcher { type = TaskDispatcher }
          default-fork-join-dispatcher {
            type = ForkJoinDispatcher
            dedicated-thread-pool { thread-count = 3, threadtype = background }
          }
          synchronized-dispatcher { type = SynchronizedDispatcher, throughput = 10 }

          # The mailbox of all actors that ask for no other; every other mailbox falls back on its settings.
          default-mailbox {
            mailbox-type = "Akka.Dispatch.UnboundedMailbox"
            # Of a bounded mailbox: messages it holds.
            mailbox-capacity = 1000
            # Of a bounded mailbox: how long a teller waits for room; then its message goes to the dead letters.
            mailbox-push-timeout-time = 10s
            # Messages a stash holds; -1 without limit.
            stash-capacity = -1
          }
          mailbox {
            requirements {
              "Akka.Dispatch.IUnboundedMessageQueueSemantics" = akka.actor.mailbox.unbounded-queue-based
              "Akka.Dispatch.IBoundedMessageQueueSemantics" = akka.actor.mailbox.bounded-queue-based
              "Akka.Dispatch.IDequeBasedMessageQueueSemantics" = akka.actor.mailbox.unbounded-deque-based
              "Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics" = akka.actor.mailbox.unbounded-deque-based
              "Akka.Dispatch.IBoundedDequeBasedMessageQueueSemantics" = akka.actor.mailbox.bounded-deque-based
              "Akka.Dispatch.IMultipleConsumerSemantics" = akka.actor.mailbox.unbounded-queue-based
            }
            unbounded-queue-based { mailbox-type = "Akka.Dispatch.UnboundedMailbox" }
            bounded-queue-based { mailbox-type = "Akka.Dispatch.BoundedMailbox" }
            unbounded-deque-based { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox" }
            bounded-deque-based { mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox" }
          }
        }

        # The name streams know it by.
        akka.stream.default-blocking-io-dispatcher = akka.actor.default-blocking-io-dispatcher
        """);
}
