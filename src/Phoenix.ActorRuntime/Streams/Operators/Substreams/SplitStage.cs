using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Cuts the stream into substreams, one after the other.</summary>
/// <param name="predicate">Where to cut.</param>
/// <param name="after">Whether the element for which it holds ends a substream, or begins one.</param>
/// <param name="onCancel">What the cancellation of a substream means.</param>
internal sealed class SplitStage<T>(Func<T, bool> predicate, bool after, SubstreamCancelStrategy onCancel)
    : FlowStage<T, Source<T, NotUsed>>("split")
{
    private Func<T, bool> Predicate => predicate;

    private bool After => after;

    private SubstreamCancelStrategy OnCancel => onCancel;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(SplitStage<T> stage, Attributes inherited)
        : SubstreamLogic<T, Source<T, NotUsed>>(stage.Shape, inherited)
    {
        // The substream that elements go to; none before the first element and after the last one of a substream.
        private SubSourceOutlet<T>? _current;
        private bool _handedOut;
        private bool _cancelled;

        // The element it was begun for, until it is wanted.
        private T _first = default!;
        private bool _hasFirst;
        private bool _endsWithFirst;

        public override void OnPush()
        {
            var element = Grab(In);
            bool cuts;
            try
            {
                cuts = stage.Predicate(element);
            }
            catch (Exception cause)
            {
                OnUpstreamFailure(cause);
                return;
            }

            if (cuts && !stage.After) End();
            if (_current is null)
            {
                Begin(element, endsWithIt: cuts && stage.After);
                return;
            }

            if (!_cancelled) _current.Push(element);
            if (cuts && stage.After) EndAndGoOn();
            else if (_cancelled) Pull(In);
        }

        public override void OnPull()
        {
            if (_current is null) PullIfWanted();
            else if (!_handedOut) HandOut();
        }

        public override void OnUpstreamFinish()
        {
            if (_hasFirst)
            {
                _endsWithFirst = true;
                return;
            }

            _current?.Complete();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _current?.Fail(e);
            FailStage(e);
        }

        // A substream that somebody has goes on without those that would have followed.
        public override void OnDownstreamFinish(Exception cause)
        {
            if (_current is null || !_handedOut || _cancelled) CancelStage(cause);
        }

        protected override void OnTimer(object timerKey)
        {
            if (_current is { } waiting) GiveUp(waiting);
        }

        private void Begin(T first, bool endsWithIt)
        {
            if (IsClosed(Out))
            {
                CompleteStage();
                return;
            }

            _current = CreateSubstream("SplitSource", OnSubstreamPull, OnSubstreamCancel);
            (_first, _hasFirst, _endsWithFirst) = (first, true, endsWithIt);
            (_handedOut, _cancelled) = (false, false);
            SetKeepGoing(true);
            if (IsAvailable(Out)) HandOut();
        }

        private void HandOut()
        {
            _handedOut = true;
            ScheduleOnce(stage, SubscriptionTimeout);
            Push(Out, Source.FromGraph(_current!.Source));
        }

        private void OnSubstreamPull()
        {
            CancelTimer(stage);
            if (!_hasFirst)
            {
                if (!HasBeenPulled(In)) TryPull(In);
                return;
            }

            _current!.Push(_first);
            (_first, _hasFirst) = (default!, false);
            SetKeepGoing(false);
            if (_endsWithFirst) EndAndGoOn();
            if (IsClosed(In)) CompleteStage();
        }

        private void OnSubstreamCancel(Exception cause)
        {
            CancelTimer(stage);
            (_first, _hasFirst, _cancelled) = (default!, false, true);
            SetKeepGoing(false);
            var propagates = stage.OnCancel == SubstreamCancelStrategy.Propagate;
            if (propagates || IsClosed(In) || IsClosed(Out)) CancelStage(cause);
            else if (_endsWithFirst) EndAndGoOn();
            else if (!HasBeenPulled(In)) Pull(In);
        }

        private void End()
        {
            if (_current is null) return;
            if (!_cancelled) _current.Complete();
            _current = null;
        }

        private void EndAndGoOn()
        {
            End();
            PullIfWanted();
        }

        private void PullIfWanted()
        {
            if (stage.After && IsClosed(Out)) CompleteStage();
            else if (IsAvailable(Out) && !HasBeenPulled(In) && !IsAvailable(In)) TryPull(In);
        }
    }
}
