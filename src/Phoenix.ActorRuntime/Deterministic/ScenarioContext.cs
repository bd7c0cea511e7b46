namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Where a scenario runs between its drives: a wait without a limit for what only the run can bring would last
/// for ever.</summary>
internal sealed class ScenarioContext : SynchronizationContext
{
    private ScenarioContext() => SetWaitNotificationRequired();

    public override SynchronizationContext CreateCopy() => this;

    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (millisecondsTimeout != Timeout.Infinite) return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        throw new InvalidOperationException(
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
