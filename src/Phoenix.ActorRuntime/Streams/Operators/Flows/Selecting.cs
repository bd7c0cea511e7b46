using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>One element out for each element in.</summary>
internal sealed class SelectStage<TIn, TOut>(Func<TIn, TOut> mapper) : FlowStage<TIn, TOut>("select")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(SelectStage<TIn, TOut> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        private readonly Func<TIn, TOut> _mapper = stage.Mapper;

        public override void OnPush()
        {
            if (Try(_mapper, Grab(In), out var mapped)) Push(Out, mapped);
        }
    }

    private Func<TIn, TOut> Mapper { get; } = element => Elements.NotNull(mapper(element));
}

/// <summary>Only the elements for which the predicate holds.</summary>
internal sealed class WhereStage<T>(Predicate<T> predicate) : FlowStage<T, T>("where")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<T, bool> Holds { get; } = element => predicate(element);

    private sealed class Logic(WhereStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void OnPush()
        {
            var element = Grab(In);
            if (!Try(stage.Holds, element, out var holds)) return;
            if (holds) Push(Out, element);
            else Pull(In);
        }
    }
}

/// <summary>One element out for each element in that is wanted.</summary>
internal sealed class CollectStage<TIn, TOut>(Func<TIn, Option<TOut>> collector) : FlowStage<TIn, TOut>("collect")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<TIn, Option<TOut>> Collector => collector;

    private sealed class Logic(CollectStage<TIn, TOut> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        public override void OnPush()
        {
            if (!Try(stage.Collector, Grab(In), out var collected)) return;
            if (collected.HasValue) Push(Out, collected.Value);
            else Pull(In);
        }
    }
}

/// <summary>Any number of elements out for each element in; the function is made anew for every run.</summary>
internal sealed class StatefulSelectManyStage<TIn, TOut>(Func<Func<TIn, IEnumerable<TOut>>> factory)
    : FlowStage<TIn, TOut>("statefulSelectMany")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<Func<TIn, IEnumerable<TOut>>> Factory => factory;

    private sealed class Logic : FlowLogic<TIn, TOut>
    {
        private readonly StatefulSelectManyStage<TIn, TOut> _stage;
        private Func<TIn, IEnumerable<TOut>> _function;
        private IEnumerator<TOut>? _rest;
        private TOut _next = default!;

        internal Logic(StatefulSelectManyStage<TIn, TOut> stage, Attributes inherited) : base(stage.Shape, inherited)
        {
            _stage = stage;
            _function = stage.Factory();
        }

        public override void OnPush()
        {
            if (!Try(element => _function(element).GetEnumerator(), Grab(In), out var elements)) return;
            _rest = elements;
            if (Advance()) PushNext();
            else GoOn();
        }

        public override void OnPull()
        {
            if (_rest is not null) PushNext();
            else Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            if (_rest is null) CompleteStage();
        }

        public override void PostStop() => _rest?.Dispose();

        protected override void Restart() => _function = _stage.Factory();

        protected override void Resume()
        {
            _rest = null;
            GoOn();
        }

        private void PushNext()
        {
            Push(Out, _next);
            Advance();
            if (_rest is null && IsClosed(In)) CompleteStage();
        }

        // Looks one element ahead, so that the stage ends with its last element and not after it.
        private bool Advance()
        {
            if (!Try(NextOf, _rest!, out var next)) return false;
            if (next.HasValue)
            {
                _next = next.Value;
                return true;
            }

            _rest!.Dispose();
            _rest = null;
            return false;
        }

        private static Option<TOut> NextOf(IEnumerator<TOut> rest) =>
            rest.MoveNext() ? Option<TOut>.Create(Elements.NotNull(rest.Current)) : Option<TOut>.None;

        private void GoOn()
        {
            if (IsClosed(In)) CompleteStage();
            else if (IsAvailable(Out) && !HasBeenPulled(In)) Pull(In);
        }
    }
}

/// <summary>Each element with its index, beginning at 0.</summary>
internal sealed class ZipWithIndexStage<T>() : FlowStage<T, (T, long)>("zipWithIndex")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(ZipWithIndexStage<T> stage, Attributes inherited)
        : FlowLogic<T, (T, long)>(stage.Shape, inherited)
    {
        private long _index;

        public override void OnPush() => Push(Out, (Grab(In), _index++));
    }
}
