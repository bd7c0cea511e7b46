using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The elements of an enumeration that is begun anew for every run.</summary>
internal sealed class EnumeratorSource<T>(Func<IEnumerator<T>> factory, string name) : SourceStage<T>(name)
{
    private Func<IEnumerator<T>> Factory => factory;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(EnumeratorSource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        private IEnumerator<T>? _elements;
        private Exception? _failure;

        // One element ahead, so that the stream ends with its last element and not when one more is wanted. A failure
        // waits until it would have been an element.
        public override void PreStart()
        {
            _elements = stage.Factory();
            Advance();
        }

        public override void OnPull()
        {
            if (_failure is not null) throw _failure;
            Push(Out, _elements!.Current);
            Advance();
        }

        public override void PostStop() => _elements?.Dispose();

        private void Advance()
        {
            try
            {
                if (!_elements!.MoveNext()) CompleteStage();
            }
            catch (Exception cause)
            {
                // Wrapped as Akka.NET does.
                _failure = new AggregateException(cause);
            }
        }
    }
}

/// <summary>An enumeration that begins again whenever it is over.</summary>
internal static class Cycles
{
    internal static IEnumerator<T> Endless<T>(Func<IEnumerator<T>> factory)
    {
        while (true)
        {
            using var round = factory();
            if (!round.MoveNext()) throw new ArgumentException("empty iterator");
            do yield return round.Current;
            while (round.MoveNext());
        }
    }

    internal static IEnumerator<T> Endless<T>(T element)
    {
        while (true) yield return element;
    }
}

/// <summary>The elements of an asynchronous enumeration that is begun anew for every run.</summary>
internal sealed class AsyncEnumerableSource<T>(Func<IAsyncEnumerable<T>> factory)
    : SourceStage<T>("asyncEnumerable")
{
    private Func<IAsyncEnumerable<T>> Factory => factory;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic : SourceLogic<T>
    {
        private readonly AsyncEnumerableSource<T> _stage;
        private Action<Outcome<bool>> _moved = null!;
        private readonly CancellationTokenSource _stopped = new();
        private IAsyncEnumerator<T> _elements = null!;
        private Task<bool>? _move;

        internal Logic(AsyncEnumerableSource<T> stage) : base(stage.Shape) => _stage = stage;

        public override void PreStart()
        {
            _moved = GetAsyncCallback<Outcome<bool>>(OnMoved);
            _elements = _stage.Factory().GetAsyncEnumerator(_stopped.Token);
        }

        public override void OnPull()
        {
            _move = _elements.MoveNextAsync().Here();
            if (_move.IsCompleted) OnMoved(Tasks.OutcomeOf(_move));
            else _move.WhenEnded(_moved);
        }

        public override void PostStop()
        {
            _stopped.Cancel();
            if (_elements is not null) _ = Release(_elements, _move ?? Task.FromResult(false), _stopped);
        }

        private void OnMoved(Outcome<bool> outcome)
        {
            if (outcome.Failure is { } cause) FailStage(cause.Unwrapped());
            else if (outcome.Value) Push(Out, _elements.Current);
            else CompleteStage();
        }

        // An enumeration may not be disposed of in the midst of a step.
        private static async Task Release(IAsyncEnumerator<T> elements, Task move, CancellationTokenSource stopped)
        {
            await move.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | Tasks.Affinity);
            await elements.DisposeAsync().ConfigureAwait(Tasks.StaysOnThread);
            stopped.Dispose();
        }
    }
}
