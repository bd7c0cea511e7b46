using Akka.Actor;
using Akka.TestKit.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>Actors whose parent is the test actor.</summary>
public abstract partial class TestKitBase
{
    /// <param name="props">Of the child.</param>
    /// <param name="name">Of the child.</param>
    /// <param name="supervisorStrategy">How the test actor treats its failures.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public IActorRef ChildActorOf(
        Props props, string name, SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, name, supervisorStrategy, cancellationToken).Finish();

    public IActorRef ChildActorOf(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, null, supervisorStrategy, cancellationToken).Finish();

    /// <summary>A child that is stopped when it fails.</summary>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, name, null, cancellationToken).Finish();

    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Blocking, props, null, null, cancellationToken).Finish();

    public Task<IActorRef> ChildActorOfAsync(
        Props props, string name, SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Asynchronous, props, name, supervisorStrategy, cancellationToken).AsTask();

    public Task<IActorRef> ChildActorOfAsync(
        Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Asynchronous, props, null, supervisorStrategy, cancellationToken).AsTask();

    public Task<IActorRef> ChildActorOfAsync(
        Props props, string name, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Asynchronous, props, name, null, cancellationToken).AsTask();

    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        Spawn(Waiting.Asynchronous, props, null, null, cancellationToken).AsTask();

    private async ValueTask<IActorRef> Spawn(
        Waiting waiting, Props props, string? name, SupervisorStrategy? strategy, CancellationToken cancellation)
    {
        var limit = RemainingOrDefault;
        var spawn = new InternalTestActor.AwaitedSpawn(
            props,
            name is null ? Option<string>.None : Option<string>.Create(name),
            strategy is null ? Option<SupervisorStrategy>.None : Option<SupervisorStrategy>.Create(strategy));
        TestActor.Tell(spawn, ActorRefs.NoSender);
        if (waiting == Waiting.Asynchronous) return await spawn.Child.WaitAsync(limit, cancellation);
        Task.WaitAny([spawn.Child], (int)Math.Min(limit.TotalMilliseconds, int.MaxValue), cancellation);
        return spawn.Child.IsCompleted
            ? spawn.Child.GetAwaiter().GetResult()
            : throw new TimeoutException($"Timeout {limit} while waiting for a child of {TestActor}");
    }
}
