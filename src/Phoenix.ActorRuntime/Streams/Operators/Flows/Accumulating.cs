using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Every intermediate state of an aggregation, the initial one first.</summary>
internal sealed class ScanStage<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> scan) : FlowStage<TIn, TOut>("scan")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private TOut Zero => zero;

    private Func<TOut, TIn, TOut> Scan => scan;

    private sealed class Logic(ScanStage<TIn, TOut> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        private TOut _state = stage.Zero;
        private bool _begun;

        public override void OnPull()
        {
            if (_begun)
            {
                Pull(In);
                return;
            }

            _begun = true;
            Push(Out, _state);
        }

        public override void OnPush()
        {
            if (!Try(element => Elements.NotNull(stage.Scan(_state, element)), Grab(In), out var next)) return;
            _state = next;
            Push(Out, next);
        }

        public override void OnUpstreamFinish()
        {
            if (_begun) CompleteStage();
            else Emit(Out, _state, CompleteStage);
        }

        // A restarted scan begins anew: with its initial state.
        protected override void Restart()
        {
            _state = stage.Zero;
            Push(Out, _state);
        }

        protected override void Resume()
        {
            if (IsAvailable(Out)) base.Resume();
        }
    }
}

/// <summary>The last state of an aggregation.</summary>
internal sealed class AggregateStage<TIn, TOut>(TOut zero, Func<TOut, TIn, TOut> aggregate)
    : FlowStage<TIn, TOut>("aggregate")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private TOut Zero => zero;

    private Func<TOut, TIn, TOut> Aggregate => aggregate;

    private sealed class Logic(AggregateStage<TIn, TOut> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        private TOut _state = stage.Zero;

        public override void OnPush()
        {
            if (!Try(element => stage.Aggregate(_state, element), Grab(In), out var next)) return;
            _state = next;
            Pull(In);
        }

        public override void OnPull()
        {
            if (!IsClosed(In)) Pull(In);
            else Finish();
        }

        public override void OnUpstreamFinish()
        {
            if (IsAvailable(Out)) Finish();
        }

        protected override void Restart() => _state = stage.Zero;

        private void Finish()
        {
            Push(Out, _state);
            CompleteStage();
        }
    }
}

/// <summary>The last state of an aggregation that begins with the first element.</summary>
internal sealed class SumStage<T>(Func<T, T, T> reduce) : FlowStage<T, T>("sum")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<T, T, T> Reduce => reduce;

    private sealed class Logic(SumStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private T _state = default!;
        private bool _begun;

        public override void OnPush()
        {
            var element = Grab(In);
            if (!_begun) (_state, _begun) = (element, true);
            else if (Try(next => stage.Reduce(_state, next), element, out var sum)) _state = sum;
            else return;
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (_begun) Emit(Out, _state, CompleteStage);
            else FailStage(new NoSuchElementException("sum over empty stream"));
        }

        protected override void Restart() => (_state, _begun) = (default!, false);
    }
}

/// <summary>An aggregation whose steps are tasks; whether every state or only the last one goes on.</summary>
internal abstract class AsyncAccumulation<TIn, TOut>(
    string name, TOut zero, Func<TOut, TIn, Task<TOut>> step, bool everyState) : FlowStage<TIn, TOut>(name)
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private TOut Zero => zero;

    private Func<TOut, TIn, Task<TOut>> Step => step;

    private bool EveryState => everyState;

    private sealed class Logic : FlowLogic<TIn, TOut>
    {
        private readonly AsyncAccumulation<TIn, TOut> _stage;
        private Action<Outcome<TOut>> _stepEnded = null!;
        private TOut _state;
        private bool _owesZero;
        private bool _working;

        internal Logic(AsyncAccumulation<TIn, TOut> stage, Attributes inherited) : base(stage.Shape, inherited) =>
            (_stage, _state, _owesZero) = (stage, stage.Zero, stage.EveryState);

        public override void PreStart() => _stepEnded = GetAsyncCallback<Outcome<TOut>>(OnStepEnded);

        public override void OnPull()
        {
            if (_owesZero)
            {
                _owesZero = false;
                Push(Out, _state);
            }
            else if (!_working && IsClosed(In)) Finish();
            else if (!_working && !HasBeenPulled(In)) Pull(In);
        }

        public override void OnPush()
        {
            if (!Try(element => _stage.Step(_state, element), Grab(In), out var task)) return;
            _working = true;
            if (task.IsCompleted) OnStepEnded(Tasks.OutcomeOf(task));
            else task.WhenEnded(_stepEnded);
        }

        public override void OnUpstreamFinish()
        {
            if (_working) return;
            if (_owesZero) Emit(Out, _state, CompleteStage);
            else if (_stage.EveryState) CompleteStage();
            else if (IsAvailable(Out)) Finish();
        }

        protected override void Restart() => _state = _stage.Zero;

        protected override void Resume() => GoOn();

        private void OnStepEnded(Outcome<TOut> end)
        {
            _working = false;
            var outcome = Elements.OrFailure(end);
            if (!outcome.IsSuccess)
            {
                Supervise(outcome.Failure!);
                return;
            }

            _state = outcome.Value;
            if (_stage.EveryState) Push(Out, _state);
            GoOn();
        }

        private void GoOn()
        {
            if (!IsClosed(In))
            {
                if (IsAvailable(Out) && !HasBeenPulled(In)) Pull(In);
            }
            else if (_stage.EveryState) CompleteStage();
            else if (IsAvailable(Out)) Finish();
        }

        private void Finish()
        {
            if (!_stage.EveryState) Push(Out, _state);
            CompleteStage();
        }
    }
}

/// <summary>Every intermediate state of an aggregation whose steps are tasks.</summary>
internal sealed class ScanAsyncStage<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> scan)
    : AsyncAccumulation<TIn, TOut>("scanAsync", zero, scan, everyState: true);

/// <summary>The last state of an aggregation whose steps are tasks.</summary>
internal sealed class AggregateAsyncStage<TIn, TOut>(TOut zero, Func<TOut, TIn, Task<TOut>> aggregate)
    : AsyncAccumulation<TIn, TOut>("aggregateAsync", zero, aggregate, everyState: false);
