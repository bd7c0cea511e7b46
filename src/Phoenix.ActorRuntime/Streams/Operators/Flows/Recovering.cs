using Akka.Streams.Dsl;
using Akka.Streams.Stage;
using Akka.Util;

namespace Akka.Streams.Implementation;

/// <summary>One last element in place of a failure.</summary>
internal sealed class RecoverStage<T>(Func<Exception, Option<T>> recovery) : FlowStage<T, T>("recover")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<Exception, Option<T>> Recovery => recovery;

    private sealed class Logic(RecoverStage<T> stage, Attributes inherited) : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e)
        {
            Option<T> last;
            try
            {
                last = stage.Recovery(e);
            }
            catch (Exception cause)
            {
                FailStage(cause);
                return;
            }

            if (last.HasValue) Emit(Out, last.Value, CompleteStage);
            else FailStage(e);
        }
    }
}

/// <summary>Another failure in place of a failure.</summary>
internal sealed class SelectErrorStage<T>(Func<Exception, Exception> selector) : FlowStage<T, T>("selectError")
{
    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private Func<Exception, Exception> Selector => selector;

    private sealed class Logic(SelectErrorStage<T> stage, Attributes inherited)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e)
        {
            Exception other;
            try
            {
                other = stage.Selector(e);
            }
            catch (Exception cause)
            {
                other = cause;
            }

            FailStage(other);
        }
    }
}

/// <summary>Another source in place of a failure, as often as allowed.</summary>
internal sealed class RecoverWithStage<T, TMat> : FlowStage<T, T>
{
    internal RecoverWithStage(Func<Exception, IGraph<SourceShape<T>, TMat>?> recovery, int attempts)
        : base("recoverWith")
    {
        if (attempts < -1) throw new ArgumentException("Number of attempts must be -1 or more", nameof(attempts));
        (Recovery, Attempts) = (recovery, attempts);
    }

    private Func<Exception, IGraph<SourceShape<T>, TMat>?> Recovery { get; }

    private int Attempts { get; }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(RecoverWithStage<T, TMat> stage, Attributes inherited)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private readonly Attributes _inherited = inherited;
        private int _left = stage.Attempts;

        public override void OnPush() => Push(Out, Grab(In));

        public override void OnUpstreamFailure(Exception e)
        {
            IGraph<SourceShape<T>, TMat>? other;
            try
            {
                other = _left == 0 ? null : stage.Recovery(e);
            }
            catch (Exception cause)
            {
                FailStage(cause);
                return;
            }

            if (other is null)
            {
                FailStage(e);
                return;
            }

            if (_left > 0) _left--;
            SwitchTo(other);
        }

        private void SwitchTo(IGraph<SourceShape<T>, TMat> source)
        {
            var inlet = CreateSubSinkInlet<T>("recoverWith");
            inlet.SetHandler(new LambdaInHandler(
                onPush: () => Push(Out, inlet.Grab()),
                onUpstreamFinish: CompleteStage,
                onUpstreamFailure: OnUpstreamFailure));
            SetHandler(
                Out,
                onPull: () =>
                {
                    if (!inlet.HasBeenPulled) inlet.Pull();
                },
                onDownstreamFinish: cause =>
                {
                    inlet.Cancel(cause);
                    InternalOnDownstreamFinish(cause);
                });
            SubFusingMaterializer.Materialize(Source.FromGraph(source).To(inlet.Sink), _inherited);
            if (IsAvailable(Out)) inlet.Pull();
        }
    }
}
