using Akka.Streams.Stage;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>The elements that a function makes of a state, with the state after each.</summary>
internal sealed class UnfoldSource<TState, TElement>(
    TState state, Func<TState, Option<(TState, TElement)>> unfold) : SourceStage<TElement>("unfold")
{
    private TState State => state;

    private Func<TState, Option<(TState, TElement)>> Unfold => unfold;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(UnfoldSource<TState, TElement> stage) : SourceLogic<TElement>(stage.Shape)
    {
        private TState _state = stage.State;

        public override void OnPull()
        {
            var step = stage.Unfold(_state);
            if (!step.HasValue)
            {
                CompleteStage();
                return;
            }

            (_state, var element) = step.Value;
            Push(Out, element);
        }
    }
}

/// <summary>The elements that an asynchronous function makes of a state, with the state after each.</summary>
internal sealed class UnfoldAsyncSource<TState, TElement>(
    TState state, Func<TState, Task<Option<(TState, TElement)>>> unfold) : SourceStage<TElement>("unfoldAsync")
{
    private TState State => state;

    private Func<TState, Task<Option<(TState, TElement)>>> Unfold => unfold;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : SourceLogic<TElement>
    {
        private readonly UnfoldAsyncSource<TState, TElement> _stage;
        private Action<Outcome<Option<(TState, TElement)>>> _unfolded = null!;
        private TState _state;

        internal Logic(UnfoldAsyncSource<TState, TElement> stage) : base(stage.Shape) =>
            (_stage, _state) = (stage, stage.State);

        public override void PreStart() =>
            _unfolded = GetAsyncCallback<Outcome<Option<(TState, TElement)>>>(OnUnfolded);

        public override void OnPull()
        {
            var task = _stage.Unfold(_state);
            if (task.IsCompleted) OnUnfolded(Tasks.OutcomeOf(task));
            else task.WhenEnded(_unfolded);
        }

        private void OnUnfolded(Outcome<Option<(TState, TElement)>> outcome)
        {
            if (!outcome.IsSuccess)
            {
                FailStage(outcome.Failure!);
            }
            else if (outcome.Value.HasValue)
            {
                (_state, var element) = outcome.Value.Value;
                Push(Out, element);
            }
            else
            {
                CompleteStage();
            }
        }
    }
}

/// <summary>What is read from a resource that is opened for every run and closed with it.</summary>
internal sealed class ResourceSource<T, TResource>(
    Func<TResource> create, Func<TResource, Option<T>> read, Action<TResource> close)
    : SourceStage<T>("unfoldResource")
{
    private Func<TResource> Create => create;

    private Func<TResource, Option<T>> Read => read;

    private Action<TResource> Close => close;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(ResourceSource<T, TResource> stage, Attributes inherited)
        : SourceLogic<T>(stage.Shape)
    {
        private readonly Decider _decider = inherited.Decider();
        private TResource _resource = default!;
        private bool _open;

        public override void PreStart() => Open();

        public override void OnPull()
        {
            while (true)
            {
                try
                {
                    var element = stage.Read(_resource);
                    if (element.HasValue) Push(Out, element.Value);
                    else Finish();
                    return;
                }
                catch (Exception cause)
                {
                    if (!GoesOn(cause)) return;
                }
            }
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            Release();
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            if (_open) Release();
        }

        private bool GoesOn(Exception cause)
        {
            var directive = _decider(cause);
            if (directive == Directive.Resume) return true;
            Release();
            if (directive == Directive.Restart) Open();
            else FailStage(cause);
            return directive == Directive.Restart;
        }

        private void Finish()
        {
            Release();
            CompleteStage();
        }

        private void Open()
        {
            _resource = stage.Create();
            _open = true;
        }

        private void Release()
        {
            _open = false;
            stage.Close(_resource);
        }
    }
}
