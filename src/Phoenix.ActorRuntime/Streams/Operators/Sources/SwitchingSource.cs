using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The logic of a source that passes on another one, which it learns of later.</summary>
internal abstract class SwitchingLogic<T> : SourceLogic<T>
{
    private readonly Attributes _inherited;

    protected SwitchingLogic(SourceShape<T> shape, Attributes inherited) : base(shape) => _inherited = inherited;

    /// <summary>Runs <paramref name="source"/> in place of this one.</summary>
    protected TMat SwitchTo<TMat>(IGraph<SourceShape<T>, TMat> source)
    {
        var inlet = CreateSubSinkInlet<T>("switch");
        inlet.SetHandler(new LambdaInHandler(onPush: () => Push(Out, inlet.Grab())));
        SetHandler(
            Out,
            onPull: () =>
            {
                if (!inlet.HasBeenPulled) inlet.Pull();
            },
            onDownstreamFinish: cause =>
            {
                inlet.Cancel(cause);
                InternalOnDownstreamFinish(cause);
            });
        var materialized = SubFusingMaterializer.Materialize(
            Source.FromGraph(source).To(inlet.Sink), _inherited);
        if (IsAvailable(Out)) inlet.Pull();
        return materialized;
    }
}

/// <summary>A source that is made when an element is wanted.</summary>
internal sealed class LazySource<T, TMat>(Func<Source<T, TMat>> create) : SourceStage<T, Task<TMat>>("lazily")
{
    private Func<Source<T, TMat>> Create => create;

    public override ILogicAndMaterializedValue<Task<TMat>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var materialized = Tasks.Promise<TMat>();
        return new LogicAndMaterializedValue<Task<TMat>>(
            new Logic(this, materialized, inheritedAttributes), materialized.Task);
    }

    private sealed class Logic(
        LazySource<T, TMat> stage, TaskCompletionSource<TMat> materialized, Attributes inherited)
        : SwitchingLogic<T>(stage.Shape, inherited)
    {
        public override void OnPull()
        {
            try
            {
                materialized.TrySetResult(SwitchTo(stage.Create()));
            }
            catch (Exception cause)
            {
                materialized.TrySetException(cause);
                FailStage(cause);
            }
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            materialized.TrySetException(new ArgumentException(
                "Downstream canceled without triggering lazy source materialization"));
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop() => materialized.TrySetException(new AbruptStageTerminationException(this));
    }
}

/// <summary>A source that a task will give.</summary>
internal sealed class TaskFlattenSource<T, TMat>(Task<Source<T, TMat>> task)
    : SourceStage<T, Task<TMat>>("fromTaskSource")
{
    private Task<Source<T, TMat>> Task => task;

    public override ILogicAndMaterializedValue<Task<TMat>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var materialized = Tasks.Promise<TMat>();
        return new LogicAndMaterializedValue<Task<TMat>>(
            new Logic(this, materialized, inheritedAttributes), materialized.Task);
    }

    private sealed class Logic(
        TaskFlattenSource<T, TMat> stage, TaskCompletionSource<TMat> materialized, Attributes inherited)
        : SwitchingLogic<T>(stage.Shape, inherited)
    {
        public override void PreStart()
        {
            if (stage.Task.IsCompleted) OnSource(Tasks.OutcomeOf(stage.Task));
            else stage.Task.WhenEnded(GetAsyncCallback<Outcome<Source<T, TMat>>>(OnSource));
        }

        public override void OnPull()
        {
        }

        public override void OnDownstreamFinish(Exception cause)
        {
            materialized.TrySetException(new StreamDetachedException(
                "Stream cancelled before Source Task completed"));
            base.OnDownstreamFinish(cause);
        }

        public override void PostStop() => materialized.TrySetException(new AbruptStageTerminationException(this));

        private void OnSource(Outcome<Source<T, TMat>> outcome)
        {
            try
            {
                if (outcome.Failure is { } failure) throw failure.Unwrapped();
                materialized.TrySetResult(SwitchTo(outcome.Value));
            }
            catch (Exception cause)
            {
                materialized.TrySetException(cause);
                FailStage(cause);
            }
        }
    }
}
