using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>One element.</summary>
internal sealed class SingleSource<T>(T element) : SourceStage<T>("single")
{
    private T Element { get; } = Elements.NotNull(element);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(SingleSource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        public override void OnPull()
        {
            Push(Out, stage.Element);
            CompleteStage();
        }
    }
}

/// <summary>The end at once.</summary>
internal sealed class EmptySource<T>() : SourceStage<T>("empty")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(EmptySource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        public override void PreStart() => CompleteStage();

        public override void OnPull() => CompleteStage();
    }
}

/// <summary>A failure, behind what is already under way.</summary>
internal sealed class FailedSource<T>(Exception cause) : SourceStage<T>("failed")
{
    private Exception Cause => cause;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(FailedSource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        // A failure overtakes elements within an island; as a message to the island it does not.
        public override void PreStart() => Postpone(() => FailStage(stage.Cause));

        public override void OnPull()
        {
        }
    }
}

/// <summary>Nothing, not even an end.</summary>
internal sealed class NeverSource<T>() : SourceStage<T>("never")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(NeverSource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        public override void OnPull()
        {
        }
    }
}

/// <summary>The result of a task.</summary>
internal sealed class TaskSource<T>(Task<T> task) : SourceStage<T>("fromTask")
{
    private Task<T> Task => task;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(TaskSource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        // The task is looked at when its result is wanted.
        public override void OnPull()
        {
            if (stage.Task.IsCompleted) OnEnded(Tasks.OutcomeOf(stage.Task));
            else stage.Task.WhenEnded(GetAsyncCallback<Outcome<T>>(OnEnded));
            SetHandler(Out, EagerTerminateOutput);
        }

        private void OnEnded(Outcome<T> outcome)
        {
            if (outcome.IsSuccess && outcome.Value is not null) Emit(Out, outcome.Value, CompleteStage);
            else if (outcome.IsSuccess) CompleteStage();
            else FailStage(outcome.Failure!.Unwrapped());
        }
    }
}

/// <summary>One element that somebody else decides on later.</summary>
internal sealed class MaybeSource<T>() : SourceStage<T, TaskCompletionSource<T>>("maybe")
{
    public override ILogicAndMaterializedValue<TaskCompletionSource<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var promise = Tasks.Promise<T>();
        return new LogicAndMaterializedValue<TaskCompletionSource<T>>(new Logic(this, promise), promise);
    }

    private sealed class Logic(MaybeSource<T> stage, TaskCompletionSource<T> promise) : SourceLogic<T>(stage.Shape)
    {
        public override void PreStart() => promise.Task.WhenEnded(GetAsyncCallback<Outcome<T>>(OnDecided));

        public override void OnPull()
        {
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            promise.TrySetResult(default!);
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop() => promise.TrySetException(new AbruptStageTerminationException(this));

        // The default value stands for none.
        private void OnDecided(Outcome<T> outcome)
        {
            if (!outcome.IsSuccess) FailStage(outcome.Failure!);
            else if (EqualityComparer<T>.Default.Equals(outcome.Value, default)) CompleteStage();
            else Emit(Out, outcome.Value, CompleteStage);
        }
    }
}
