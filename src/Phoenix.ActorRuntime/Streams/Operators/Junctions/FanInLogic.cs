using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The logic of a junction that fetches one element of every inlet ahead and chooses among them.</summary>
internal abstract class FanInLogic<T> : OutGraphStageLogic
{
    private readonly bool _eagerComplete;

    protected FanInLogic(Shape shape, IReadOnlyList<Inlet<T>> ins, Outlet<T> @out, bool eagerComplete) : base(shape)
    {
        (Ins, Out, _eagerComplete) = (ins, @out, eagerComplete);
        foreach (var inlet in ins) SetHandler(inlet, Dispatch, OnUpstreamFinish);
        SetHandler(@out, this);
    }

    protected IReadOnlyList<Inlet<T>> Ins { get; }

    protected Outlet<T> Out { get; }

    public override void PreStart()
    {
        foreach (var inlet in Ins) TryPull(inlet);
    }

    public override void OnPull() => Dispatch();

    /// <summary>The inlet whose element goes next, of those that have one; null to wait for others.</summary>
    protected abstract Inlet<T>? Choose();

    private void Dispatch()
    {
        if (IsAvailable(Out) && Choose() is { } inlet)
        {
            // The next element is on its way before this one: who is preferred must not lose its turn to the detour.
            var element = Grab(inlet);
            TryPull(inlet);
            Push(Out, element);
        }

        CompleteIfOver();
    }

    private void OnUpstreamFinish()
    {
        if (_eagerComplete)
        {
            foreach (var inlet in Ins) Cancel(inlet);
        }

        Dispatch();
    }

    private void CompleteIfOver()
    {
        foreach (var inlet in Ins)
        {
            if (!IsClosed(inlet) || IsAvailable(inlet)) return;
        }

        CompleteStage();
    }
}
