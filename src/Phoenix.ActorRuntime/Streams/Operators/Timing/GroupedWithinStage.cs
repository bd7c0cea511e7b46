using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Groups that end by weight, by number, or after a time, whatever comes first.</summary>
internal sealed class GroupedWithinStage<T> : FlowStage<T, IEnumerable<T>>
{
    private readonly long _maxWeight;
    private readonly int _maxNumber;
    private readonly TimeSpan _interval;
    private readonly Func<T, long> _cost;

    internal GroupedWithinStage(long maxWeight, int maxNumber, TimeSpan interval, Func<T, long> cost)
        : base("groupedWithin")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxWeight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumber);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        (_maxWeight, _maxNumber, _interval, _cost) = (maxWeight, maxNumber, interval, cost);
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(GroupedWithinStage<T> stage) : TimedFlowLogic<T, IEnumerable<T>>(stage.Shape)
    {
        private List<T> _group = [];
        private long _weight;

        // The element that did not fit any more; it begins the next group.
        private T _pending = default!;
        private long _pendingWeight;
        private bool _hasPending;

        // The group is to go as soon as it is wanted.
        private bool _isDue;
        private bool _finished;

        private bool IsFull => _weight >= stage._maxWeight || _group.Count >= stage._maxNumber;

        public override void PreStart()
        {
            StartInterval();
            Pull(In);
        }

        public override void OnPush()
        {
            // Otherwise it waits in the inlet until there is a place for it.
            if (!_hasPending) Take(Grab(In));
        }

        public override void OnPull()
        {
            if (_isDue) PushGroup();
        }

        public override void OnUpstreamFinish()
        {
            _finished = true;
            if (_group.Count == 0) CompleteStage();
            else PushOrOwe();
        }

        protected override void OnTimer(object timerKey)
        {
            if (_group.Count > 0) PushOrOwe();
        }

        private void StartInterval() => ScheduleRepeatedly(stage, stage._interval);

        private void Take(T element)
        {
            var weight = stage._cost(element);
            if (weight < 0)
            {
                FailStage(new ArgumentException($"Negative weight [{weight}] for element [{element}] is not allowed"));
                return;
            }

            var fits = _weight + weight <= stage._maxWeight && _group.Count < stage._maxNumber;
            if (fits || _group.Count == 0) Add(element, weight);
            else (_pending, _pendingWeight, _hasPending) = (element, weight, true);
            if (fits && !IsFull) Pull(In);
            else CloseGroup(fits);
        }

        private void Add(T element, long weight)
        {
            _group.Add(element);
            _weight += weight;
        }

        // A full group that nobody wants yet may still take elements that weigh nothing.
        private void CloseGroup(bool mayGrow)
        {
            if (IsAvailable(Out) || !mayGrow) StartInterval();
            if (mayGrow && !IsAvailable(Out)) Pull(In);
            PushOrOwe();
        }

        private void PushOrOwe()
        {
            if (IsAvailable(Out)) PushGroup();
            else _isDue = true;
        }

        private void PushGroup()
        {
            Push(Out, _group);
            (_group, _weight, _isDue) = ([], 0, false);
            if (_hasPending)
            {
                Add(_pending, _pendingWeight);
                (_pending, _hasPending) = (default!, false);
            }

            if (!_finished) GoOn();
            else if (_group.Count > 0) _isDue = true;
            else CompleteStage();
        }

        private void GoOn()
        {
            if (IsAvailable(In)) Take(Grab(In));
            else if (!HasBeenPulled(In)) Pull(In);
        }
    }
}
