using Akka.Pattern;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Elements that are offered from outside.</summary>
internal sealed class QueueSourceStage<T>(int size, OverflowStrategy strategy)
    : SourceStage<T, ISourceQueueWithComplete<T>>("queueSource")
{
    private int Size => size;

    private OverflowStrategy Strategy => strategy;

    public override ILogicAndMaterializedValue<ISourceQueueWithComplete<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var queue = new OfferingQueue();
        return new LogicAndMaterializedValue<ISourceQueueWithComplete<T>>(new Logic(this, queue), queue);
    }

    private abstract record Input;

    private sealed record Offer(T Element, TaskCompletionSource<IQueueOfferResult> Result) : Input
    {
        internal void Answer(IQueueOfferResult result) => Result.TrySetResult(result);
    }

    private sealed record Completed : Input;

    private sealed record Failed(Exception Cause) : Input;

    /// <summary>The end of the queue outside of the stream; any thread.</summary>
    private sealed class OfferingQueue : ISourceQueueWithComplete<T>
    {
        internal StageInbox<Input> Inbox { get; } = new();

        internal TaskCompletionSource<Done> Completion { get; } = Tasks.Promise<Done>();

        public Task<IQueueOfferResult> OfferAsync(T element)
        {
            var offer = new Offer(Elements.NotNull(element), Tasks.Promise<IQueueOfferResult>());
            if (!Inbox.TryAdd(offer)) offer.Result.TrySetException(new StreamDetachedException());
            return offer.Result.Task;
        }

        public Task WatchCompletionAsync() => Completion.Task;

        public void Complete() => Inbox.TryAdd(new Completed());

        public void Fail(Exception ex) => Inbox.TryAdd(new Failed(ex));
    }

    private sealed class Logic(QueueSourceStage<T> stage, OfferingQueue queue) : SourceLogic<T>(stage.Shape)
    {
        private readonly BoundedBuffer<T> _buffer = new(stage.Size);
        private Offer? _pending;
        private bool _terminating;

        public override void PreStart() => queue.Inbox.Open(GetAsyncCallback(TakeInput));

        public override void OnPull() => GoOn();

        public override void OnDownstreamFinish(Exception cause)
        {
            _pending?.Answer(QueueOfferResult.QueueClosed.Instance);
            _pending = null;
            if (cause is SubscriptionWithCancelException.NonFailureCancellation)
            {
                queue.Completion.TrySetResult(Done.Instance);
            }
            else
            {
                queue.Completion.TrySetException(cause);
            }

            base.OnDownstreamFinish(cause);
        }

        public override void PostStop()
        {
            foreach (var offer in queue.Inbox.Close().OfType<Offer>())
            {
                offer.Result.TrySetException(new StreamDetachedException());
            }

            _pending?.Result.TrySetException(new StreamDetachedException());
            queue.Completion.TrySetException(new AbruptStageTerminationException(this));
        }

        private void TakeInput()
        {
            if (!queue.Inbox.TryTake(out var input)) return;
            switch (input)
            {
                case Offer offer when _terminating:
                    offer.Answer(QueueOfferResult.QueueClosed.Instance);
                    break;
                case Offer offer:
                    Receive(offer);
                    break;
                case Completed:
                    _terminating = true;
                    FinishIfEmpty();
                    break;
                case Failed failed:
                    Abort(failed.Cause);
                    break;
            }
        }

        private void Receive(Offer offer)
        {
            if (stage.Size > 0)
            {
                Settle(offer, _buffer.Offer(offer.Element, stage.Strategy));
                GoOn();
            }
            else if (IsAvailable(Out))
            {
                Push(Out, offer.Element);
                offer.Answer(QueueOfferResult.Enqueued.Instance);
            }
            else if (_pending is null)
            {
                _pending = offer;
            }
            else
            {
                ReceiveWithoutBuffer(offer);
            }
        }

        // The one offer that waits for demand is all the buffer there is.
        private void ReceiveWithoutBuffer(Offer offer)
        {
            switch (stage.Strategy)
            {
                case OverflowStrategy.DropHead or OverflowStrategy.DropBuffer:
                    _pending!.Answer(QueueOfferResult.Dropped.Instance);
                    _pending = offer;
                    break;
                case OverflowStrategy.DropTail or OverflowStrategy.DropNew:
                    offer.Answer(QueueOfferResult.Dropped.Instance);
                    break;
                case OverflowStrategy.Fail:
                    Settle(offer, Reception.Overflow);
                    break;
                default:
                    Settle(offer, Reception.Refused);
                    break;
            }
        }

        private void Settle(Offer offer, Reception reception)
        {
            switch (reception)
            {
                case Reception.Kept:
                    offer.Answer(QueueOfferResult.Enqueued.Instance);
                    break;
                case Reception.Dropped:
                    offer.Answer(QueueOfferResult.Dropped.Instance);
                    break;
                case Reception.Overflow:
                    var overflow = Overflow.Exception(stage.Size);
                    offer.Answer(new QueueOfferResult.Failure(overflow));
                    Abort(overflow);
                    break;
                case Reception.Refused when _pending is null:
                    _pending = offer;
                    break;
                case Reception.Refused:
                    offer.Result.TrySetException(new IllegalStateException(
                        "You have to wait for previous offer to be resolved to send another request."));
                    break;
            }
        }

        private void GoOn()
        {
            if (IsAvailable(Out)) PushNext();
            if (_pending is { } waiting && stage.Size > 0 && !_buffer.IsFull)
            {
                _pending = null;
                Settle(waiting, _buffer.Offer(waiting.Element, stage.Strategy));
            }

            if (_terminating) FinishIfEmpty();
        }

        private void PushNext()
        {
            if (!_buffer.IsEmpty)
            {
                Push(Out, _buffer.Dequeue());
            }
            else if (_pending is { } waiting)
            {
                _pending = null;
                Push(Out, waiting.Element);
                waiting.Answer(QueueOfferResult.Enqueued.Instance);
            }
        }

        private void FinishIfEmpty()
        {
            if (!_buffer.IsEmpty || _pending is not null) return;
            queue.Completion.TrySetResult(Done.Instance);
            CompleteStage();
        }

        private void Abort(Exception cause)
        {
            queue.Completion.TrySetException(cause);
            FailStage(cause);
        }
    }
}
