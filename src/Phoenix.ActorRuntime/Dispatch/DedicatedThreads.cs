using System.Collections.Concurrent;
using System.Globalization;

namespace Akka.Dispatch;

/// <summary>A fixed number of threads that do nothing else; started with the first work.</summary>
internal sealed class DedicatedThreads : ExecutorService
{
    private readonly BlockingCollection<IRunnable> _runnable = [];
    private readonly Thread[] _threads;
    private int _started;
    private int _left;

    internal DedicatedThreads(string id, int count, bool background)
        : base(id)
    {
        _left = count;
        _threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            _threads[i] = new Thread(Run)
            {
                IsBackground = background,
                Name = count == 1 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}-{i + 1}"),
            };
        }
    }

    public override void Execute(IRunnable run)
    {
        if (Volatile.Read(ref _started) == 0 && Interlocked.Exchange(ref _started, 1) == 0)
        {
            foreach (var thread in _threads) thread.Start();
        }

        try
        {
            _runnable.Add(run);
        }
        catch (InvalidOperationException)
        {
            // The actor ended a moment ago and so did its threads; what is left to do is to bury the late message.
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }

    public override void Shutdown()
    {
        if (Volatile.Read(ref _left) > 0) _runnable.CompleteAdding();
    }

    private void Run()
    {
        foreach (var run in _runnable.GetConsumingEnumerable()) run.Run();
        if (Interlocked.Decrement(ref _left) == 0) _runnable.Dispose();
    }
}
