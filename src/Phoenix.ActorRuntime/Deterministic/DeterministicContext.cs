using Akka.Dispatch;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Brings the continuations of tasks back to the one thread, as events of the run; refuses to wait.</summary>
/// <remarks>Every event gets a context of its own, the one allocation of an event: a task completed in a later event
/// than it was awaited in then posts its continuation, instead of running it in the middle of whatever completed it.
/// The platform compares contexts by reference and tells nobody when one is captured, so none can be used again.
/// </remarks>
internal class DeterministicContext : SynchronizationContext
{
    private readonly DeterministicRuntime _runtime;

    internal DeterministicContext(DeterministicRuntime runtime)
    {
        _runtime = runtime;
        SetWaitNotificationRequired();
    }

    public override void Post(SendOrPostCallback d, object? state) => _runtime.MakeReady(d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing waits for another thread in deterministic mode.");

    public override SynchronizationContext CreateCopy() => this;

    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (millisecondsTimeout != 0) _runtime.OnBlockingWait();
        return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
    }
}

/// <summary>Brings the continuations of an actor's work back to this actor.</summary>
internal sealed class ActorWorkContext(DeterministicRuntime runtime, ActorTaskScheduler work)
    : DeterministicContext(runtime)
{
    public override void Post(SendOrPostCallback d, object? state) =>
        _ = Task.Factory.StartNew(
            static run =>
            {
                var (callback, state) = ((SendOrPostCallback, object?))run!;
                callback(state);
            },
            (d, state), CancellationToken.None, TaskCreationOptions.None, work);
}
