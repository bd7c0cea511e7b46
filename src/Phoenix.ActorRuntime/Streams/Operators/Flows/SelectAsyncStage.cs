using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation;

/// <summary>The results of tasks, several at work at once, in the order of the elements.</summary>
internal sealed class SelectAsyncStage<TIn, TOut> : FlowStage<TIn, TOut>
{
    private readonly int _parallelism;
    private readonly Func<TIn, Task<TOut>> _mapper;

    internal SelectAsyncStage(int parallelism, Func<TIn, Task<TOut>> mapper) : base("selectAsync")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        (_parallelism, _mapper) = (parallelism, mapper);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Slot
    {
        internal bool HasEnded { get; set; }

        internal Outcome<TOut> Outcome { get; set; }
    }

    private sealed class Logic : FlowLogic<TIn, TOut>
    {
        private readonly SelectAsyncStage<TIn, TOut> _stage;
        private readonly Queue<Slot> _slots = new();
        private Action<(Slot Slot, Outcome<TOut> Outcome)> _taskEnded = null!;

        internal Logic(SelectAsyncStage<TIn, TOut> stage, Attributes inherited) : base(stage.Shape, inherited) =>
            _stage = stage;

        public override void PreStart() =>
            _taskEnded = GetAsyncCallback<(Slot Slot, Outcome<TOut> Outcome)>(OnTaskEnded);

        public override void OnPush()
        {
            var element = Grab(In);
            if (Try(_stage._mapper, element, out var task))
            {
                var slot = new Slot();
                _slots.Enqueue(slot);
                if (task.IsCompleted) OnTaskEnded((slot, Tasks.OutcomeOf(task)));
                else task.WhenEnded(outcome => _taskEnded((slot, outcome.Unwrapped())));
            }

            PullIfRoom();
        }

        public override void OnPull() => PushReady();

        public override void OnUpstreamFinish()
        {
            if (_slots.Count == 0) CompleteStage();
        }

        protected override void Resume()
        {
            if (_slots.Count == 0 && IsClosed(In)) CompleteStage();
            else PullIfRoom();
        }

        private void OnTaskEnded((Slot Slot, Outcome<TOut> Outcome) end)
        {
            var outcome = Elements.OrFailure(end.Outcome);
            if (outcome.Failure is { } cause && Decide(cause) == Directive.Stop)
            {
                FailStage(cause);
                return;
            }

            end.Slot.Outcome = outcome;
            end.Slot.HasEnded = true;
            if (IsAvailable(Out)) PushReady();
        }

        private void PushReady()
        {
            while (_slots.TryPeek(out var first) && first.HasEnded)
            {
                _slots.Dequeue();
                if (!first.Outcome.IsSuccess) continue;
                Push(Out, first.Outcome.Value);
                break;
            }

            if (_slots.Count == 0 && IsClosed(In)) CompleteStage();
            else PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_slots.Count < _stage._parallelism && !HasBeenPulled(In)) TryPull(In);
        }
    }
}

/// <summary>The results of tasks, several at work at once, in the order in which they end.</summary>
internal sealed class SelectAsyncUnorderedStage<TIn, TOut> : FlowStage<TIn, TOut>
{
    private readonly int _parallelism;
    private readonly Func<TIn, Task<TOut>> _mapper;

    internal SelectAsyncUnorderedStage(int parallelism, Func<TIn, Task<TOut>> mapper) : base("selectAsyncUnordered")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parallelism);
        (_parallelism, _mapper) = (parallelism, mapper);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic : FlowLogic<TIn, TOut>
    {
        private readonly SelectAsyncUnorderedStage<TIn, TOut> _stage;
        private readonly Queue<TOut> _ready = new();
        private Action<Outcome<TOut>> _taskEnded = null!;
        private int _atWork;

        internal Logic(SelectAsyncUnorderedStage<TIn, TOut> stage, Attributes inherited)
            : base(stage.Shape, inherited) => _stage = stage;

        public override void PreStart() => _taskEnded = GetAsyncCallback<Outcome<TOut>>(OnTaskEnded);

        public override void OnPush()
        {
            if (Try(_stage._mapper, Grab(In), out var task))
            {
                _atWork++;
                if (task.IsCompleted) OnTaskEnded(Tasks.OutcomeOf(task));
                else task.WhenEnded(outcome => _taskEnded(outcome.Unwrapped()));
            }

            PullIfRoom();
        }

        public override void OnPull()
        {
            if (_ready.TryDequeue(out var element)) Push(Out, element);
            GoOn();
        }

        public override void OnUpstreamFinish()
        {
            if (_atWork + _ready.Count == 0) CompleteStage();
        }

        protected override void Resume() => GoOn();

        private void OnTaskEnded(Outcome<TOut> end)
        {
            _atWork--;
            var outcome = Elements.OrFailure(end);
            if (outcome.IsSuccess)
            {
                if (IsAvailable(Out)) Push(Out, outcome.Value);
                else _ready.Enqueue(outcome.Value);
            }
            else if (Decide(outcome.Failure!) == Directive.Stop)
            {
                FailStage(outcome.Failure!);
                return;
            }

            GoOn();
        }

        private void GoOn()
        {
            if (_atWork + _ready.Count == 0 && IsClosed(In)) CompleteStage();
            else PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_atWork + _ready.Count < _stage._parallelism && !HasBeenPulled(In)) TryPull(In);
        }
    }
}
