using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The one end of a broadcast hub.</summary>
internal sealed class BroadcastHubStage<T>(int bufferSize) : SinkStage<T, Source<T, NotUsed>>("broadcastHub")
{
    public override ILogicAndMaterializedValue<Source<T, NotUsed>> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var buffer = new SharedBuffer<T>(bufferSize);
        return new LogicAndMaterializedValue<Source<T, NotUsed>>(
            new Logic(this, buffer), Source.FromGraph(new BroadcastHubSource<T>(buffer)));
    }

    private sealed class Logic(BroadcastHubStage<T> stage, SharedBuffer<T> buffer) : SinkLogic<T>(stage.Shape)
    {
        public override void PreStart()
        {
            buffer.Open(GetAsyncCallback(() => TryPull(In)));
            Pull(In);
        }

        public override void OnPush()
        {
            if (buffer.Write(Grab(In))) Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            buffer.Close(null);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            buffer.Close(e);
            FailStage(e);
        }

        public override void PostStop() => buffer.Close(new AbruptStageTerminationException(this));
    }
}

/// <summary>One of the many ends of a broadcast hub.</summary>
internal sealed class BroadcastHubSource<T>(SharedBuffer<T> buffer) : SourceStage<T>("broadcastHubSource")
{
    private SharedBuffer<T> Buffer => buffer;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this);

    private sealed class Logic(BroadcastHubSource<T> stage) : SourceLogic<T>(stage.Shape)
    {
        private SharedBuffer<T>.Reader _reader = null!;

        public override void PreStart() => _reader = stage.Buffer.Join(GetAsyncCallback(OnWoken));

        public override void OnPull()
        {
            switch (stage.Buffer.Read(_reader, out var element, out var failure))
            {
                case true: Push(Out, element); break;
                case false when failure is null: CompleteStage(); break;
                case false: FailStage(failure); break;
            }
        }

        public override void PostStop() => stage.Buffer.Leave(_reader);

        private void OnWoken()
        {
            if (IsAvailable(Out)) OnPull();
        }
    }
}
