using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The flow that lets everything pass as it is.</summary>
internal sealed class PassThrough<T> : GraphStage<FlowShape<T, T>>
{
    internal static readonly PassThrough<T> Instance = new();

    private readonly Inlet<T> _in = new("identity.in");
    private readonly Outlet<T> _out = new("identity.out");

    private PassThrough() => Shape = new FlowShape<T, T>(_in, _out);

    public override FlowShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("identityOp");

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly PassThrough<T> _stage;

        internal Logic(PassThrough<T> stage)
            : base(stage.Shape)
        {
            _stage = stage;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPush() => Push(_stage._out, Grab(_stage._in));

        public override void OnPull() => Pull(_stage._in);
    }
}
