using Akka.Streams.Stage;
using Akka.Streams.Supervision;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>What is read by tasks from a resource that is opened for every run and closed with it.</summary>
internal sealed class AsyncResourceSource<T, TResource>(
    Func<Task<TResource>> create, Func<TResource, Task<Option<T>>> read, Func<TResource, Task<Done>> close)
    : SourceStage<T>("unfoldResourceSourceAsync")
{
    private Func<Task<TResource>> Create => create;

    private Func<TResource, Task<Option<T>>> Read => read;

    private Func<TResource, Task<Done>> Close => close;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    /// <summary>One task at a time: opening, reading, or closing.</summary>
    private sealed class Logic(AsyncResourceSource<T, TResource> stage, Attributes inherited)
        : SourceLogic<T>(stage.Shape)
    {
        private readonly Decider _decider = inherited.Decider();
        private TResource _resource = default!;
        private bool _open;
        private bool _working;
        private Exception? _cancelCause;

        public override void PreStart()
        {
            // A resource that is being opened when downstream cancels must still be closed.
            SetKeepGoing(true);
            Open();
        }

        public override void OnPull()
        {
            if (_open && !_working) GoOn();
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            _cancelCause = cause;
            if (_open && !_working) GoOn();
        }

        public override void PostStop()
        {
            if (_open) _ = stage.Close(_resource);
        }

        private void Open() => Work(() => stage.Create(), opened =>
        {
            if (opened.Failure is { } cause)
            {
                FailStage(cause.Unwrapped());
                return;
            }

            (_resource, _open) = (opened.Value, true);
            GoOn();
        });

        private void GoOn()
        {
            if (_cancelCause is { } cause) CloseThen(() => CancelStage(cause));
            else if (IsAvailable(Out)) Work(() => stage.Read(_resource), OnRead);
        }

        private void OnRead(Outcome<Option<T>> outcome)
        {
            if (outcome.Failure is { } failure)
            {
                OnReadFailure(failure.Unwrapped());
            }
            else if (!outcome.Value.HasValue)
            {
                CloseThen(CompleteStage);
            }
            else if (_cancelCause is null)
            {
                Push(Out, outcome.Value.Value);
            }
            else
            {
                GoOn();
            }
        }

        private void OnReadFailure(Exception cause)
        {
            switch (_decider(cause))
            {
                case Directive.Resume: GoOn(); break;
                case Directive.Restart: CloseThen(Open); break;
                default: CloseThen(() => FailStage(cause)); break;
            }
        }

        private void CloseThen(Action next)
        {
            _open = false;
            Work(() => stage.Close(_resource), closed =>
            {
                if (closed.Failure is { } cause) FailStage(cause.Unwrapped());
                else next();
            });
        }

        private void Work<TResult>(Func<Task<TResult>> begin, Action<Outcome<TResult>> end)
        {
            Task<TResult> task;
            try
            {
                task = begin();
            }
            catch (Exception cause)
            {
                end(new Outcome<TResult>(default!, cause));
                return;
            }

            if (task.IsCompleted)
            {
                end(Tasks.OutcomeOf(task));
                return;
            }

            _working = true;
            task.WhenEnded(GetAsyncCallback<Outcome<TResult>>(outcome =>
            {
                _working = false;
                end(outcome);
            }));
        }
    }
}
