using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Aggregates elements while downstream is slow, up to a weight.</summary>
internal sealed class BatchStage<TIn, TOut>(
    long max, Func<TIn, long> cost, Func<TIn, TOut> seed, Func<TOut, TIn, TOut> aggregate)
    : FlowStage<TIn, TOut>("batch")
{
    private long Max => max;

    private Func<TIn, long> Cost => cost;

    private Func<TIn, TOut> Seed => seed;

    private Func<TOut, TIn, TOut> Aggregate => aggregate;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(BatchStage<TIn, TOut> stage, Attributes inherited)
        : FlowLogic<TIn, TOut>(stage.Shape, inherited)
    {
        private TOut _batch = default!;
        private bool _hasBatch;
        private long _left = stage.Max;

        // The element that did not fit any more; it begins the next batch.
        private TIn _pending = default!;
        private bool _hasPending;
        private long _pendingCost;

        public override void PreStart() => Pull(In);

        public override void OnPush()
        {
            var element = Grab(In);
            if (!Guarded(() => Add(element, stage.Cost(element)))) return;
            if (IsAvailable(Out)) Flush();
            if (!_hasPending) Pull(In);
        }

        public override void OnPull()
        {
            if (!_hasBatch)
            {
                if (IsClosed(In)) CompleteStage();
                else if (!HasBeenPulled(In)) Pull(In);
                return;
            }

            Flush();
            if (!IsClosed(In))
            {
                if (!HasBeenPulled(In) && !_hasPending) Pull(In);
            }
            else if (!_hasBatch)
            {
                CompleteStage();
            }
        }

        public override void OnUpstreamFinish()
        {
            if (!_hasBatch) CompleteStage();
        }

        protected override void Restart()
        {
            (_batch, _hasBatch, _left) = (default!, false, stage.Max);
            (_pending, _hasPending) = (default!, false);
        }

        private void Add(TIn element, long cost)
        {
            if (!_hasBatch)
            {
                _batch = stage.Seed(element);
                _hasBatch = true;
                _left = stage.Max - cost;
            }
            else if (_left < cost)
            {
                (_pending, _hasPending, _pendingCost) = (element, true, cost);
            }
            else
            {
                _batch = stage.Aggregate(_batch, element);
                _left -= cost;
            }
        }

        private void Flush()
        {
            var batch = _batch;
            (_batch, _hasBatch, _left) = (default!, false, stage.Max);
            Push(Out, batch);
            if (!_hasPending) return;
            var (pending, cost) = (_pending, _pendingCost);
            (_pending, _hasPending) = (default!, false);
            Guarded(() => Add(pending, cost));
        }

        private bool Guarded(Action action) => Try(
            step =>
            {
                step();
                return true;
            },
            action,
            out _);
    }
}
