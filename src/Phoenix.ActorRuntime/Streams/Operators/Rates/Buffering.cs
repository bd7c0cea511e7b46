using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Takes elements ahead of the demand, up to a limit.</summary>
internal sealed class BufferStage<T> : FlowStage<T, T>
{
    private readonly int _size;
    private readonly OverflowStrategy _strategy;

    internal BufferStage(int size, OverflowStrategy strategy) : base("buffer")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (_size, _strategy) = (size, strategy);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(BufferStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private readonly BoundedBuffer<T> _buffer = new(stage._size);

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var element = Grab(In);
            if (_buffer.IsEmpty && IsAvailable(Out))
            {
                Push(Out, element);
                Pull(In);
                return;
            }

            if (_buffer.Offer(element, stage._strategy) == Reception.Overflow)
            {
                FailStage(Overflow.Exception(stage._size));
                return;
            }

            if (stage._strategy != OverflowStrategy.Backpressure || !_buffer.IsFull) Pull(In);
        }

        public override void OnPull()
        {
            if (!_buffer.IsEmpty) Push(Out, _buffer.Dequeue());
            if (!IsClosed(In))
            {
                if (!HasBeenPulled(In)) Pull(In);
            }
            else if (_buffer.IsEmpty)
            {
                CompleteStage();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.IsEmpty) CompleteStage();
        }
    }
}

/// <summary>Takes one element ahead of the demand.</summary>
internal sealed class DetachStage<T>() : FlowStage<T, T>("detach")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(DetachStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            if (!IsAvailable(Out)) return;
            Push(Out, Grab(In));
            TryPull(In);
        }

        public override void OnPull()
        {
            if (!IsAvailable(In)) return;
            Push(Out, Grab(In));
            if (IsClosed(In)) CompleteStage();
            else Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(In)) CompleteStage();
        }
    }
}
