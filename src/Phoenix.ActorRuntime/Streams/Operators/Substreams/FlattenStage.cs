using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Makes a stream of each element and passes on their elements, from several streams at once.</summary>
internal sealed class FlattenStage<TIn, TOut, TMat> : FlowStage<TIn, TOut>
{
    private readonly int _breadth;
    private readonly Func<TIn, IGraph<SourceShape<TOut>, TMat>> _flatten;

    internal FlattenStage(int breadth, Func<TIn, IGraph<SourceShape<TOut>, TMat>> flatten) : base("flattenMerge")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(breadth);
        (_breadth, _flatten) = (breadth, flatten);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(FlattenStage<TIn, TOut, TMat> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        private readonly Attributes _inherited = inherited;

        // The streams that have an element, in the order of arrival.
        private readonly Queue<SubSinkInlet<TOut>> _ready = new();
        private int _active;

        public override void OnPush()
        {
            if (Try(stage._flatten, Grab(In), out var source)) Add(source);
            PullIfRoom();
        }

        public override void OnPull()
        {
            if (_ready.TryDequeue(out var inlet)) Pass(inlet);
            PullIfRoom();
        }

        public override void OnUpstreamFinish()
        {
            if (_active == 0) CompleteStage();
        }

        protected override void Resume() => PullIfRoom();

        private void Add(IGraph<SourceShape<TOut>, TMat> source)
        {
            var inlet = CreateSubSinkInlet<TOut>("FlattenMergeSink");
            inlet.SetHandler(new LambdaInHandler(
                onPush: () =>
                {
                    if (IsAvailable(Out)) Pass(inlet);
                    else _ready.Enqueue(inlet);
                },
                onUpstreamFinish: () =>
                {
                    if (!inlet.IsAvailable) Remove();
                }));
            _active++;
            inlet.Pull();
            SubFusingMaterializer.Materialize(Source.FromGraph(source).To(inlet.Sink), _inherited);
        }

        private void Pass(SubSinkInlet<TOut> inlet)
        {
            Push(Out, inlet.Grab());
            if (inlet.IsClosed) Remove();
            else inlet.Pull();
        }

        private void Remove()
        {
            _active--;
            if (_active == 0 && IsClosed(In)) CompleteStage();
            else PullIfRoom();
        }

        private void PullIfRoom()
        {
            if (_active < stage._breadth && !HasBeenPulled(In)) TryPull(In);
        }
    }
}
