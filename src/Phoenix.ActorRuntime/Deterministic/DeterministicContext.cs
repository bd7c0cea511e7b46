namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Brings the continuations of tasks back to the one thread, as events of the run.</summary>
/// <remarks>Every event gets a context of its own: a task completed in a later event than it was awaited in then posts
/// its continuation, instead of running it in the middle of whatever completed it.</remarks>
internal sealed class DeterministicContext(DeterministicRuntime runtime) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => runtime.Enqueue(d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing waits for another thread in deterministic mode.");

    public override SynchronizationContext CreateCopy() => this;
}
