using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>Decides on which thread, and when, a mailbox with work is run.</summary>
internal abstract class MessageDispatcher(int throughput)
{
    /// <summary>How many messages one run handles before others get their turn.</summary>
    internal int Throughput => throughput;

    /// <summary>How long one run may go on before others get their turn, in ticks of the stopwatch; 0 without
    /// limit.</summary>
    internal long DeadlineTicks => 0;

    internal abstract void Dispatch(Mailbox mailbox);

    /// <summary>A system message has arrived at an idle mailbox.</summary>
    internal virtual void DispatchSystem(Mailbox mailbox) => Dispatch(mailbox);

    /// <summary>A run has ended with work left.</summary>
    internal virtual void DispatchAgain(Mailbox mailbox) => Dispatch(mailbox);

    /// <summary>The mailbox has ended.</summary>
    internal virtual void Detach(Mailbox mailbox)
    {
    }
}

/// <summary>Runs mailboxes on the thread pool.</summary>
internal sealed class ThreadPoolDispatcher(int throughput) : MessageDispatcher(throughput)
{
    internal override void Dispatch(Mailbox mailbox) =>
        ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}

/// <summary>Runs a mailbox on the thread that brought the message, until it is empty (for tests).</summary>
internal sealed class CallingThreadDispatcher() : MessageDispatcher(int.MaxValue)
{
    internal override void Dispatch(Mailbox mailbox) => mailbox.Execute();
}

/// <summary>One thread for one actor.</summary>
internal sealed class PinnedDispatcher(int throughput, string name) : MessageDispatcher(throughput)
{
    private readonly BlockingCollection<Mailbox> _runnable = [];
    private Thread? _thread;

    internal override void Dispatch(Mailbox mailbox)
    {
        if (Volatile.Read(ref _thread) is null) Start();
        try
        {
            _runnable.Add(mailbox);
        }
        catch (InvalidOperationException)
        {
            // The actor ended a moment ago and so did its thread; what is left to do is to bury the late message.
            ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
        }
    }

    internal override void Detach(Mailbox mailbox) => _runnable.CompleteAdding();

    private void Start()
    {
        var thread = new Thread(Run) { IsBackground = true, Name = name };
        if (Interlocked.CompareExchange(ref _thread, thread, null) is null) thread.Start();
    }

    private void Run()
    {
        foreach (var mailbox in _runnable.GetConsumingEnumerable()) mailbox.Execute();
        _runnable.Dispose();
    }
}
