using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Every element to every outlet, when all of them want one.</summary>
public sealed class Broadcast<T> : GraphStage<UniformFanOutShape<T, T>>
{
    public readonly Inlet<T> In;
    private readonly bool _eagerCancel;

    /// <param name="outputPorts">At least 1.</param>
    /// <param name="eagerCancel">Whether the first outlet to cancel ends the stream, not the last.</param>
    public Broadcast(int outputPorts, bool eagerCancel = false)
    {
        if (outputPorts < 1) throw new ArgumentException("A Broadcast must have one or more output ports");
        _eagerCancel = eagerCancel;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Broadcast");
        In = Shape.In;
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Broadcast");

    public Outlet<T> Out(int id) => Shape.Out(id);

    public override string ToString() => "Broadcast";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Broadcast<T> _stage;

        internal Logic(Broadcast<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, this);
            foreach (var outlet in stage.Shape.Outs) SetHandler(outlet, PullIfAllWant, OnDownstreamFinish);
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            foreach (var outlet in _stage.Shape.Outs)
            {
                if (!IsClosed(outlet)) Push(outlet, element);
            }
        }

        private void OnDownstreamFinish(Exception cause)
        {
            if (_stage._eagerCancel || _stage.Shape.Outs.All(IsClosed)) CancelStage(cause);
            else PullIfAllWant();
        }

        private void PullIfAllWant()
        {
            foreach (var outlet in _stage.Shape.Outs)
            {
                if (!IsClosed(outlet) && !IsAvailable(outlet)) return;
            }

            if (!HasBeenPulled(_stage.In)) TryPull(_stage.In);
        }
    }
}
