using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>What a stage does about the events of one inlet.</summary>
public interface IInHandler
{
    /// <summary>An element has arrived and can be grabbed.</summary>
    void OnPush();

    /// <summary>No more elements will come. By default the stage completes.</summary>
    void OnUpstreamFinish();

    /// <summary>No more elements will come because of an error. By default the stage fails with it.</summary>
    void OnUpstreamFailure(Exception e);
}

/// <summary>What a stage does about the events of one outlet.</summary>
public interface IOutHandler
{
    /// <summary>An element is wanted and may be pushed.</summary>
    void OnPull();

    /// <summary>No more elements are wanted. By default the stage is canceled by its strategy.</summary>
    void OnDownstreamFinish(Exception cause);
}

/// <summary>An input handler with the default treatment of termination.</summary>
public abstract class InHandler : IInHandler
{
    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => GraphInterpreter.RunningStage.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.RunningStage.FailStage(e);
}

/// <summary>An output handler with the default treatment of termination.</summary>
public abstract class OutHandler : IOutHandler
{
    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) =>
        GraphInterpreter.RunningStage.InternalOnDownstreamFinish(cause);
}

/// <summary>A handler of an inlet and an outlet with the default treatment of termination.</summary>
public abstract class InAndOutHandler : IInHandler, IOutHandler
{
    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => GraphInterpreter.RunningStage.CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => GraphInterpreter.RunningStage.FailStage(e);

    public abstract void OnPull();

    public virtual void OnDownstreamFinish(Exception cause) =>
        GraphInterpreter.RunningStage.InternalOnDownstreamFinish(cause);
}

/// <summary>Lets the stage complete or fail with its upstream.</summary>
public sealed class EagerTerminateInput : InHandler
{
    public static readonly EagerTerminateInput Instance = new();

    private EagerTerminateInput()
    {
    }

    public override void OnPush()
    {
    }
}

/// <summary>Lets the stage fail with its upstream, but not complete.</summary>
public sealed class IgnoreTerminateInput : InHandler
{
    public static readonly IgnoreTerminateInput Instance = new();

    private IgnoreTerminateInput()
    {
    }

    public override void OnPush()
    {
    }

    public override void OnUpstreamFinish()
    {
    }
}

/// <summary>Lets the stage complete with its upstream if the predicate says so at that time.</summary>
public class ConditionalTerminateInput(Func<bool> predicate) : InHandler
{
    public override void OnPush()
    {
    }

    public override void OnUpstreamFinish()
    {
        if (predicate()) base.OnUpstreamFinish();
    }
}

/// <summary>Ignores every event, even a failure.</summary>
public sealed class TotallyIgnorantInput : InHandler
{
    public static readonly TotallyIgnorantInput Instance = new();

    private TotallyIgnorantInput()
    {
    }

    public override void OnPush()
    {
    }

    public override void OnUpstreamFinish()
    {
    }

    public override void OnUpstreamFailure(Exception e)
    {
    }
}

/// <summary>Lets the stage be canceled by its downstream.</summary>
public sealed class EagerTerminateOutput : OutHandler
{
    public static readonly EagerTerminateOutput Instance = new();

    private EagerTerminateOutput()
    {
    }

    public override void OnPull()
    {
    }
}

/// <summary>Keeps the stage alive without its downstream.</summary>
public sealed class IgnoreTerminateOutput : OutHandler
{
    public static readonly IgnoreTerminateOutput Instance = new();

    private IgnoreTerminateOutput()
    {
    }

    public override void OnPull()
    {
    }

    public override void OnDownstreamFinish(Exception cause)
    {
    }
}

/// <summary>Lets the stage be canceled by its downstream if the predicate says so at that time.</summary>
public class ConditionalTerminateOutput(Func<bool> predicate) : OutHandler
{
    public override void OnPull()
    {
    }

    public override void OnDownstreamFinish(Exception cause)
    {
        if (predicate()) base.OnDownstreamFinish(cause);
    }
}
