using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Ends after a time.</summary>
internal sealed class TakeWithinStage<T>(TimeSpan duration) : FlowStage<T, T>("takeWithin")
{
    private TimeSpan Duration => duration;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(TakeWithinStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        public override void PreStart() => ScheduleOnce(stage, stage.Duration);

        public override void OnPush() => Push(Out, Grab(In));

        protected override void OnTimer(object timerKey) => CompleteStage();
    }
}

/// <summary>Leaves out what comes within a time.</summary>
internal sealed class SkipWithinStage<T>(TimeSpan duration) : FlowStage<T, T>("skipWithin")
{
    private TimeSpan Duration => duration;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(SkipWithinStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        private bool _open;

        public override void PreStart() => ScheduleOnce(stage, stage.Duration);

        public override void OnPush()
        {
            var element = Grab(In);
            if (_open) Push(Out, element);
            else Pull(In);
        }

        protected override void OnTimer(object timerKey) => _open = true;
    }
}

/// <summary>Asks for the first element only after a time.</summary>
internal sealed class InitialDelayStage<T>(TimeSpan delay) : FlowStage<T, T>("initialDelay")
{
    private TimeSpan Delay => delay;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(InitialDelayStage<T> stage) : TimedFlowLogic<T, T>(stage.Shape)
    {
        private bool _open = stage.Delay <= TimeSpan.Zero;

        public override void PreStart()
        {
            if (!_open) ScheduleOnce(stage, stage.Delay);
        }

        public override void OnPush() => Push(Out, Grab(In));

        public override void OnPull()
        {
            if (_open) Pull(In);
        }

        protected override void OnTimer(object timerKey)
        {
            _open = true;
            if (IsAvailable(Out)) Pull(In);
        }
    }
}

/// <summary>Adds elements of its own while upstream is silent.</summary>
internal sealed class KeepAliveStage<TIn, TOut>(TimeSpan timeout, Func<TOut> inject)
    : FlowStage<TIn, TOut>("keepAlive")
    where TIn : TOut
{
    private TimeSpan Timeout => timeout;

    private Func<TOut> Inject => inject;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(KeepAliveStage<TIn, TOut> stage) : TimedFlowLogic<TIn, TOut>(stage.Shape)
    {
        private TimeSpan _deadline;

        // One element is fetched ahead, so that a waiting element goes before an injected one.
        public override void PreStart()
        {
            _deadline = Now + stage.Timeout;
            Pull(In);
        }

        public override void OnPush()
        {
            _deadline = Now + stage.Timeout;
            CancelTimer(stage);
            if (!IsAvailable(Out)) return;
            Push(Out, Grab(In));
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(In)) CompleteStage();
        }

        public override void OnPull()
        {
            if (!IsAvailable(In))
            {
                InjectOrWait();
                return;
            }

            Push(Out, Grab(In));
            if (IsClosed(In)) CompleteStage();
            else Pull(In);
        }

        protected override void OnTimer(object timerKey)
        {
            if (IsAvailable(Out)) InjectOrWait();
        }

        private void InjectOrWait()
        {
            var now = Now;
            var left = _deadline - now;
            if (left > TimeSpan.Zero)
            {
                ScheduleOnce(stage, left);
                return;
            }

            _deadline = now + stage.Timeout;
            Push(Out, stage.Inject());
        }
    }
}
