namespace Akka.Dispatch;

/// <summary>Runs an idle actor on the thread that tells it something: no wake-up, which costs a hundred times what a
/// short handler does.</summary>
/// <remarks>
/// <para>Chosen by <c>phoenix { run-on = teller, max-depth = 8 }</c> in the section of a dispatcher of type
/// <c>Dispatcher</c>. An actor that is busy is told as ever, and finishes what waits where it runs; an actor that tells
/// one that tells another goes no deeper than <c>max-depth</c>, from where on the thread pool takes over, as it does
/// for what a run leaves behind and for starting, restarting and stopping.</para>
/// <para>The guarantees stay: one message at a time, in order for each pair of sender and receiver, exceptions to the
/// supervisor. The teller must be ready to wait for the handlers it sets off, so it holds no lock while it tells, and
/// handlers of such actors are short.</para>
/// </remarks>
internal sealed class TellerDispatcher : MessageDispatcher
{
    internal const string RunOnKey = "phoenix.run-on";
    internal const string MaxDepthKey = "phoenix.max-depth";
    internal const int DefaultMaxDepth = 8;

    /// <summary>How many actors are being run one within the other on this thread.</summary>
    [ThreadStatic]
    private static int _depth;

    private readonly int _maxDepth;

    internal TellerDispatcher(
        MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime,
        int maxDepth)
        : base(configurator)
    {
        (Id, Throughput, ThroughputDeadlineTime, _maxDepth) = (id, throughput, throughputDeadlineTime, maxDepth);
    }

    internal override void Dispatch(Mailbox mailbox)
    {
        if (_depth >= _maxDepth)
        {
            ExecuteTask(mailbox);
            return;
        }

        _depth++;
        if (SynchronizationContext.Current is null) RunHere(mailbox);
        else RunOutsideOfContext(mailbox);
        _depth--;
    }

    internal override void DispatchSystem(Mailbox mailbox) => ExecuteTask(mailbox);

    internal override void DispatchAgain(Mailbox mailbox) => ExecuteTask(mailbox);

    protected override void ExecuteTask(IRunnable run) => ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);

    protected override void Shutdown()
    {
    }

    /// <summary>The actor's <c>AsyncLocal</c>s are not the teller's.</summary>
    private static void RunHere(Mailbox mailbox)
    {
        var flow = ExecutionContext.Capture();
        mailbox.Run();
        if (flow is not null && !ReferenceEquals(flow, ExecutionContext.Capture())) ExecutionContext.Restore(flow);
    }

    private static void RunOutsideOfContext(Mailbox mailbox)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        RunHere(mailbox);
        SynchronizationContext.SetSynchronizationContext(context);
    }
}
