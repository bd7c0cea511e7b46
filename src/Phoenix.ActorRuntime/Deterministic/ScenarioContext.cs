namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Where a scenario runs between its drives: a wait without a limit for what only the run can bring would last
/// for ever.</summary>
/// <remarks>A lock that some other thread of the process holds, maybe one of the framework's own, is waited for by the
/// same call. It is free again in a moment, which nobody in the run can notice.</remarks>
internal sealed class ScenarioContext : SynchronizationContext
{
    private static readonly TimeSpan LockLimit = TimeSpan.FromSeconds(2);

    private ScenarioContext() => SetWaitNotificationRequired();

    public override SynchronizationContext CreateCopy() => this;

    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (millisecondsTimeout != Timeout.Infinite) return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        var result = WaitHelper(waitHandles, waitAll, (int)LockLimit.TotalMilliseconds);
        return result != WaitHandle.WaitTimeout ? result : throw new InvalidOperationException(
            "The scenario waits for something that is not there yet (Result, Wait, Join ...). Nothing happens while " +
            "it waits: drive the run first, with RunFor or RunUntilIdle, far enough for it to come.");
    }

    /// <summary>Runs <paramref name="scenario"/> in such a context.</summary>
    internal static void Run(Action scenario)
    {
        var before = Current;
        SetSynchronizationContext(new ScenarioContext());
        try
        {
            scenario();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }
}
