using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation;

/// <summary>The logic of a stage with one inlet and one outlet: pulls when pulled, and asks the supervision strategy
/// what a failure of the user's function means.</summary>
internal abstract class FlowLogic<TIn, TOut> : InAndOutGraphStageLogic
{
    private readonly Decider _decider;

    protected FlowLogic(FlowShape<TIn, TOut> shape, Attributes inherited) : base(shape)
    {
        (In, Out) = (shape.Inlet, shape.Outlet);
        _decider = inherited.Decider();
        SetHandlers(In, Out, this);
    }

    protected Inlet<TIn> In { get; }

    protected Outlet<TOut> Out { get; }

    public override void OnPull() => Pull(In);

    /// <summary>Calls the user's function. If it throws, the supervision strategy is applied and the answer is
    /// false.</summary>
    protected bool Try<TArgument, TResult>(
        Func<TArgument, TResult> function, TArgument argument, out TResult result)
    {
        try
        {
            result = function(argument);
            return true;
        }
        catch (Exception cause)
        {
            result = default!;
            Supervise(cause);
            return false;
        }
    }

    protected Directive Decide(Exception cause) => _decider(cause);

    /// <summary>Stops the stage, or skips the element that failed; with restart what was accumulated is lost
    /// too.</summary>
    protected void Supervise(Exception cause)
    {
        var directive = _decider(cause);
        if (directive == Directive.Stop)
        {
            FailStage(cause);
            return;
        }

        if (directive == Directive.Restart) Restart();
        Resume();
    }

    /// <summary>Goes back to the state of the beginning.</summary>
    protected virtual void Restart()
    {
    }

    /// <summary>Goes on after an element was skipped.</summary>
    protected virtual void Resume()
    {
        if (!HasBeenPulled(In)) TryPull(In);
    }
}

/// <summary>The logic of a stage with one inlet and one outlet that has timers.</summary>
internal abstract class TimedFlowLogic<TIn, TOut> : TimerGraphStageLogic, IInHandler, IOutHandler
{
    protected TimedFlowLogic(FlowShape<TIn, TOut> shape) : base(shape)
    {
        (In, Out) = (shape.Inlet, shape.Outlet);
        SetHandler(In, (IInHandler)this);
        SetHandler(Out, (IOutHandler)this);
    }

    protected Inlet<TIn> In { get; }

    protected Outlet<TOut> Out { get; }

    /// <summary>The scheduler's time; only differences mean something.</summary>
    protected TimeSpan Now => Materializer.Clock();

    public abstract void OnPush();

    public virtual void OnUpstreamFinish() => CompleteStage();

    public virtual void OnUpstreamFailure(Exception e) => FailStage(e);

    public virtual void OnPull() => Pull(In);

    public virtual void OnDownstreamFinish(Exception cause) => InternalOnDownstreamFinish(cause);

    protected override void OnTimer(object timerKey)
    {
    }
}
