using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>A source that is begun again.</summary>
internal sealed class RestartSourceStage<T, TMat>(
    Func<Source<T, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
    : SourceStage<T>("restartWithBackoffSource")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, factory, settings, onlyOnFailures, inheritedAttributes);

    private sealed class Logic : RestartLogic
    {
        private readonly Outlet<T> _out;
        private readonly Func<Source<T, TMat>> _factory;

        internal Logic(
            SourceShape<T> shape, Func<Source<T, TMat>> factory, RestartSettings settings, bool onlyOnFailures,
            Attributes inherited)
            : base(shape, settings, onlyOnFailures, inherited)
        {
            (_out, _factory) = (shape.Outlet, factory);
            SetBackoffHandlers();
        }

        protected override void SetBackoffHandlers() => SetHandler(_out, EagerTerminateOutput);

        protected override void Start()
        {
            var inlet = LeadOut(_out);
            SubFusingMaterializer.Materialize(_factory().To(inlet.Sink), Inherited);
            if (IsAvailable(_out)) inlet.Pull();
        }

        protected override void Release()
        {
        }

        protected override void CancelOuter(Exception cause) => CancelStage(cause);
    }
}

/// <summary>A sink that is begun again.</summary>
internal sealed class RestartSinkStage<T, TMat>(Func<Sink<T, TMat>> factory, RestartSettings settings)
    : SinkStage<T, NotUsed>("restartWithBackoffSink")
{
    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new LogicAndMaterializedValue<NotUsed>(
            new Logic(Shape, factory, settings, inheritedAttributes), NotUsed.Instance);

    private sealed class Logic : RestartLogic
    {
        private readonly Inlet<T> _in;
        private readonly Func<Sink<T, TMat>> _factory;

        internal Logic(
            SinkShape<T> shape, Func<Sink<T, TMat>> factory, RestartSettings settings, Attributes inherited)
            : base(shape, settings, onlyOnFailures: false, inherited)
        {
            (_in, _factory) = (shape.Inlet, factory);
            SetBackoffHandlers();
        }

        protected override void SetBackoffHandlers() => SetHandler(_in, EagerTerminateInput);

        protected override void Start()
        {
            var outlet = LeadIn(_in, hasOutlet: false);
            SubFusingMaterializer.Materialize(Source.FromGraph(outlet.Source).To(_factory()), Inherited);
        }

        protected override void Release()
        {
        }

        protected override void CancelOuter(Exception cause) => Cancel(_in, cause);
    }
}

/// <summary>A flow that is begun again.</summary>
internal sealed class RestartFlowStage<TIn, TOut, TMat>(
    Func<Flow<TIn, TOut, TMat>> factory, RestartSettings settings, bool onlyOnFailures)
    : FlowStage<TIn, TOut>("restartWithBackoffFlow")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, factory, settings, onlyOnFailures, inheritedAttributes);

    private sealed class Logic : RestartLogic
    {
        private readonly Inlet<TIn> _in;
        private readonly Outlet<TOut> _out;
        private readonly Func<Flow<TIn, TOut, TMat>> _factory;
        private SubSourceOutlet<TIn>? _beginning;
        private SubSinkInlet<TOut>? _end;

        internal Logic(
            FlowShape<TIn, TOut> shape, Func<Flow<TIn, TOut, TMat>> factory, RestartSettings settings,
            bool onlyOnFailures, Attributes inherited)
            : base(shape, settings, onlyOnFailures, inherited)
        {
            (_in, _out, _factory) = (shape.Inlet, shape.Outlet, factory);
            SetBackoffHandlers();
        }

        protected override void SetBackoffHandlers()
        {
            SetHandler(_in, EagerTerminateInput);
            SetHandler(_out, EagerTerminateOutput);
        }

        protected override void Start()
        {
            var (beginning, end) = (LeadIn(_in, hasOutlet: true), LeadOut(_out));
            (_beginning, _end) = (beginning, end);
            SubFusingMaterializer.Materialize(
                Source.FromGraph(beginning.Source).Via(_factory()).To(end.Sink), Inherited);
            if (IsAvailable(_out)) end.Pull();
        }

        protected override void Release()
        {
            _beginning?.Complete();
            if (_end is { IsClosed: false }) _end.Cancel();
            (_beginning, _end) = (null, null);
        }

        protected override void CancelOuter(Exception cause) => Cancel(_in, cause);

        // The inner flow passes the cancellation on, to the inlet too.
        protected override void OnOuterCancelled(Exception cause)
        {
        }
    }
}
