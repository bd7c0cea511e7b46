using Akka.Streams.Stage;

namespace Akka.Streams.Dsl;

/// <summary>The latest element again and again until a new one comes.</summary>
public sealed class ReuseLatest<T> : GraphStage<FlowShape<T, T>>
{
    private readonly Inlet<T> _in = new("RepeatPrevious.in");
    private readonly Outlet<T> _out = new("RepeatPrevious.out");
    private readonly Action<T, T>? _onItemChanged;

    public ReuseLatest() => Shape = new FlowShape<T, T>(_in, _out);

    /// <param name="onItemChanged">Called with the element that was repeated and the one that takes its place: to
    /// release the former.</param>
    public ReuseLatest(Action<T, T> onItemChanged)
        : this() => _onItemChanged = onItemChanged;

    public override FlowShape<T, T> Shape { get; }

    public override string ToString() => "RepeatPrevious";

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly ReuseLatest<T> _stage;
        private T _latest = default!;
        private bool _any;

        internal Logic(ReuseLatest<T> stage) : base(stage.Shape)
        {
            _stage = stage;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPush()
        {
            var next = Grab(_stage._in);
            if (_any) _stage._onItemChanged?.Invoke(_latest, next);
            (_latest, _any) = (next, true);
            if (IsAvailable(_stage._out)) Push(_stage._out, next);
        }

        // What is new is asked for before what is old is repeated.
        public override void OnPull()
        {
            if (!HasBeenPulled(_stage._in)) Pull(_stage._in);
            if (_any) Push(_stage._out, _latest);
        }
    }
}
