using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Makes of each element as many as downstream wants until the next one comes, at least one.</summary>
internal sealed class ExpandStage<TIn, TOut>(Func<TIn, IEnumerator<TOut>> extrapolate)
    : FlowStage<TIn, TOut>("expand")
{
    private Func<TIn, IEnumerator<TOut>> Extrapolate => extrapolate;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(ExpandStage<TIn, TOut> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        private IEnumerator<TOut>? _elements;
        private bool _looked;
        private bool _hasNext;
        private bool _shown;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            _elements?.Dispose();
            _elements = stage.Extrapolate(Grab(In));
            (_looked, _shown) = (false, false);
            if (!HasNext()) Pull(In);
            else if (IsAvailable(Out)) Show();
        }

        public override void OnPull()
        {
            if (HasNext()) Show();
        }

        public override void OnUpstreamFinish()
        {
            if (_shown || !HasNext()) CompleteStage();
        }

        public override void PostStop() => _elements?.Dispose();

        // The first showing lets the next element come; it is asked for before the push, so that a fast upstream is not
        // mistaken for a slow one.
        private void Show()
        {
            var first = !_shown;
            _shown = true;
            _looked = false;
            var element = _elements!.Current;
            if (first && !IsClosed(In)) Pull(In);
            Push(Out, element);
            if (first && IsClosed(In)) CompleteStage();
        }

        // An enumeration is asked no earlier than an element is wanted.
        private bool HasNext()
        {
            if (_looked || _elements is null) return _hasNext;
            (_looked, _hasNext) = (true, _elements.MoveNext());
            return _hasNext;
        }
    }
}
