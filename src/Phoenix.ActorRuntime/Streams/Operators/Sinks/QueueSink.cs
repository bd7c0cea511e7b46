using Akka.Pattern;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>Elements that are pulled from outside.</summary>
internal sealed class QueueSinkStage<T>() : SinkStage<T, ISinkQueue<T>>("queueSink")
{
    public override ILogicAndMaterializedValue<ISinkQueue<T>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var size = inheritedAttributes.GetAttribute(new Attributes.InputBuffer(16, 16)).Max;
        if (size <= 0)
        {
            throw new ArgumentException("Buffer must be greater than zero", nameof(inheritedAttributes));
        }

        var queue = new PullingQueue();
        return new LogicAndMaterializedValue<ISinkQueue<T>>(new Logic(this, queue, size), queue);
    }

    /// <summary>The end of the queue outside of the stream; any thread.</summary>
    private sealed class PullingQueue : ISinkQueue<T>
    {
        internal StageInbox<TaskCompletionSource<Option<T>>> Inbox { get; } = new();

        public Task<Option<T>> PullAsync()
        {
            var pull = Tasks.Promise<Option<T>>();
            if (!Inbox.TryAdd(pull)) pull.TrySetException(new StreamDetachedException());
            return pull.Task;
        }
    }

    private sealed class Logic(QueueSinkStage<T> stage, PullingQueue queue, int size) : SinkLogic<T>(stage.Shape)
    {
        private readonly Queue<T> _buffer = new();
        private TaskCompletionSource<Option<T>>? _waiting;
        private bool _ended;
        private Exception? _failure;

        public override void PreStart()
        {
            // The end of the stream is an answer too, and the stage lives until somebody has asked for it.
            SetKeepGoing(true);
            queue.Inbox.Open(GetAsyncCallback(OnPullFromOutside));
            Pull(In);
        }

        public override void OnPush()
        {
            _buffer.Enqueue(Grab(In));
            Answer();
            PullIfRoom();
        }

        public override void OnUpstreamFinish()
        {
            _ended = true;
            Answer();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            (_ended, _failure) = (true, e);
            Answer();
        }

        public override void PostStop()
        {
            var cause = new StreamDetachedException();
            _waiting?.TrySetException(cause);
            foreach (var pull in queue.Inbox.Close()) pull.TrySetException(cause);
        }

        private void OnPullFromOutside()
        {
            if (!queue.Inbox.TryTake(out var pull)) return;
            if (_waiting is not null)
            {
                pull.TrySetException(new IllegalStateException(
                    "You have to wait for previous future to be resolved to send another request."));
                return;
            }

            _waiting = pull;
            Answer();
        }

        private void Answer()
        {
            if (_waiting is not { } pull || (_buffer.Count == 0 && !_ended)) return;
            _waiting = null;
            if (_buffer.TryDequeue(out var element))
            {
                PullIfRoom();
                pull.TrySetResult(Option<T>.Create(element));
            }
            else if (_failure is { } cause)
            {
                pull.TrySetException(cause);
                FailStage(cause);
            }
            else
            {
                pull.TrySetResult(Option<T>.None);
                CompleteStage();
            }
        }

        private void PullIfRoom()
        {
            if (_buffer.Count < size && !HasBeenPulled(In)) TryPull(In);
        }
    }
}
