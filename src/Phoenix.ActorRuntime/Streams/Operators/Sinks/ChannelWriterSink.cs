using System.Threading.Channels;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>What is written into a channel, as fast as it takes it.</summary>
internal sealed class ChannelWriterSink<T>(Func<Channel<T>?> create, ChannelWriter<T>? writer, bool isOwner)
    : SinkStage<T, ChannelReader<T>?>("channelWriter")
{
    public override ILogicAndMaterializedValue<ChannelReader<T>?> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var channel = create();
        return new LogicAndMaterializedValue<ChannelReader<T>?>(
            new Logic(this, channel?.Writer ?? writer!, isOwner), channel?.Reader);
    }

    private sealed class Logic(ChannelWriterSink<T> stage, ChannelWriter<T> writer, bool isOwner)
        : SinkLogic<T>(stage.Shape)
    {
        private Action<Outcome<bool>> _mayWrite = null!;
        private T _waiting = default!;
        private bool _hasWaiting;
        private bool _closed;

        public override void PreStart()
        {
            _mayWrite = GetAsyncCallback<Outcome<bool>>(OnMayWrite);
            SetKeepGoing(true);
            Pull(In);
        }

        public override void OnPush() => Write(Grab(In));

        public override void OnUpstreamFinish()
        {
            if (!_hasWaiting) Finish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            Close(e);
            FailStage(e);
        }

        public override void PostStop() => Close(new AbruptStageTerminationException(this));

        private void Write(T element)
        {
            if (writer.TryWrite(element))
            {
                (_waiting, _hasWaiting) = (default!, false);
                if (IsClosed(In)) Finish();
                else Pull(In);
                return;
            }

            (_waiting, _hasWaiting) = (element, true);
            writer.WaitToWriteAsync().Here().WhenEnded(_mayWrite);
        }

        private void OnMayWrite(Outcome<bool> outcome)
        {
            if (outcome.Failure is { } cause) FailStage(cause.Unwrapped());
            else if (outcome.Value) Write(_waiting);
            else CompleteStage();
        }

        private void Finish()
        {
            Close(null);
            CompleteStage();
        }

        private void Close(Exception? cause)
        {
            if (isOwner && !_closed) writer.TryComplete(cause);
            _closed = true;
        }
    }
}
