using Akka.Streams;
using Akka.Streams.Stage;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>Counts from one up to a limit.</summary>
internal sealed class Numbers(int last) : GraphStage<SourceShape<int>>
{
    private readonly Outlet<int> _out = new("Numbers.out");

    public override SourceShape<int> Shape => field ??= new SourceShape<int>(_out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, last);

    private sealed class Logic : OutGraphStageLogic
    {
        private readonly Numbers _stage;
        private readonly int _last;
        private int _next = 1;

        internal Logic(Numbers stage, int last)
            : base(stage.Shape)
        {
            (_stage, _last) = (stage, last);
            SetHandler(stage._out, this);
        }

        public override void PreStart()
        {
            if (_last < 1) CompleteStage();
        }

        public override void OnPull()
        {
            Push(_stage._out, _next);
            if (_next++ == _last) CompleteStage();
        }
    }
}

/// <summary>Applies a function to every element.</summary>
internal sealed class Apply<TIn, TOut>(Func<TIn, TOut> function) : GraphStage<FlowShape<TIn, TOut>>
{
    private readonly Inlet<TIn> _in = new("Apply.in");
    private readonly Outlet<TOut> _out = new("Apply.out");

    public override FlowShape<TIn, TOut> Shape => field ??= new FlowShape<TIn, TOut>(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, function);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly Apply<TIn, TOut> _stage;
        private readonly Func<TIn, TOut> _function;

        internal Logic(Apply<TIn, TOut> stage, Func<TIn, TOut> function)
            : base(stage.Shape)
        {
            (_stage, _function) = (stage, function);
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPush() => Push(_stage._out, _function(Grab(_stage._in)));

        public override void OnPull() => Pull(_stage._in);
    }
}

/// <summary>Collects everything; its materialized value is the list, or the failure.</summary>
internal sealed class Collect<T>(int limit = int.MaxValue)
    : GraphStageWithMaterializedValue<SinkShape<T>, Task<IReadOnlyList<T>>>
{
    private readonly Inlet<T> _in = new("Collect.in");

    public override SinkShape<T> Shape => field ??= new SinkShape<T>(_in);

    public override ILogicAndMaterializedValue<Task<IReadOnlyList<T>>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var result = new TaskCompletionSource<IReadOnlyList<T>>();
        return new LogicAndMaterializedValue<Task<IReadOnlyList<T>>>(new Logic(this, limit, result), result.Task);
    }

    private sealed class Logic : InGraphStageLogic
    {
        private readonly List<T> _elements = [];
        private readonly Collect<T> _stage;
        private readonly int _limit;
        private readonly TaskCompletionSource<IReadOnlyList<T>> _result;

        internal Logic(Collect<T> stage, int limit, TaskCompletionSource<IReadOnlyList<T>> result)
            : base(stage.Shape)
        {
            (_stage, _limit, _result) = (stage, limit, result);
            SetHandler(stage._in, this);
        }

        public override void PreStart() => Pull(_stage._in);

        public override void OnPush()
        {
            _elements.Add(Grab(_stage._in));
            if (_elements.Count == _limit) CompleteStage();
            else Pull(_stage._in);
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _result.SetException(e);
            base.OnUpstreamFailure(e);
        }

        public override void PostStop() => _result.TrySetResult(_elements);
    }
}
