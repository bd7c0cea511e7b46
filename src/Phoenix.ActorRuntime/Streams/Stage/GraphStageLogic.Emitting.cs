namespace Akka.Streams.Stage;

/// <summary>Pushing elements as the demand comes, without a state of the stage's own for it.</summary>
public abstract partial class GraphStageLogic
{
    /// <summary>A handler that stands in for the stage's own while something is emitted.</summary>
    private interface IEmitting
    {
        void CompleteAfterwards();
    }

    /// <summary>Pushes an element now if it is wanted, else as soon as it is; the outlet's handler rests until then.
    /// </summary>
    protected void Emit<T>(Outlet<T> outlet, T element) => Emit(outlet, element, DoNothing);

    protected void Emit<T>(Outlet<T> outlet, T element, Action andThen)
    {
        if (_outHandlers[outlet.Id] is not IEmitting && IsAvailable(outlet))
        {
            Push(outlet, element);
            andThen();
            return;
        }

        AddEmission(outlet, new Emission<T>(element, null, andThen));
    }

    /// <summary>Pushes all the elements as they are wanted.</summary>
    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements) =>
        EmitMultiple(outlet, elements, DoNothing);

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerable<T> elements, Action andThen) =>
        EmitMultiple(outlet, elements.GetEnumerator(), andThen);

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator) =>
        EmitMultiple(outlet, enumerator, DoNothing);

    protected void EmitMultiple<T>(Outlet<T> outlet, IEnumerator<T> enumerator, Action andThen)
    {
        if (!enumerator.MoveNext())
        {
            andThen();
            return;
        }

        if (_outHandlers[outlet.Id] is IEmitting || !IsAvailable(outlet))
        {
            AddEmission(outlet, new Emission<T>(enumerator.Current, enumerator, andThen));
            return;
        }

        Push(outlet, enumerator.Current);
        if (enumerator.MoveNext()) AddEmission(outlet, new Emission<T>(enumerator.Current, enumerator, andThen));
        else andThen();
    }

    /// <summary>Forgets what was still to be emitted; the outlet's own handler takes over again.</summary>
    protected void AbortEmitting<T>(Outlet<T> outlet)
    {
        if (_outHandlers[outlet.Id] is Emitting<T> emitting) SetHandler(outlet, emitting.Previous);
    }

    /// <summary>Passes every element of an inlet on to an outlet.</summary>
    /// <param name="doFinish">Whether the end of the inlet completes the stage.</param>
    /// <param name="doFail">Whether the failure of the inlet fails the stage.</param>
    /// <param name="doPull">Whether to pull at once.</param>
    protected void PassAlong<TOut, TIn>(
        Inlet<TIn> from, Outlet<TOut> to, bool doFinish = true, bool doFail = true, bool doPull = false)
        where TIn : TOut
    {
        var handler = new PassAlongHandler<TOut, TIn>(this, from, to, doFinish, doFail);
        if (IsWired)
        {
            if (IsAvailable(from)) Emit(to, Grab(from), handler.PullNext);
            if (doFinish && IsClosed(from)) CompleteStage();
        }

        SetHandler(from, handler);
        if (doPull) TryPull(from);
    }

    private void AddEmission<T>(Outlet<T> outlet, Emission<T> emission)
    {
        if (_outHandlers[outlet.Id] is Emitting<T> emitting) emitting.Enqueue(emission);
        else SetHandler(outlet, new Emitting<T>(this, outlet, _outHandlers[outlet.Id]!, emission));
    }

    /// <param name="Next">The element to push next.</param>
    /// <param name="Rest">What comes after it; null for a single element.</param>
    private readonly record struct Emission<T>(T Next, IEnumerator<T>? Rest, Action AndThen);

    /// <summary>Pushes what is queued, one element per pull; then gives the outlet back.</summary>
    private sealed class Emitting<T>(
        GraphStageLogic stage, Outlet<T> outlet, IOutHandler previous, Emission<T> current) : IOutHandler, IEmitting
    {
        private readonly Queue<Emission<T>> _following = new();
        private Emission<T> _current = current;
        private bool _completing;

        internal IOutHandler Previous => previous;

        public void OnPull()
        {
            stage.Push(outlet, _current.Next);
            if (_current.Rest is { } rest && rest.MoveNext())
            {
                _current = _current with { Next = rest.Current };
                return;
            }

            FollowUp(_current.AndThen);
        }

        public void OnDownstreamFinish(Exception cause) => previous.OnDownstreamFinish(cause);

        public void CompleteAfterwards() => _completing = true;

        internal void Enqueue(Emission<T> emission)
        {
            if (!_completing) _following.Enqueue(emission);
        }

        /// <summary>The stage gets its handler back before its continuation runs, which may set another one or emit
        /// again; whatever is queued here goes first.</summary>
        private void FollowUp(Action andThen)
        {
            stage.SetHandler(outlet, previous);
            andThen();
            if (_following.Count == 0)
            {
                if (_completing) stage.Complete(outlet);
                return;
            }

            var own = stage._outHandlers[outlet.Id]!;
            var rightful = own is Emitting<T> later ? later.Previous : own;
            var next = new Emitting<T>(stage, outlet, rightful, _following.Dequeue());
            while (_following.TryDequeue(out var emission)) next.Enqueue(emission);
            if (own is Emitting<T> added) added.MoveTo(next);
            if (_completing) next.CompleteAfterwards();
            stage.SetHandler(outlet, next);
        }

        private void MoveTo(Emitting<T> other)
        {
            other.Enqueue(_current);
            while (_following.TryDequeue(out var emission)) other.Enqueue(emission);
            if (_completing) other.CompleteAfterwards();
        }
    }

    private sealed class PassAlongHandler<TOut, TIn>(
        GraphStageLogic stage, Inlet<TIn> from, Outlet<TOut> to, bool doFinish, bool doFail) : InHandler
        where TIn : TOut
    {
        internal void PullNext() => stage.TryPull(from);

        public override void OnPush() => stage.Emit(to, stage.Grab(from), PullNext);

        public override void OnUpstreamFinish()
        {
            if (doFinish) stage.CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (doFail) stage.FailStage(e);
        }
    }
}
