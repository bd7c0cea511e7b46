namespace Akka.Dispatch;

/// <summary>Runs actors on the threads of an executor, by default the thread pool.</summary>
public class Dispatcher : MessageDispatcher
{
    private readonly Lazy<ExecutorService> _executor;
    private readonly bool _isOnPool;

    public Dispatcher(
        MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
        ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
        : base(configurator)
    {
        (Id, Throughput, ThroughputDeadlineTime) = (id, throughput, throughputDeadlineTime);
        _executor = new Lazy<ExecutorService>(() => executorServiceFactory.Produce(id));
        _isOnPool = executorServiceFactory is PoolExecutorConfigurator && GetType() == typeof(Dispatcher);
    }

    internal override void Dispatch(Mailbox mailbox)
    {
        if (_isOnPool) ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
        else ExecuteTask(mailbox);
    }

    protected override void ExecuteTask(IRunnable run) => _executor.Value.Execute(run);

    protected override void Shutdown()
    {
        if (_executor.IsValueCreated) _executor.Value.Shutdown();
    }
}

/// <summary>One thread for one actor; every actor gets a dispatcher of its own.</summary>
public sealed class PinnedDispatcher(
    MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
    ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
    : Dispatcher(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout)
{
    internal override void Detach(Mailbox mailbox) => Shutdown();
}

/// <summary>Runs actors in the synchronization context their dispatcher was first asked for in, as a user interface
/// needs it.</summary>
public sealed class CurrentSynchronizationContextDispatcher(
    MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
    ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout)
    : Dispatcher(configurator, id, throughput, throughputDeadlineTime, executorServiceFactory, shutdownTimeout);
