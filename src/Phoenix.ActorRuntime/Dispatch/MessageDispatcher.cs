using System.Diagnostics;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>Decides on which thread, and when, the actors that use it run.</summary>
/// <remarks>A run is one <see cref="IRunnable"/>: the mailbox of one actor, which handles up to
/// <see cref="Throughput"/> messages and then lets others run. A dispatcher of one's own only says where it runs
/// (<see cref="ExecuteTask"/>).</remarks>
public abstract class MessageDispatcher
{
    /// <summary>The throughput of a dispatcher that is not told another.</summary>
    public const int DefaultThroughput = 100;

    private IDispatcherPrerequisites? _prerequisites;
    private long? _throughputDeadlineTime;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        (Configurator, _prerequisites) = (configurator, configurator.Prerequisites);
        Throughput = DefaultThroughput;
        Id = string.Empty;
    }

    /// <summary>A dispatcher that comes with the runtime and not from the configuration.</summary>
    private protected MessageDispatcher(int throughput) =>
        (Configurator, Throughput, Id) = (null!, throughput, string.Empty);

    public MessageDispatcherConfigurator Configurator { get; }

    public EventStream EventStream => Prerequisites.EventStream;

    public Mailboxes Mailboxes => Prerequisites.Mailboxes;

    /// <summary>The path of its configuration.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages one run handles before others get their turn.</summary>
    public int Throughput { get; set; }

    /// <summary>How long one run may go on before others get their turn, in ticks of 100 ns; null without
    /// limit.</summary>
    public long? ThroughputDeadlineTime
    {
        get => _throughputDeadlineTime;
        protected set
        {
            _throughputDeadlineTime = value;
            DeadlineTicks = value is > 0
                ? Math.Max(1, (long)(value.Value * ((double)Stopwatch.Frequency / TimeSpan.TicksPerSecond)))
                : 0;
        }
    }

    /// <summary>The deadline in ticks of the stopwatch; 0 without one.</summary>
    internal long DeadlineTicks { get; private set; }

    private IDispatcherPrerequisites Prerequisites => _prerequisites ??
        throw new InvalidOperationException("This dispatcher has not been given to a system yet.");

    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    public void Schedule(IRunnable run) => ExecuteTask(run);

    internal void BelongTo(IDispatcherPrerequisites prerequisites) => _prerequisites = prerequisites;

    /// <summary>A message has arrived at an idle mailbox.</summary>
    internal virtual void Dispatch(Mailbox mailbox) => ExecuteTask(mailbox);

    /// <summary>A system message has arrived at an idle mailbox.</summary>
    internal virtual void DispatchSystem(Mailbox mailbox) => Dispatch(mailbox);

    /// <summary>A run has ended with work left.</summary>
    internal virtual void DispatchAgain(Mailbox mailbox) => Dispatch(mailbox);

    /// <summary>The mailbox has ended.</summary>
    internal virtual void Detach(Mailbox mailbox)
    {
    }

    /// <summary>The system has ended.</summary>
    internal void End() => Shutdown();

    /// <summary>Runs this, now or soon, on a thread of the dispatcher's choice.</summary>
    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Gives back the threads; the system has ended.</summary>
    protected abstract void Shutdown();

    protected void ReportFailure(Exception ex) =>
        EventStream.Publish(new Error(ex, GetType().FullName!, GetType(), ex.Message));
}
