using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Shifts elements in time; how many wait at once is the size of the input buffer.</summary>
internal sealed class DelayStage<T>(TimeSpan delay, DelayOverflowStrategy strategy) : FlowStage<T, T>("delay")
{
    private TimeSpan Delay => delay;

    private DelayOverflowStrategy Strategy => strategy;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(DelayStage<T> stage, Attributes inherited) : TimedFlowLogic<T, T>(stage.Shape)
    {
        private readonly BoundedBuffer<(TimeSpan Due, T Element)> _buffer =
            new(inherited.GetAttribute(new Attributes.InputBuffer(16, 16)).Max);

        private bool MayPull => stage.Strategy != DelayOverflowStrategy.Backpressure || !_buffer.IsFull;

        public override void PreStart() =>
            ArgumentOutOfRangeException.ThrowIfLessThan(stage.Delay, TimeSpan.Zero, "delay");

        public override void OnPush()
        {
            if (_buffer.IsFull && stage.Strategy == DelayOverflowStrategy.EmitEarly)
            {
                // Without demand the element waits in the inlet.
                if (IsAvailable(Out)) EmitEarly();
                return;
            }

            // Overflow strategies of buffers and delays share their numbers.
            var outcome = _buffer.Offer((Now + stage.Delay, Grab(In)), (OverflowStrategy)stage.Strategy);
            if (outcome == Reception.Overflow)
            {
                FailStage(new BufferOverflowException(
                    $"Buffer overflow for Delay combinator (max capacity was: {_buffer.Capacity})!"));
                return;
            }

            GoOn();
        }

        public override void OnPull()
        {
            if (IsAvailable(In) && stage.Strategy == DelayOverflowStrategy.EmitEarly) EmitEarly();
            else GoOn();
        }

        public override void OnUpstreamFinish()
        {
            if (_buffer.IsEmpty) CompleteStage();
        }

        protected override void OnTimer(object timerKey) => GoOn();

        private void EmitEarly()
        {
            Push(Out, _buffer.Dequeue().Element);
            _buffer.Enqueue((Now + stage.Delay, Grab(In)));
            GoOn();
        }

        private void GoOn()
        {
            var now = Now;
            if (IsAvailable(Out) && !_buffer.IsEmpty && _buffer.Peek().Due <= now)
            {
                Push(Out, _buffer.Dequeue().Element);
            }

            if (IsClosed(In) && _buffer.IsEmpty)
            {
                CompleteStage();
                return;
            }

            if (!IsClosed(In) && !HasBeenPulled(In) && !IsAvailable(In) && MayPull) Pull(In);
            if (!_buffer.IsEmpty && IsAvailable(Out)) WaitFor(_buffer.Peek().Due - now);
        }

        private void WaitFor(TimeSpan left)
        {
            if (!IsTimerActive(stage)) ScheduleOnce(stage, left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }
}
