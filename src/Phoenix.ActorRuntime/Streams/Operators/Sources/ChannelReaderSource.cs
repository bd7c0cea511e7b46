using System.Threading.Channels;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>What is read from a channel.</summary>
internal sealed class ChannelReaderSource<T>(Func<Channel<T>?> create, ChannelReader<T>? reader)
    : SourceStage<T, ChannelWriter<T>?>("channelReader")
{
    public override ILogicAndMaterializedValue<ChannelWriter<T>?> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var channel = create();
        return new LogicAndMaterializedValue<ChannelWriter<T>?>(
            new Logic(this, channel?.Reader ?? reader!, channel?.Writer), channel?.Writer);
    }

    private sealed class Logic : SourceLogic<T>
    {
        private readonly ChannelReader<T> _reader;
        private readonly ChannelWriter<T>? _ownWriter;
        private Action<Outcome<bool>> _mayRead = null!;

        internal Logic(ChannelReaderSource<T> stage, ChannelReader<T> reader, ChannelWriter<T>? ownWriter)
            : base(stage.Shape) => (_reader, _ownWriter) = (reader, ownWriter);

        public override void PreStart()
        {
            _mayRead = GetAsyncCallback<Outcome<bool>>(OnMayRead);
            _reader.Completion.AsDone().WhenEnded(GetAsyncCallback<Outcome<Done>>(OnCompleted));
        }

        public override void OnPull()
        {
            if (_reader.TryRead(out var element))
            {
                Push(Out, element);
                return;
            }

            _reader.WaitToReadAsync().Here().WhenEnded(_mayRead);
        }

        // Whoever writes into a channel of the stream's own is told that nobody reads any more.
        public override void OnDownstreamFinish(Exception cause)
        {
            _ownWriter?.TryComplete(
                cause is SubscriptionWithCancelException.NonFailureCancellation ? null : cause);
            base.OnDownstreamFinish(cause);
        }

        private void OnMayRead(Outcome<bool> outcome)
        {
            if (outcome is { IsSuccess: true, Value: true } && IsAvailable(Out)) OnPull();
        }

        // A channel is complete when it is empty too.
        private void OnCompleted(Outcome<Done> outcome)
        {
            if (outcome.IsSuccess) CompleteStage();
            else FailStage(outcome.Failure!);
        }
    }
}
