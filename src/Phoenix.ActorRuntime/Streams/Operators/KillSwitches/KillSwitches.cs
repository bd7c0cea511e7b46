using Akka.Streams.Implementation;

namespace Akka.Streams;

/// <summary>Makes kill switches.</summary>
public static class KillSwitches
{
    /// <summary>A switch for as many streams as wanted.</summary>
    public static SharedKillSwitch Shared(string name) => new(name);

    /// <summary>A flow that gives a switch of its own for each run.</summary>
    public static IGraph<FlowShape<T, T>, UniqueKillSwitch> Single<T>() => new SingleKillSwitchStage<T>();

    /// <summary>As <see cref="Single{T}"/>, for both directions at once.</summary>
    public static IGraph<BidiShape<T1, T1, T2, T2>, UniqueKillSwitch> SingleBidi<T1, T2>() =>
        new BidiKillSwitchStage<T1, T2>();

    /// <summary>A flow that ends when the token is canceled.</summary>
    /// <param name="cancellationToken">Who decides.</param>
    /// <param name="cancelGracefully">Whether the stream completes; else it fails with
    /// <see cref="OperationCanceledException"/>.</param>
    public static IGraph<FlowShape<T, T>, NotUsed> AsFlow<T>(
        this CancellationToken cancellationToken, bool cancelGracefully = false) =>
        new CancellationStage<T>(cancelGracefully, cancellationToken);
}
