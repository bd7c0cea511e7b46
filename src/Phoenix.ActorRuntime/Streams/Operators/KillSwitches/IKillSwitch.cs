namespace Akka.Streams;

/// <summary>Ends a stream from outside; any thread. What comes after the first use is ignored.</summary>
public interface IKillSwitch
{
    /// <summary>Completes downstream and cancels upstream.</summary>
    void Shutdown();

    /// <summary>Fails downstream with an <see cref="AggregateException"/> of the cause, and cancels upstream.</summary>
    void Abort(Exception cause);
}

/// <summary>The kill switch of one materialization of one flow.</summary>
public sealed class UniqueKillSwitch : IKillSwitch
{
    internal UniqueKillSwitch()
    {
    }

    internal Implementation.Latch Latch { get; } = new();

    public void Shutdown() => Latch.Close(null);

    public void Abort(Exception cause) => Latch.Close(cause);

    public override string ToString() => "SingleKillSwitch";
}

/// <summary>A kill switch for any number of streams: each flow of it ends with it, also one that begins
/// later.</summary>
public sealed class SharedKillSwitch : IKillSwitch
{
    private readonly string _name;

    internal SharedKillSwitch(string name) => _name = name;

    internal Implementation.Latch Latch { get; } = new();

    public void Shutdown() => Latch.Close(null);

    public void Abort(Exception cause) => Latch.Close(cause);

    public IGraph<FlowShape<T, T>, SharedKillSwitch> Flow<T>() =>
        new Implementation.KillSwitchStage<T, SharedKillSwitch>(() => this, Latch, $"Flow({this})");

    public override string ToString() => $"KillSwitch({_name})";
}
