using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>Makes taps.</summary>
public static class WireTap
{
    public static WireTap<T> Create<T>() => new();
}

/// <summary>Every element to the main outlet, and to the tap what it can take: a slow tap loses elements and slows
/// nobody down.</summary>
public sealed class WireTap<T> : GraphStage<FanOutShape<T, T, T>>
{
    public WireTap() => Shape = new FanOutShape<T, T, T>("WireTap");

    public override FanOutShape<T, T, T> Shape { get; }

    public Inlet<T> In => Shape.In;

    public Outlet<T> OutMain => Shape.Out0;

    public Outlet<T> OutTap => Shape.Out1;

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("WireTap");

    public override string ToString() => "WireTap";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InGraphStageLogic
    {
        private readonly WireTap<T> _stage;

        // The latest element that the tap had no demand for.
        private T _pending = default!;
        private bool _hasPending;

        internal Logic(WireTap<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandler(stage.In, this);
            SetHandler(stage.OutMain, () => Pull(stage.In));
            SetHandler(stage.OutTap, OnTapPull, _ => Forget());
        }

        public override void OnPush()
        {
            var element = Grab(_stage.In);
            Push(_stage.OutMain, element);
            if (IsAvailable(_stage.OutTap)) Push(_stage.OutTap, element);
            else (_pending, _hasPending) = (element, true);
        }

        public override void OnUpstreamFinish()
        {
            if (_hasPending && !IsClosed(_stage.OutTap)) Emit(_stage.OutTap, _pending);
            CompleteStage();
        }

        private void OnTapPull()
        {
            if (!_hasPending) return;
            Push(_stage.OutTap, _pending);
            Forget();
        }

        private void Forget() => (_pending, _hasPending) = (default!, false);
    }
}
