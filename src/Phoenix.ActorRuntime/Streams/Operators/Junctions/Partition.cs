using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Dsl;

/// <summary>A partitioner chose an outlet that does not exist.</summary>
public sealed class PartitionOutOfBoundsException : Exception
{
    public PartitionOutOfBoundsException(string message)
        : base(message)
    {
    }
}

/// <summary>Every element to the one outlet a function chooses; to none if that one is closed.</summary>
public sealed class Partition<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public readonly Inlet<T> In;
    private readonly Func<T, int> _partitioner;

    /// <param name="outputPorts">The number of outlets.</param>
    /// <param name="partitioner">Gives the index of the outlet, from 0.</param>
    public Partition(int outputPorts, Func<T, int> partitioner)
    {
        _partitioner = partitioner;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "partition");
        In = Shape.In;
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    public Outlet<T> Out(int id) => Shape.Out(id);

    public override string ToString() => $"Partition({Shape.Outs.Count})";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Partition<T> _stage;
        private T _pending = default!;
        private Outlet<T>? _pendingFor;

        internal Logic(Partition<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, this);
            foreach (var outlet in stage.Shape.Outs)
            {
                SetHandler(outlet, () => OnPull(outlet), cause => OnDownstreamFinish(outlet, cause));
            }
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            var index = _stage._partitioner(element);
            var count = _stage.Shape.Outs.Count;
            if (index < 0 || index >= count)
            {
                FailStage(new PartitionOutOfBoundsException(
                    $"partitioner must return an index in the range [0,{count - 1}]. " +
                    $"returned: [{index}] for input [{element!.GetType().Name}]."));
                return;
            }

            var outlet = _stage.Out(index);
            if (!IsClosed(outlet) && !IsAvailable(outlet))
            {
                (_pending, _pendingFor) = (element, outlet);
                return;
            }

            if (!IsClosed(outlet)) Push(outlet, element);
            if (_stage.Shape.Outs.Any(IsAvailable)) Pull(_stage.In);
        }

        public override void OnUpstreamFinish()
        {
            if (_pendingFor is null) CompleteStage();
        }

        private void OnPull(Outlet<T> outlet)
        {
            if (_pendingFor is null)
            {
                if (!HasBeenPulled(_stage.In)) Pull(_stage.In);
            }
            else if (_pendingFor == outlet)
            {
                Push(outlet, _pending);
                GoOn();
            }
        }

        private void OnDownstreamFinish(Outlet<T> outlet, Exception cause)
        {
            if (_stage.Shape.Outs.All(IsClosed)) CancelStage(cause);
            else if (_pendingFor == outlet) GoOn();
        }

        private void GoOn()
        {
            (_pending, _pendingFor) = (default!, null);
            if (IsClosed(_stage.In)) CompleteStage();
            else if (!HasBeenPulled(_stage.In) && _stage.Shape.Outs.Any(IsAvailable)) Pull(_stage.In);
        }
    }
}

/// <summary>Every element to the left or the right outlet, as what a function makes of it.</summary>
public class PartitionWith<TIn, TOut0, TOut1> : GraphStage<FanOutShape<TIn, TOut0, TOut1>>
{
    private readonly Func<TIn, Either<TOut0, TOut1>> _partitionWith;

    public PartitionWith(Func<TIn, Either<TOut0, TOut1>> partitionWith)
    {
        _partitionWith = partitionWith;
        Shape = new FanOutShape<TIn, TOut0, TOut1>("partitionWith");
    }

    public override FanOutShape<TIn, TOut0, TOut1> Shape { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly FanOutShape<TIn, TOut0, TOut1> _shape;
        private readonly Func<TIn, Either<TOut0, TOut1>> _partitionWith;

        // What waits for the demand of its outlet; nothing is pulled until then.
        private Action? _pending;

        internal Logic(PartitionWith<TIn, TOut0, TOut1> stage) : base(stage.Shape)
        {
            (_shape, _partitionWith) = (stage.Shape, stage._partitionWith);
            SetHandler(_shape.In, this);
            SetHandler(_shape.Out0, OnPull);
            SetHandler(_shape.Out1, OnPull);
        }

        public override void OnPush()
        {
            switch (_partitionWith(Grab(_shape.In)))
            {
                case Left<TOut0, TOut1> left: Route(_shape.Out0, left.Value); break;
                case Right<TOut0, TOut1> right: Route(_shape.Out1, right.Value); break;
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_pending is null) CompleteStage();
        }

        private void OnPull()
        {
            if (_pending is { } retry) retry();
            else if (!HasBeenPulled(_shape.In)) Pull(_shape.In);
        }

        private void Route<T>(Outlet<T> outlet, T element)
        {
            if (!IsAvailable(outlet))
            {
                _pending = () => Route(outlet, element);
                return;
            }

            _pending = null;
            Push(outlet, element);
            if (IsClosed(_shape.In)) CompleteStage();
            else if (IsAvailable(_shape.Out0) || IsAvailable(_shape.Out1)) Pull(_shape.In);
        }
    }
}
