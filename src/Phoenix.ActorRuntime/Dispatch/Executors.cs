using System.Collections.Concurrent;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The thread pool of the process.</summary>
internal sealed class PoolExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id) => new Pool(id);

    private sealed class Pool(string id) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);

        public override void Shutdown()
        {
        }
    }
}

/// <summary>The thread pool of the process, a bounded number of its threads at a time.</summary>
internal sealed class ChannelExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id)
    {
        var settings = Config.GetConfig("fork-join-executor") ?? Config.Empty;
        return new SharedPool(id, ExecutorSettings.Parallelism(settings));
    }

    private sealed class SharedPool(string id, int parallelism) : ExecutorService(id), IThreadPoolWorkItem
    {
        private readonly ConcurrentQueue<IRunnable> _waiting = new();
        private int _running;

        public override void Execute(IRunnable run)
        {
            _waiting.Enqueue(run);
            AddThread();
        }

        void IThreadPoolWorkItem.Execute()
        {
            while (_waiting.TryDequeue(out var run)) run.Run();
            Interlocked.Decrement(ref _running);
            if (!_waiting.IsEmpty) AddThread();
        }

        public override void Shutdown()
        {
        }

        private void AddThread()
        {
            if (Interlocked.Increment(ref _running) <= parallelism)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            // A thread that ended between the queue and here has left the message to whoever asks next: ask again.
            if (Interlocked.Decrement(ref _running) < parallelism && !_waiting.IsEmpty) AddThread();
        }
    }
}

/// <summary>Threads of the dispatcher's own.</summary>
internal sealed class DedicatedExecutorConfigurator(
    Config config, IDispatcherPrerequisites prerequisites, int? threads = null)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    public override ExecutorService Produce(string id)
    {
        var pool = Config.GetConfig("dedicated-thread-pool") ??
            Config.GetConfig("fork-join-executor.dedicated-thread-pool") ?? Config.Empty;
        var count = threads ?? pool.GetInt(
            "thread-count", ExecutorSettings.Parallelism(Config.GetConfig("fork-join-executor") ?? Config.Empty));
        if (count < 1)
        {
            throw new ConfigurationException($"Dispatcher [{id}]: thread-count is {count}; it must be at least 1.");
        }

        var foreground = string.Equals(pool.GetString("threadtype"), "foreground", StringComparison.Ordinal);
        return new DedicatedThreads(id, count, background: !foreground);
    }
}

/// <summary>Runs in the synchronization context it is made in.</summary>
internal sealed class ContextExecutorConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    : ExecutorServiceConfigurator(config, prerequisites)
{
    private readonly SynchronizationContext? _context = SynchronizationContext.Current;

    public override ExecutorService Produce(string id) =>
        new Context(id, _context ?? SynchronizationContext.Current ?? throw new InvalidOperationException(
            $"Dispatcher [{id}] runs actors in the current synchronization context, and there is none: create the " +
            "actor from the thread of the user interface."));

    private sealed class Context(string id, SynchronizationContext context) : ExecutorService(id)
    {
        public override void Execute(IRunnable run) => context.Post(static state => ((IRunnable)state!).Run(), run);

        public override void Shutdown()
        {
        }
    }
}

/// <summary>How many threads an executor's section asks for.</summary>
internal static class ExecutorSettings
{
    internal static int Parallelism(Config settings)
    {
        var scaled = (int)Math.Ceiling(Environment.ProcessorCount * settings.GetDouble("parallelism-factor", 1.0));
        var least = Math.Max(1, settings.GetInt("parallelism-min", 8));
        return Math.Clamp(scaled, least, Math.Max(least, settings.GetInt("parallelism-max", 64)));
    }
}
