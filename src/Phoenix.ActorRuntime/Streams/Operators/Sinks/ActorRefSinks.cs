using Akka.Actor;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Elements as messages, without a word about how fast.</summary>
internal sealed class ActorRefSink<T>(IActorRef target, object onComplete, Func<Exception, object> onFailure)
    : SinkStage<T, NotUsed>("actorRefSink")
{
    private IActorRef Target => target;

    private object OnComplete => onComplete;

    private Func<Exception, object> OnFailure => onFailure;

    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) => new LogicAndMaterializedValue<NotUsed>(new Logic(this), NotUsed.Instance);

    private sealed class Logic(ActorRefSink<T> stage) : SinkLogic<T>(stage.Shape)
    {
        private bool _told;

        public override void PreStart()
        {
            GetStageActor(OnMessage).Watch(stage.Target);
            Pull(In);
        }

        public override void OnPush()
        {
            stage.Target.Tell(Grab(In)!, ActorRefs.NoSender);
            Pull(In);
        }

        public override void OnUpstreamFinish()
        {
            TellLast(stage.OnComplete);
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            TellLast(stage.OnFailure(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told) TellLast(stage.OnFailure(new AbruptStageTerminationException(this)));
        }

        private void OnMessage((IActorRef Sender, object Message) args)
        {
            if (args.Message is not Terminated) return;
            _told = true;
            CompleteStage();
        }

        private void TellLast(object message)
        {
            _told = true;
            stage.Target.Tell(message, ActorRefs.NoSender);
        }
    }
}

/// <summary>Elements as messages, the next one when the one before was acknowledged.</summary>
internal sealed class ActorRefWithAckSink<T>(
    IActorRef target, object onInit, object ack, object onComplete, Func<Exception, object> onFailure)
    : SinkStage<T, NotUsed>("actorRefWithAckSink")
{
    private IActorRef Target => target;

    private object OnInit => onInit;

    private object Ack => ack;

    private object OnComplete => onComplete;

    private Func<Exception, object> OnFailure => onFailure;

    public override ILogicAndMaterializedValue<NotUsed> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var size = inheritedAttributes.GetAttribute(new Attributes.InputBuffer(16, 16)).Max;
        if (size <= 0) throw new ArgumentException("Buffer size must be greater than zero");
        return new LogicAndMaterializedValue<NotUsed>(new Logic(this, size), NotUsed.Instance);
    }

    private sealed class Logic(ActorRefWithAckSink<T> stage, int size) : SinkLogic<T>(stage.Shape)
    {
        private readonly Queue<T> _buffer = new();
        private bool _acknowledged;
        private bool _ended;
        private bool _told;

        public override void PreStart()
        {
            SetKeepGoing(true);
            GetStageActor(OnMessage).Watch(stage.Target);
            Tell(stage.OnInit);
            Pull(In);
        }

        public override void OnPush()
        {
            _buffer.Enqueue(Grab(In));
            SendNext();
            PullIfRoom();
        }

        public override void OnUpstreamFinish()
        {
            _ended = true;
            if (_buffer.Count == 0) Finish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _told = true;
            Tell(stage.OnFailure(e));
            FailStage(e);
        }

        public override void PostStop()
        {
            if (!_told) Tell(stage.OnFailure(new AbruptStageTerminationException(this)));
        }

        private void OnMessage((IActorRef Sender, object Message) args)
        {
            if (stage.Ack.Equals(args.Message))
            {
                _acknowledged = true;
                SendNext();
                PullIfRoom();
            }
            else if (args.Message is Terminated)
            {
                _told = true;
                CompleteStage();
            }
        }

        private void SendNext()
        {
            if (!_acknowledged || !_buffer.TryDequeue(out var element)) return;
            _acknowledged = false;
            Tell(element!);
            if (_buffer.Count == 0 && _ended) Finish();
        }

        private void PullIfRoom()
        {
            if (_buffer.Count < size && !HasBeenPulled(In)) TryPull(In);
        }

        private void Finish()
        {
            _told = true;
            Tell(stage.OnComplete);
            CompleteStage();
        }

        private void Tell(object message) => stage.Target.Tell(message, StageActor.Ref);
    }
}
