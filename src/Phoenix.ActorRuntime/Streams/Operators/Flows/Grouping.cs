using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>Elements in groups of the same size; the last may be smaller.</summary>
internal sealed class GroupedStage<T> : FlowStage<T, IEnumerable<T>>
{
    private readonly int _count;

    internal GroupedStage(int count) : base("grouped")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _count = count;
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(GroupedStage<T> stage, Attributes inherited)
        : FlowLogic<T, IEnumerable<T>>(stage.Shape, inherited)
    {
        private List<T> _group = [];

        public override void OnPush()
        {
            _group.Add(Grab(In));
            if (_group.Count < stage._count) Pull(In);
            else PushGroup();
        }

        public override void OnUpstreamFinish()
        {
            // The rest can be pushed: a group is only begun when one is wanted.
            if (_group.Count > 0) PushGroup();
            CompleteStage();
        }

        private void PushGroup()
        {
            var group = _group;
            _group = [];
            Push(Out, group);
        }
    }
}

/// <summary>Groups of the same size, each some elements further than the one before.</summary>
internal sealed class SlidingStage<T> : FlowStage<T, IEnumerable<T>>
{
    private readonly int _count;
    private readonly int _step;

    internal SlidingStage(int count, int step) : base("sliding")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        (_count, _step) = (count, step);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(SlidingStage<T> stage, Attributes inherited)
        : FlowLogic<T, IEnumerable<T>>(stage.Shape, inherited)
    {
        private readonly Queue<T> _window = new();
        private int _toSkip;
        private bool _shown;

        public override void OnPush()
        {
            var element = Grab(In);
            if (_toSkip > 0)
            {
                _toSkip--;
                Pull(In);
                return;
            }

            _window.Enqueue(element);
            _shown = false;
            if (_window.Count < stage._count)
            {
                Pull(In);
                return;
            }

            Push(Out, _window.ToArray());
            _shown = true;
            Slide();
        }

        public override void OnUpstreamFinish()
        {
            if (_window.Count > 0 && !_shown) Push(Out, _window.ToArray());
            CompleteStage();
        }

        private void Slide()
        {
            for (var i = 0; i < stage._step && _window.Count > 0; i++) _window.Dequeue();
            _toSkip = Math.Max(0, stage._step - stage._count);
        }
    }
}

/// <summary>Something before the first element, between two, and after the last.</summary>
internal sealed class IntersperseStage<T>(Option<T> start, T inject, Option<T> end) : FlowStage<T, T>("intersperse")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Option<T> Start => start;

    private T Inject => inject;

    private Option<T> End => end;

    private sealed class Logic(IntersperseStage<T> stage, Attributes inherited)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private bool _begun;

        public override void OnPush()
        {
            var element = Grab(In);
            if (_begun) EmitMultiple(Out, (IEnumerable<T>)[stage.Inject, element]);
            else if (stage.Start.HasValue) EmitMultiple(Out, (IEnumerable<T>)[stage.Start.Value, element]);
            else Push(Out, element);
            _begun = true;
        }

        public override void OnUpstreamFinish()
        {
            if (!_begun && stage.Start.HasValue) Emit(Out, stage.Start.Value);
            if (stage.End.HasValue) Emit(Out, stage.End.Value, CompleteStage);
            else CompleteStage();
        }
    }
}
