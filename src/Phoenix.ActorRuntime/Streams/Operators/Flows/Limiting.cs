using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The first elements, then the end.</summary>
internal sealed class TakeStage<T>(long count) : FlowStage<T, T>("take")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private long Count => count;

    private sealed class Logic(TakeStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private long _left = stage.Count;

        public override void PreStart()
        {
            if (_left <= 0) CompleteStage();
        }

        public override void OnPush()
        {
            Push(Out, Grab(In));
            if (--_left == 0) CompleteStage();
        }
    }
}

/// <summary>Elements as long as the predicate holds, then the end.</summary>
internal sealed class TakeWhileStage<T>(Predicate<T> predicate, bool inclusive) : FlowStage<T, T>("takeWhile")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<T, bool> Holds { get; } = element => predicate(element);

    private bool Inclusive => inclusive;

    private sealed class Logic(TakeWhileStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            if (!Try(stage.Holds, element, out var holds)) return;
            if (holds || stage.Inclusive) Push(Out, element);
            if (!holds) CompleteStage();
        }
    }
}

/// <summary>Leaves out the first elements.</summary>
internal sealed class SkipStage<T>(long count) : FlowStage<T, T>("skip")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private long Count => count;

    private sealed class Logic(SkipStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private long _left = stage.Count;

        public override void OnPush()
        {
            var element = Grab(In);
            if (_left <= 0)
            {
                Push(Out, element);
                return;
            }

            _left--;
            Pull(In);
        }
    }
}

/// <summary>Leaves out elements until the predicate no longer holds for the first time.</summary>
internal sealed class SkipWhileStage<T>(Predicate<T> predicate) : FlowStage<T, T>("skipWhile")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<T, bool> Holds { get; } = element => predicate(element);

    private sealed class Logic(SkipWhileStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private bool _open;

        public override void OnPush()
        {
            var element = Grab(In);
            if (!_open)
            {
                if (!Try(stage.Holds, element, out var holds)) return;
                _open = !holds;
            }

            if (_open) Push(Out, element);
            else Pull(In);
        }
    }
}

/// <summary>Fails when the elements cost more than is allowed in all.</summary>
internal sealed class LimitWeightedStage<T>(long max, Func<T, long> cost) : FlowStage<T, T>("limitWeighted")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private long Max => max;

    private Func<T, long> Cost => cost;

    private sealed class Logic(LimitWeightedStage<T> stage, Attributes inherited)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private long _left = stage.Max;

        public override void OnPush()
        {
            var element = Grab(In);
            if (!Try(stage.Cost, element, out var weight)) return;
            _left -= weight;
            if (_left >= 0) Push(Out, element);
            else FailStage(new StreamLimitReachedException(stage.Max));
        }

        protected override void Restart() => _left = stage.Max;
    }
}
