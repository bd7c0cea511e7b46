using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Streams.Supervision;

namespace Akka.Streams.Implementation;

/// <summary>A substream for each key.</summary>
internal sealed class GroupByStage<T, TKey>(int maxSubstreams, Func<T, TKey> keyFor, bool mayReopen)
    : FlowStage<T, Source<T, NotUsed>>("groupBy")
{
    private int MaxSubstreams => maxSubstreams;

    private Func<T, TKey> KeyFor => keyFor;

    private bool MayReopen => mayReopen;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(GroupByStage<T, TKey> stage, Attributes inherited)
        : SubstreamLogic<T, Source<T, NotUsed>>(stage.Shape, inherited)
    {
        private readonly Decider _decider = inherited.Decider();
        private readonly Dictionary<object, Group> _groups = [];
        private readonly HashSet<object> _closedKeys = [];

        // The group that waits for demand downstream.
        private Group? _toHandOut;

        // The group whose element waits for the substream's demand; nothing is pulled until then.
        private Group? _blocked;
        private T _blockedElement = default!;

        public override void OnPush()
        {
            var element = Grab(In);
            object key;
            try
            {
                key = stage.KeyFor(element) ?? throw new ArgumentNullException(
                    nameof(element), "Key cannot be null");
            }
            catch (Exception cause)
            {
                Skip(cause);
                return;
            }

            if (_groups.TryGetValue(key, out var group)) Deliver(group, element);
            else if (_closedKeys.Contains(key)) PullIfIdle();
            else if (_groups.Count == stage.MaxSubstreams) Skip(new TooManySubstreamsOpenException());
            else Open(key, element);
        }

        public override void OnPull()
        {
            if (_toHandOut is not null) HandOut();
            else PullIfIdle();
        }

        public override void OnUpstreamFinish()
        {
            if (!CompleteIfDelivered()) SetKeepGoing(true);
        }

        public override void OnUpstreamFailure(Exception e)
        {
            foreach (var group in _groups.Values) group.Outlet.Fail(e);
            FailStage(e);
        }

        // Groups that somebody has go on; there will be no new ones.
        public override void OnDownstreamFinish(Exception cause)
        {
            if (_toHandOut is { } lost)
            {
                _toHandOut = null;
                _groups.Remove(lost.Key);
            }

            if (_groups.Count == 0) CancelStage(cause);
            else SetKeepGoing(true);
        }

        protected override void OnTimer(object timerKey)
        {
            if (_groups.TryGetValue(timerKey, out var group) && GiveUp(group.Outlet)) Close(group);
        }

        // Without an element, if supervision allows.
        private void Skip(Exception cause)
        {
            if (_decider(cause) == Directive.Stop) OnUpstreamFailure(cause);
            else PullIfIdle();
        }

        private void Deliver(Group group, T element)
        {
            if (group.Outlet.IsAvailable) group.Outlet.Push(element);
            else (_blocked, _blockedElement) = (group, element);
        }

        private void Open(object key, T first)
        {
            if (IsClosed(Out))
            {
                _closedKeys.Add(key);
                PullIfIdle();
                return;
            }

            var group = new Group(key, first);
            group.Outlet = CreateSubstream("GroupBySource", () => OnGroupPull(group), _ => Close(group));
            _groups.Add(key, group);
            _toHandOut = group;
            if (IsAvailable(Out)) HandOut();
            else SetKeepGoing(true);
        }

        private void HandOut()
        {
            var group = _toHandOut!;
            _toHandOut = null;
            ScheduleOnce(group.Key, SubscriptionTimeout);
            Push(Out, Source.FromGraph(group.Outlet.Source));
        }

        private void OnGroupPull(Group group)
        {
            CancelTimer(group.Key);
            if (group.HasFirst)
            {
                group.Outlet.Push(group.TakeFirst());
            }
            else if (_blocked == group)
            {
                group.Outlet.Push(_blockedElement);
                Unblock();
            }
            else
            {
                PullIfIdle();
            }

            if (IsClosed(In)) CompleteIfDelivered();
        }

        private void Close(Group group)
        {
            CancelTimer(group.Key);
            _groups.Remove(group.Key);
            if (!stage.MayReopen) _closedKeys.Add(group.Key);
            if (_blocked == group) Unblock();
            if (_toHandOut == group) _toHandOut = null;
            if (IsClosed(In)) CompleteIfDelivered();
            else if (IsClosed(Out) && _groups.Count == 0) CompleteStage();
            else PullIfIdle();
        }

        private void Unblock() => (_blocked, _blockedElement) = (null, default!);

        private void PullIfIdle()
        {
            if (_blocked is null && _toHandOut is null && !HasBeenPulled(In)) TryPull(In);
        }

        // The end waits until every group has its first element and the blocked one its own.
        private bool CompleteIfDelivered()
        {
            if (_blocked is not null || _groups.Values.Any(group => group.HasFirst)) return false;
            foreach (var group in _groups.Values) group.Outlet.Complete();
            CompleteStage();
            return true;
        }

        private sealed class Group(object key, T first)
        {
            private T _first = first;

            internal object Key => key;

            internal bool HasFirst { get; private set; } = true;

            internal SubSourceOutlet<T> Outlet { get; set; } = null!;

            internal T TakeFirst()
            {
                var element = _first;
                (_first, HasFirst) = (default!, false);
                return element;
            }
        }
    }
}
