using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Fails if the first element is late.</summary>
internal sealed class InitialTimeoutStage<T>(TimeSpan timeout) : FlowStage<T, T>("initialTimeout")
{
    private TimeSpan Timeout => timeout;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(InitialTimeoutStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        public override void PreStart() => ScheduleOnce(stage, stage.Timeout);

        public override void OnPush()
        {
            CancelTimer(stage);
            Push(Out, Grab(In));
        }

        protected override void OnTimer(object timerKey) => FailStage(
            new TimeoutException($"The first element has not yet passed through in {stage.Timeout}."));
    }
}

/// <summary>Fails if the end of the stream is late.</summary>
internal sealed class CompletionTimeoutStage<T>(TimeSpan timeout) : FlowStage<T, T>("completionTimeout")
{
    private TimeSpan Timeout => timeout;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(CompletionTimeoutStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        public override void PreStart() => ScheduleOnce(stage, stage.Timeout);

        public override void OnPush() => Push(Out, Grab(In));

        protected override void OnTimer(object timerKey) => FailStage(
            new TimeoutException($"The stream has not been completed in {stage.Timeout}."));
    }
}

/// <summary>Fails if an element is late after the one before.</summary>
internal sealed class IdleTimeoutStage<T>(TimeSpan timeout) : FlowStage<T, T>("idleTimeout")
{
    private TimeSpan Timeout => timeout;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(IdleTimeoutStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        private TimeSpan _deadline;

        public override void PreStart()
        {
            _deadline = Now + stage.Timeout;
            ScheduleOnce(stage, stage.Timeout);
        }

        public override void OnPush()
        {
            _deadline = Now + stage.Timeout;
            Push(Out, Grab(In));
        }

        // One timer that looks again: to start one with each element would cost more.
        protected override void OnTimer(object timerKey)
        {
            var left = _deadline - Now;
            if (left > TimeSpan.Zero) ScheduleOnce(stage, left);
            else FailStage(new TimeoutException($"No elements passed in the last {stage.Timeout}."));
        }
    }
}

/// <summary>Fails if the demand is late after an element.</summary>
internal sealed class BackpressureTimeoutStage<T>(TimeSpan timeout) : FlowStage<T, T>("backpressureTimeout")
{
    private TimeSpan Timeout => timeout;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(BackpressureTimeoutStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        private TimeSpan _deadline;
        private bool _waitsForDemand = true;

        public override void PreStart()
        {
            _deadline = Now + stage.Timeout;
            ScheduleOnce(stage, stage.Timeout);
        }

        public override void OnPush()
        {
            Push(Out, Grab(In));
            _deadline = Now + stage.Timeout;
            _waitsForDemand = true;
        }

        public override void OnPull()
        {
            _waitsForDemand = false;
            Pull(In);
        }

        protected override void OnTimer(object timerKey)
        {
            var left = _waitsForDemand ? _deadline - Now : stage.Timeout;
            if (left > TimeSpan.Zero) ScheduleOnce(stage, left);
            else FailStage(new TimeoutException($"No demand signalled in the last {stage.Timeout}."));
        }
    }
}

/// <summary>Fails both directions if neither passes an element in time.</summary>
internal sealed class BidirectionalIdleTimeoutStage<TIn, TOut>(TimeSpan timeout)
    : GraphStage<BidiShape<TIn, TIn, TOut, TOut>>
{
    private TimeSpan Timeout => timeout;

    public override BidiShape<TIn, TIn, TOut, TOut> Shape { get; } = new(
        new Inlet<TIn>("idleTimeout.in1"), new Outlet<TIn>("idleTimeout.out1"),
        new Inlet<TOut>("idleTimeout.in2"), new Outlet<TOut>("idleTimeout.out2"));

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("bidirectionalIdleTimeout");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : TimerGraphStageLogic
    {
        private readonly BidirectionalIdleTimeoutStage<TIn, TOut> _stage;
        private TimeSpan _deadline;

        internal Logic(BidirectionalIdleTimeoutStage<TIn, TOut> stage) : base(stage.Shape)
        {
            _stage = stage;
            PassThrough(stage.Shape.Inlet1, stage.Shape.Outlet1);
            PassThrough(stage.Shape.Inlet2, stage.Shape.Outlet2);
        }

        public override void PreStart()
        {
            _deadline = Materializer.Clock() + _stage.Timeout;
            ScheduleOnce(_stage, _stage.Timeout);
        }

        protected override void OnTimer(object timerKey)
        {
            var left = _deadline - Materializer.Clock();
            if (left > TimeSpan.Zero) ScheduleOnce(_stage, left);
            else FailStage(new TimeoutException($"No elements passed in the last {_stage.Timeout}."));
        }

        private void PassThrough<T>(Inlet<T> from, Outlet<T> to)
        {
            SetHandler(
                from,
                onPush: () =>
                {
                    _deadline = Materializer.Clock() + _stage.Timeout;
                    Push(to, Grab(from));
                },
                onUpstreamFinish: () => Complete(to));
            SetHandler(to, onPull: () => Pull(from), onDownstreamFinish: cause => Cancel(from, cause));
        }
    }
}
