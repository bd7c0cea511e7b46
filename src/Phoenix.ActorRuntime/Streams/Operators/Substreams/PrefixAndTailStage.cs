using System.Collections.Immutable;
using Akka.Streams.Dsl;
using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>The first elements, and a source of all others.</summary>
internal sealed class PrefixAndTailStage<T>(int count)
    : FlowStage<T, (IImmutableList<T>, Source<T, NotUsed>)>("prefixAndTail")
{
    private int Count => count;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(PrefixAndTailStage<T> stage, Attributes inherited)
        : SubstreamLogic<T, (IImmutableList<T>, Source<T, NotUsed>)>(stage.Shape, inherited)
    {
        private readonly ImmutableList<T>.Builder _prefix = ImmutableList.CreateBuilder<T>();
        private SubSourceOutlet<T>? _tail;

        public override void OnPush()
        {
            if (_tail is not null)
            {
                _tail.Push(Grab(In));
                return;
            }

            _prefix.Add(Grab(In));
            if (_prefix.Count < stage.Count) Pull(In);
            else HandOut();
        }

        public override void OnPull()
        {
            if (_prefix.Count < stage.Count) Pull(In);
            else HandOut();
        }

        public override void OnUpstreamFinish()
        {
            if (_tail is null)
            {
                Emit(Out, (_prefix.ToImmutable(), Source.Empty<T>()), CompleteStage);
                return;
            }

            _tail.Complete();
            CompleteStage();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            _tail?.Fail(e);
            FailStage(e);
        }

        // What is left of the stream is the tail's.
        public override void OnDownstreamFinish(Exception cause)
        {
            if (_tail is null) base.OnDownstreamFinish(cause);
        }

        protected override void OnTimer(object timerKey)
        {
            if (GiveUp(_tail!)) CompleteStage();
        }

        private void HandOut()
        {
            _tail = CreateSubstream("TailSource", OnTailPull, CancelStage);
            SetKeepGoing(true);
            ScheduleOnce(stage, SubscriptionTimeout);
            Push(Out, (_prefix.ToImmutable(), Source.FromGraph(_tail.Source)));
            Complete(Out);
        }

        private void OnTailPull()
        {
            SetKeepGoing(false);
            CancelTimer(stage);
            Pull(In);
        }
    }
}
