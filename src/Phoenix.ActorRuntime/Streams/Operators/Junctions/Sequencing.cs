using Akka.Streams.Implementation;
using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes junctions that take one inlet after the other.</summary>
public static class Concat
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(int inputPorts = 2) =>
        Branch.Detached(new Concat<T, T>(inputPorts));
}

/// <summary>All elements of the first inlet, then all of the second, and so on.</summary>
public class Concat<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
    where TIn : TOut
{
    public Concat(int inputPorts = 2)
    {
        if (inputPorts <= 1) throw new ArgumentException("A Concat must have more than 1 input port");
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Concat");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Outlet<TOut> Out => Shape.Out;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Concat");

    public Inlet<TIn> In(int id) => Shape.In(id);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly UniformFanInShape<TIn, TOut> _shape;
        private int _active;

        internal Logic(Concat<TIn, TOut> stage) : base(stage.Shape)
        {
            _shape = stage.Shape;
            foreach (var inlet in _shape.Ins)
            {
                SetHandler(inlet, onPush: () => Push(_shape.Out, Grab(inlet)), onUpstreamFinish: OnUpstreamFinish);
            }

            SetHandler(_shape.Out, this);
        }

        public override void OnPull() => Pull(_shape.In(_active));

        private void OnUpstreamFinish()
        {
            var before = _active;
            while (_active < _shape.Ins.Count && IsClosed(_shape.In(_active))) _active++;
            if (_active == _shape.Ins.Count) CompleteStage();
            else if (_active != before && IsAvailable(_shape.Out)) Pull(_shape.In(_active));
        }
    }
}

/// <summary>Makes junctions that take some elements of each inlet in turn.</summary>
public static class Interleave
{
    /// <param name="inputPorts">More than 1.</param>
    /// <param name="segmentSize">How many elements of an inlet are taken before the next; at least 1.</param>
    /// <param name="eagerClose">Whether the first inlet to end ends the stream, not the last.</param>
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>(
        int inputPorts, int segmentSize, bool eagerClose = false) =>
        Branch.Detached(new Interleave<T, T>(inputPorts, segmentSize, eagerClose));
}

/// <summary>Some elements of the first inlet, as many of the second, and so on, and again.</summary>
public sealed class Interleave<TIn, TOut> : GraphStage<UniformFanInShape<TIn, TOut>>
    where TIn : TOut
{
    private readonly int _segmentSize;
    private readonly bool _eagerClose;

    internal Interleave(int inputPorts, int segmentSize, bool eagerClose)
    {
        if (inputPorts <= 1) throw new ArgumentException("Interleave input ports count must be greater than 1");
        if (segmentSize <= 0) throw new ArgumentException("Interleave segment size must be greater than 0");
        (_segmentSize, _eagerClose) = (segmentSize, eagerClose);
        Shape = new UniformFanInShape<TIn, TOut>(inputPorts, "Interleave");
    }

    public override UniformFanInShape<TIn, TOut> Shape { get; }

    public Outlet<TOut> Out => Shape.Out;

    public Inlet<TIn> In(int id) => Shape.In(id);

    public override string ToString() => "Interleave";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Interleave<TIn, TOut> _stage;
        private int _current;
        private int _taken;

        internal Logic(Interleave<TIn, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            for (var i = 0; i < stage.Shape.Ins.Count; i++)
            {
                var index = i;
                SetHandler(stage.In(i), () => OnPush(stage.In(index)), () => OnUpstreamFinish(index));
            }

            SetHandler(stage.Out, this);
        }

        public override void OnPull()
        {
            if (!HasBeenPulled(_stage.In(_current))) TryPull(_stage.In(_current));
        }

        private void OnPush(Inlet<TIn> inlet)
        {
            Push(_stage.Out, Grab(inlet));
            if (++_taken == _stage._segmentSize) SwitchToNext();
        }

        private void OnUpstreamFinish(int index)
        {
            if (_stage._eagerClose || _stage.Shape.Ins.All(IsClosed))
            {
                CompleteStage();
            }
            else if (index == _current)
            {
                SwitchToNext();
                if (IsAvailable(_stage.Out)) Pull(_stage.In(_current));
            }
        }

        private void SwitchToNext()
        {
            _taken = 0;
            var count = _stage.Shape.Ins.Count;
            for (var i = 1; i <= count; i++)
            {
                var next = (_current + i) % count;
                if (IsClosed(_stage.In(next))) continue;
                _current = next;
                return;
            }
        }
    }
}

/// <summary>Makes junctions with an inlet for the case that the first one is empty.</summary>
public static class OrElse
{
    public static IGraph<UniformFanInShape<T, T>, NotUsed> Create<T>() => new OrElse<T>();
}

/// <summary>The elements of the primary inlet, or those of the secondary one if there are none.</summary>
public sealed class OrElse<T> : GraphStage<UniformFanInShape<T, T>>
{
    public OrElse() => Shape = new UniformFanInShape<T, T>(2, "OrElse");

    public override UniformFanInShape<T, T> Shape { get; }

    public Inlet<T> Primary => Shape.In(0);

    public Inlet<T> Secondary => Shape.In(1);

    public Outlet<T> Out => Shape.Out;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("OrElse");

    public override string ToString() => "OrElse";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly OrElse<T> _stage;
        private Inlet<T> _current;
        private bool _primaryHasPushed;

        internal Logic(OrElse<T> stage) : base(stage.Shape)
        {
            (_stage, _current) = (stage, stage.Primary);
            SetHandler(stage.Primary, OnPrimaryPush, OnPrimaryFinish);
            SetHandler(stage.Secondary, () => Push(_stage.Out, Grab(_stage.Secondary)), OnSecondaryFinish);
            SetHandler(stage.Out, this);
        }

        public override void OnPull() => Pull(_current);

        private void OnPrimaryPush()
        {
            if (!_primaryHasPushed)
            {
                _primaryHasPushed = true;
                Cancel(_stage.Secondary);
            }

            Push(_stage.Out, Grab(_stage.Primary));
        }

        private void OnPrimaryFinish()
        {
            if (_primaryHasPushed || IsClosed(_stage.Secondary))
            {
                CompleteStage();
                return;
            }

            _current = _stage.Secondary;
            if (IsAvailable(_stage.Out)) Pull(_current);
        }

        private void OnSecondaryFinish()
        {
            if (IsClosed(_stage.Primary)) CompleteStage();
        }
    }
}
