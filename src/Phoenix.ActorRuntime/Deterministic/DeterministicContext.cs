using Akka.Dispatch;

namespace Phoenix.ActorRuntime.Deterministic;

/// <summary>Brings the continuations of tasks back to the one thread, as events of the run.</summary>
/// <remarks>Every event gets a context of its own: a task completed in a later event than it was awaited in then posts
/// its continuation, instead of running it in the middle of whatever completed it.</remarks>
internal class DeterministicContext(DeterministicRuntime runtime) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => runtime.Enqueue(d, state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Nothing waits for another thread in deterministic mode.");

    public override SynchronizationContext CreateCopy() => this;
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
