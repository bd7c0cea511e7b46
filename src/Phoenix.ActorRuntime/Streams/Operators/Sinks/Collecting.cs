using System.Collections.Immutable;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>A sink that gives a task: what the stream came to.</summary>
internal abstract class ResultSink<TIn, TResult>(string name) : SinkStage<TIn, Task<TResult>>(name)
{
    public sealed override ILogicAndMaterializedValue<Task<TResult>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var result = Tasks.Promise<TResult>();
        return new LogicAndMaterializedValue<Task<TResult>>(CreateLogic(result), result.Task);
    }

    protected abstract GraphStageLogic CreateLogic(TaskCompletionSource<TResult> result);

    /// <summary>Pulls at once; a stream that fails, or is torn down, fails the task.</summary>
    protected abstract class ResultLogic(SinkShape<TIn> shape, TaskCompletionSource<TResult> result)
        : SinkLogic<TIn>(shape)
    {
        public override void PreStart() => Pull(In);

        public override void OnUpstreamFailure(Exception e)
        {
            result.TrySetException(e);
            FailStage(e);
        }

        public override void PostStop() => result.TrySetException(new AbruptStageTerminationException(this));

        protected void Finish(TResult value)
        {
            result.TrySetResult(value);
            CompleteStage();
        }

        protected void Refuse(Exception cause)
        {
            result.TrySetException(cause);
            FailStage(cause);
        }
    }
}

/// <summary>The first element; then the stream is cancelled.</summary>
internal sealed class FirstSink<T>(bool orDefault) : ResultSink<T, T>("first")
{
    private bool OrDefault => orDefault;

    protected override GraphStageLogic CreateLogic(TaskCompletionSource<T> result) => new Logic(this, result);

    private sealed class Logic(FirstSink<T> stage, TaskCompletionSource<T> result) : ResultLogic(stage.Shape, result)
    {
        public override void OnPush() => Finish(Grab(In));

        public override void OnUpstreamFinish()
        {
            if (stage.OrDefault) Finish(default!);
            else Refuse(new NoSuchElementException("First of empty stream"));
        }
    }
}

/// <summary>The last element.</summary>
internal sealed class LastSink<T>(bool orDefault) : ResultSink<T, T>("last")
{
    private bool OrDefault => orDefault;

    protected override GraphStageLogic CreateLogic(TaskCompletionSource<T> result) => new Logic(this, result);

    private sealed class Logic(LastSink<T> stage, TaskCompletionSource<T> result) : ResultLogic(stage.Shape, result)
    {
        private T _last = default!;
        private bool _any;

        public override void OnPush()
        {
            (_last, _any) = (Grab(In), true);
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (_any || stage.OrDefault) Finish(_last);
            else Refuse(new NoSuchElementException("Last of empty stream"));
        }
    }
}

/// <summary>All elements.</summary>
internal sealed class SeqSink<T>() : ResultSink<T, IImmutableList<T>>("seq")
{
    protected override GraphStageLogic CreateLogic(TaskCompletionSource<IImmutableList<T>> result) =>
        new Logic(this, result);

    private sealed class Logic(SeqSink<T> stage, TaskCompletionSource<IImmutableList<T>> result)
        : ResultLogic(stage.Shape, result)
    {
        private readonly ImmutableList<T>.Builder _elements = ImmutableList.CreateBuilder<T>();

        public override void OnPush()
        {
            _elements.Add(Grab(In));
            Pull(In);
        }

        public override void OnUpstreamFinish() => Finish(_elements.ToImmutable());
    }
}

/// <summary>No element matters, only the end.</summary>
internal sealed class IgnoreSink<T>() : ResultSink<T, Done>("ignore")
{
    protected override GraphStageLogic CreateLogic(TaskCompletionSource<Done> result) => new Logic(this, result);

    private sealed class Logic(IgnoreSink<T> stage, TaskCompletionSource<Done> result)
        : ResultLogic(stage.Shape, result)
    {
        public override void OnPush()
        {
            Grab(In);
            Pull(In);
        }

        public override void OnUpstreamFinish() => Finish(Done.Instance);
    }
}

/// <summary>No element is wanted.</summary>
internal sealed class CancelledSink<T>() : SinkStage<T, NotUsed>("cancelled")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new LogicAndMaterializedValue<NotUsed>(new Logic(this), NotUsed.Instance);

    private sealed class Logic(CancelledSink<T> stage) : SinkLogic<T>(stage.Shape)
    {
        public override void PreStart() => Cancel(In);

        public override void OnPush()
        {
        }
    }
}

/// <summary>Tells how the stream ended.</summary>
internal sealed class OnCompleteSink<T>(Action success, Action<Exception> failure)
    : SinkStage<T, NotUsed>("onComplete")
{
    private Action Success => success;

    private Action<Exception> Failure => failure;

    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new LogicAndMaterializedValue<NotUsed>(new Logic(this), NotUsed.Instance);

    private sealed class Logic(OnCompleteSink<T> stage) : SinkLogic<T>(stage.Shape)
    {
        private bool _told;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            Grab(In);
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            _told = true;
            stage.Success();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _told = true;
            stage.Failure(e);
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told) stage.Failure(new AbruptStageTerminationException(this));
        }
    }
}
