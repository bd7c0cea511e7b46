using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Every element to the one outlet that has wanted one for longest.</summary>
public sealed class Balance<T> : GraphStage<UniformFanOutShape<T, T>>
{
    private readonly bool _waitForAllDownstreams;

    /// <param name="outputPorts">At least 1.</param>
    /// <param name="waitForAllDownstreams">Whether nothing is pulled before every outlet has wanted an
    /// element.</param>
    public Balance(int outputPorts, bool waitForAllDownstreams = false)
    {
        if (outputPorts < 1) throw new ArgumentException("A Balance must have one or more output ports");
        _waitForAllDownstreams = waitForAllDownstreams;
        Shape = new UniformFanOutShape<T, T>(outputPorts, "Balance");
    }

    public override UniformFanOutShape<T, T> Shape { get; }

    public Inlet<T> In => Shape.In;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("Balance");

    public Outlet<T> Out(int id) => Shape.Out(id);

    public override string ToString() => "Balance";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly Balance<T> _stage;
        private readonly Queue<Outlet<T>> _wanting = new();
        private readonly HashSet<Outlet<T>> _awaited;

        internal Logic(Balance<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            _awaited = stage._waitForAllDownstreams ? [.. stage.Shape.Outs] : [];
            SetHandler(stage.In, this);
            foreach (var outlet in stage.Shape.Outs)
            {
                SetHandler(outlet, () => OnPull(outlet), cause => OnDownstreamFinish(outlet, cause));
            }
        }

        public override void OnPush()
        {
            while (_wanting.TryDequeue(out var outlet))
            {
                if (IsClosed(outlet)) continue;
                Push(outlet, Grab(_stage.In));
                PullIfWanted();
                return;
            }
        }

        // An element that was pulled for an outlet that is gone waits for the next one that wants it.
        public override void OnUpstreamFinish()
        {
            if (!IsAvailable(_stage.In)) CompleteStage();
        }

        private void OnPull(Outlet<T> outlet)
        {
            _awaited.Remove(outlet);
            if (!IsAvailable(_stage.In))
            {
                _wanting.Enqueue(outlet);
                PullIfWanted();
                return;
            }

            Push(outlet, Grab(_stage.In));
            if (IsClosed(_stage.In)) CompleteStage();
        }

        private void OnDownstreamFinish(Outlet<T> outlet, Exception cause)
        {
            _awaited.Remove(outlet);
            if (_stage.Shape.Outs.All(IsClosed)) CancelStage(cause);
            else PullIfWanted();
        }

        private void PullIfWanted()
        {
            if (_awaited.Count > 0 || HasBeenPulled(_stage.In) || IsAvailable(_stage.In)) return;
            while (_wanting.TryPeek(out var first) && IsClosed(first)) _wanting.Dequeue();
            if (_wanting.Count > 0) TryPull(_stage.In);
        }
    }
}
