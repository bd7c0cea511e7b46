using Akka.Streams.Stage;

namespace Akka.Streams.Implementation;

/// <summary>Passes elements until a latch closes.</summary>
internal abstract class LatchedLogic : GraphStageLogic
{
    private readonly Latch _latch;
    private Action<Exception?> _listener = null!;

    protected LatchedLogic(Shape shape, Latch latch) : base(shape) => _latch = latch;

    public override void PreStart()
    {
        _listener = GetAsyncCallback<Exception?>(End);
        if (!_latch.TryListen(_listener, out var cause)) End(cause);
    }

    public override void PostStop() => _latch.Forget(_listener);

    protected void PassThrough<T>(Inlet<T> from, Outlet<T> to)
    {
        SetHandler(
            from,
            onPush: () => Push(to, Grab(from)),
            onUpstreamFinish: () => Complete(to),
            onUpstreamFailure: cause => Fail(to, cause));
        SetHandler(to, onPull: () => Pull(from), onDownstreamFinish: cause => Cancel(from, cause));
    }

    private void End(Exception? cause)
    {
        // The cause comes out of a task in Akka.NET, and is wrapped as tasks do.
        if (cause is null) CompleteStage();
        else FailStage(new AggregateException(cause));
    }
}

/// <summary>A flow that ends with a latch somebody else owns.</summary>
internal sealed class KillSwitchStage<T, TMat>(Func<TMat> materialize, Latch latch, string name)
    : FlowStage<T, T, TMat>(name)
{
    public override ILogicAndMaterializedValue<TMat> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes) =>
        new LogicAndMaterializedValue<TMat>(new KillSwitchLogic<T>(Shape, latch), materialize());
}

/// <summary>A flow with a switch of its own.</summary>
internal sealed class SingleKillSwitchStage<T>() : FlowStage<T, T, UniqueKillSwitch>("killSwitch")
{
    public override ILogicAndMaterializedValue<UniqueKillSwitch> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var killSwitch = new UniqueKillSwitch();
        return new LogicAndMaterializedValue<UniqueKillSwitch>(
            new KillSwitchLogic<T>(Shape, killSwitch.Latch), killSwitch);
    }
}

/// <summary>The logic of a flow that ends with a latch.</summary>
internal sealed class KillSwitchLogic<T> : LatchedLogic
{
    internal KillSwitchLogic(FlowShape<T, T> shape, Latch latch) : base(shape, latch) =>
        PassThrough(shape.Inlet, shape.Outlet);
}

/// <summary>Two directions with one switch.</summary>
internal sealed class BidiKillSwitchStage<T1, T2>
    : GraphStageWithMaterializedValue<BidiShape<T1, T1, T2, T2>, UniqueKillSwitch>
{
    public override BidiShape<T1, T1, T2, T2> Shape { get; } = new(
        new Inlet<T1>("killSwitchBidi.in1"), new Outlet<T1>("killSwitchBidi.out1"),
        new Inlet<T2>("killSwitchBidi.in2"), new Outlet<T2>("killSwitchBidi.out2"));

    public override ILogicAndMaterializedValue<UniqueKillSwitch> CreateLogicAndMaterializedValue(
        Attributes inheritedAttributes)
    {
        var killSwitch = new UniqueKillSwitch();
        return new LogicAndMaterializedValue<UniqueKillSwitch>(new Logic(Shape, killSwitch.Latch), killSwitch);
    }

    protected override Attributes InitialAttributes { get; } = Attributes.CreateName("killSwitchBidi");

    private sealed class Logic : LatchedLogic
    {
        internal Logic(BidiShape<T1, T1, T2, T2> shape, Latch latch) : base(shape, latch)
        {
            PassThrough(shape.Inlet1, shape.Outlet1);
            PassThrough(shape.Inlet2, shape.Outlet2);
        }
    }
}

/// <summary>A flow that ends with a cancellation token.</summary>
internal sealed class CancellationStage<T>(bool gracefully, CancellationToken token)
    : FlowStage<T, T>("cancellationToken")
{
    private CancellationToken Token => token;

    private bool Gracefully => gracefully;

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(this, inheritedAttributes);

    private sealed class Logic(CancellationStage<T> stage, Attributes inherited)
        : FlowLogic<T, T>(stage.Shape, inherited)
    {
        private CancellationTokenRegistration _registration;

        public override void PreStart()
        {
            if (stage.Token.IsCancellationRequested) End();
            else _registration = stage.Token.Register(GetAsyncCallback(End));
        }

        public override void OnPush() => Push(Out, Grab(In));

        public override void PostStop() => _registration.Dispose();

        private void End()
        {
            if (stage.Gracefully)
            {
                CompleteStage();
                return;
            }

            FailStage(new OperationCanceledException(
                "Stage cancelled due to cancellation token request.", stage.Token));
        }
    }
}
