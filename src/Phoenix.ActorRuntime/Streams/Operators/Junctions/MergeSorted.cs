using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>The elements of two sorted inlets, sorted; those on the left first if they are equal.</summary>
public sealed class MergeSorted<T> : GraphStage<FanInShape<T, T, T>>
{
    public readonly Inlet<T> Left;
    public readonly Inlet<T> Right;
    public readonly Outlet<T> Out;
    private readonly Func<T, T, int> _compare;

    public MergeSorted(Func<T, T, int> compare)
    {
        _compare = compare;
        Shape = new FanInShape<T, T, T>("MergeSorted");
        (Left, Right, Out) = (Shape.In0, Shape.In1, Shape.Out);
    }

    public override FanInShape<T, T, T> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Side(Inlet<T> inlet)
    {
        internal Inlet<T> Inlet => inlet;

        internal T Element { get; set; } = default!;

        internal bool HasElement { get; set; }
    }

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly MergeSorted<T> _stage;
        private readonly Side _left;
        private readonly Side _right;

        internal Logic(MergeSorted<T> stage) : base(stage.Shape)
        {
            (_stage, _left, _right) = (stage, new Side(stage.Left), new Side(stage.Right));
            SetHandler(stage.Left, () => OnPush(_left), Dispatch);
            SetHandler(stage.Right, () => OnPush(_right), Dispatch);
            SetHandler(stage.Out, this);
        }

        public override void PreStart()
        {
            TryPull(_stage.Left);
            TryPull(_stage.Right);
        }

        public override void OnPull() => Dispatch();

        private void OnPush(Side side)
        {
            (side.Element, side.HasElement) = (Grab(side.Inlet), true);
            Dispatch();
        }

        private void Dispatch()
        {
            if (IsAvailable(_stage.Out) && Next() is { } side)
            {
                var element = side.Element;
                (side.Element, side.HasElement) = (default!, false);
                TryPull(side.Inlet);
                Push(_stage.Out, element);
            }

            if (IsOver(_left) && IsOver(_right)) CompleteStage();
        }

        private Side? Next() => (_left.HasElement, _right.HasElement) switch
        {
            (true, true) => _stage._compare(_left.Element, _right.Element) <= 0 ? _left : _right,
            (true, false) when IsClosed(_stage.Right) => _left,
            (false, true) when IsClosed(_stage.Left) => _right,
            _ => null, // The one that is still to come may be smaller.
        };

        private bool IsOver(Side side) => !side.HasElement && IsClosed(side.Inlet);
    }
}
