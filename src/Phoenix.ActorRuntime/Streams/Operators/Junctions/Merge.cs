using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Elements of several inlets as they come; first come, first served.</summary>
public sealed class Merge<T> : Merge<T, T>
{
    public Merge(int inputPorts, bool eagerComplete = false)
        : base(inputPorts, eagerComplete)
    {
    }
}

/// <summary>Elements of several inlets as they come; first come, first served.</summary>
public class Merge<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
    where TIn : TOut
{
    private readonly bool _eagerComplete;

    /// <param name="inputPorts">At least 1.</param>
    /// <param name="eagerComplete">Whether the first inlet to end ends the stream, not the last.</param>
    public Merge(int inputPorts, bool eagerComplete = false)
    {
        if (inputPorts < 1) throw new ArgumentException("Merge must have one or more input ports", nameof(inputPorts));
        _eagerComplete = eagerComplete;
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Merge");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Outlet<TOut> Out => Shape.Out;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Merge");

    public Inlet<TIn> In(int id) => Shape.In(id);

    public override string ToString() => "Merge";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Outlet<TOut> _out;
        private readonly IEnumerable<Inlet<TIn>> _ins;
        private readonly Queue<Inlet<TIn>> _pending = new();

        // What was waiting when the first inlet ended an eager merge.
        private readonly Queue<TIn> _left = new();
        private readonly bool _eagerComplete;
        private int _open;

        internal Logic(Merge<TIn, TOut> stage) : base(stage.Shape)
        {
            (_out, _ins, _eagerComplete, _open) =
                (stage.Out, stage.Shape.Ins, stage._eagerComplete, stage.Shape.Ins.Count);
            foreach (var inlet in _ins) SetHandler(inlet, () => OnPush(inlet), OnUpstreamFinish);
            SetHandler(_out, this);
        }

        public override void PreStart()
        {
            foreach (var inlet in _ins) TryPull(inlet);
        }

        public override void OnPull()
        {
            if (_left.TryDequeue(out var element)) PassLast(element);
            else if (_pending.TryDequeue(out var inlet)) Pass(inlet);
        }

        private void OnPush(Inlet<TIn> inlet)
        {
            if (IsAvailable(_out)) Pass(inlet);
            else _pending.Enqueue(inlet);
        }

        private void Pass(Inlet<TIn> inlet)
        {
            Push(_out, Grab(inlet));
            if (_open == 0 && _pending.Count == 0) CompleteStage();
            else TryPull(inlet);
        }

        private void PassLast(TIn element)
        {
            Push(_out, element);
            if (_left.Count == 0) CompleteStage();
        }

        private void OnUpstreamFinish()
        {
            if (_eagerComplete)
            {
                while (_pending.TryDequeue(out var inlet)) _left.Enqueue(Grab(inlet));
                foreach (var inlet in _ins) Cancel(inlet);
                _open = 0;
            }
            else
            {
                _open--;
            }

            if (_open == 0 && _pending.Count + _left.Count == 0) CompleteStage();
        }
    }
}
