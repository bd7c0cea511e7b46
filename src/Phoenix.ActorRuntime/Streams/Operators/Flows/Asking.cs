using Akka.Actor;
using Akka.Streams.Dsl;

namespace Akka.Streams.Implementation;

/// <summary>An actor as a step of a stream.</summary>
internal static class Asking
{
    internal static IGraph<FlowShape<TIn, TOut>, NotUsed> Of<TIn, TOut>(
        IActorRef actorRef, TimeSpan timeout, int parallelism) =>
        Flow.Create<TIn>()
            .Watch(actorRef)
            .SelectAsync(parallelism, async element => Answer<TOut>(await actorRef.Ask<object>(element!, timeout)));

    private static TOut Answer<TOut>(object reply) => reply switch
    {
        TOut answer => answer,
        Status.Success { Status: TOut answer } => answer,
        Status.Failure { Cause: { } cause } => throw cause,
        _ => throw new ArgumentException(
            $"Expected to receive response of type {typeof(TOut)}, but got: {reply}"),
    };
}
