using System.Collections.Concurrent;

namespace Phoenix.Benchmarks.Actors;

/// <summary>The least that can be called a mailbox: a queue, a flag, the thread pool.</summary>
internal sealed class PoolContestant : IContestant
{
    public string Name => "queue on the pool";

    public IParty Start(Func<object, bool> onMessage, Func<IParty>? next = null) => new Party(onMessage, next);

    public ValueTask DisposeAsync() => default;

    private sealed class Party(Func<object, bool> onMessage, Func<IParty>? next) : IParty, IThreadPoolWorkItem
    {
        private readonly ConcurrentQueue<object> _queue = new();
        private int _scheduled;

        public void Tell(object message)
        {
            _queue.Enqueue(message);
            Schedule();
        }

        public void Execute()
        {
            while (_queue.TryDequeue(out var message))
            {
                if (onMessage(message)) next!().Tell(message);
            }

            Interlocked.Exchange(ref _scheduled, 0);
            if (!_queue.IsEmpty) Schedule();
        }

        private void Schedule()
        {
            if (Volatile.Read(ref _scheduled) == 0 && Interlocked.CompareExchange(ref _scheduled, 1, 0) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }
}
