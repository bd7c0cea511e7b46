using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Implementation;

namespace Akka.Streams.Stage;

/// <summary>The living part of a stage: its state, and what it does about the events of its ports.</summary>
/// <remarks>Everything here runs on the thread of the island the stage belongs to, one event at a time; other threads
/// reach it only through <see cref="GetAsyncCallback{T}"/> and the stage actor. Emitting and reading are in
/// <c>GraphStageLogic.Emitting.cs</c> and <c>GraphStageLogic.Reading.cs</c>, nested streams in
/// <c>GraphStageLogic.SubStreams.cs</c>, messages from outside in <c>GraphStageLogic.Async.cs</c>.</remarks>
public abstract partial class GraphStageLogic : IStageLogging
{
    public static readonly InHandler EagerTerminateInput = Stage.EagerTerminateInput.Instance;
    public static readonly InHandler IgnoreTerminateInput = Stage.IgnoreTerminateInput.Instance;
    public static readonly InHandler TotallyIgnorantInput = Stage.TotallyIgnorantInput.Instance;
    public static readonly OutHandler EagerTerminateOutput = Stage.EagerTerminateOutput.Instance;
    public static readonly OutHandler IgnoreTerminateOutput = Stage.IgnoreTerminateOutput.Instance;

    /// <summary>For continuations that have nothing to do.</summary>
    public static readonly Action DoNothing = () => { };

    public readonly int InCount;
    public readonly int OutCount;

    private const string NotYetInitialized =
        "not yet initialized: only SetHandler is allowed in GraphStageLogic constructor. To access materializer use " +
        "Source/Flow/Sink.Setup factory";

    private readonly IInHandler?[] _inHandlers;
    private readonly IOutHandler?[] _outHandlers;
    private readonly Connection?[] _ins;
    private readonly Connection?[] _outs;
    private GraphInterpreter? _interpreter;
    private ILoggingAdapter? _log;

    protected GraphStageLogic(int inCount, int outCount)
    {
        (InCount, OutCount) = (inCount, outCount);
        (_inHandlers, _outHandlers) = (new IInHandler?[inCount], new IOutHandler?[outCount]);
        (_ins, _outs) = (new Connection?[inCount], new Connection?[outCount]);
    }

    protected GraphStageLogic(Shape shape)
        : this(shape.Inlets.Length, shape.Outlets.Length)
    {
        Number(shape);
    }

    /// <summary>Whether the stage goes on after its last port has closed, until <see cref="CompleteStage"/> or
    /// <see cref="FailStage"/>.</summary>
    public virtual bool KeepGoingAfterAllPortsClosed => false;

    public ILoggingAdapter Log => _log ??= Interpreter.LogFor(LogSource);

    internal GraphInterpreter Interpreter
    {
        get => _interpreter ?? throw new IllegalStateException(NotYetInitialized);
        set => _interpreter = value;
    }

    /// <summary>Set when the stage is placed, before it is wired.</summary>
    internal Island Island { get; set; } = null!;

    internal bool IsWired => _interpreter is not null;

    internal Attributes Attributes { get; set; } = Attributes.None;

    /// <summary>How many reasons the stage has to live: its open ports, and the wish to go on without them.</summary>
    internal int Lives { get; set; }

    internal bool IsKeptGoing { get; private set; }

    internal bool IsFinished { get; set; }

    /// <summary>Runs streams as actors of their own.</summary>
    protected IMaterializer Materializer => Interpreter.Materializer;

    /// <summary>Runs streams within the actor of this stage; they must be short and must not block.</summary>
    protected IMaterializer SubFusingMaterializer => Interpreter.SubFusingMaterializer;

    protected virtual object LogSource => this;

    public static InHandler ConditionalTerminateInput(Func<bool> predicate) => new ConditionalTerminateInput(predicate);

    public static OutHandler ConditionalTerminateOutput(Func<bool> predicate) =>
        new ConditionalTerminateOutput(predicate);

    /// <summary>Runs before the first event; may pull, and may push what has been demanded already.</summary>
    public virtual void PreStart()
    {
    }

    /// <summary>Runs after the last event, however the stage ended; the ports are closed.</summary>
    public virtual void PostStop()
    {
    }

    /// <summary>Completes all outlets and cancels all inlets; what is being emitted is still emitted.</summary>
    public void CompleteStage() => Complete(SubscriptionWithCancelException.StageWasCompleted.Instance);

    /// <summary>Ends the stage for a cancellation, as its strategy says.</summary>
    public void CancelStage(Exception cause) =>
        Cancel(cause, Attributes.GetAttribute(Attributes.CancellationStrategy.Default).Strategy);

    /// <summary>Fails all outlets and cancels all inlets.</summary>
    public void FailStage(Exception reason)
    {
        foreach (var inlet in _ins) Interpreter.Cancel(inlet!, reason);
        foreach (var outlet in _outs) Interpreter.Fail(outlet!, reason);
        SetKeepGoing(false);
    }

    /// <summary>The default reaction to a cancellation; not for user code.</summary>
    public void InternalOnDownstreamFinish(Exception cause) => CancelStage(cause);

    public override string ToString() => GetType().Name;

    /// <summary>Numbers the ports of a stage, so that its logics find them.</summary>
    internal static void Number(Shape shape)
    {
        for (var i = 0; i < shape.Inlets.Length; i++) shape.Inlets[i].Id = i;
        for (var i = 0; i < shape.Outlets.Length; i++) shape.Outlets[i].Id = i;
    }

    internal IInHandler InHandlerAt(int inlet) => _inHandlers[inlet] ?? throw new IllegalStateException(
        $"No handler defined in stage [{this}] for in port {inlet}.");

    internal IOutHandler OutHandlerAt(int outlet) => _outHandlers[outlet] ?? throw new IllegalStateException(
        $"No handler defined in stage [{this}] for out port {outlet}.");

    internal void Wire(Connection connection, int? inlet, int? outlet)
    {
        if (inlet is { } i) _ins[i] = connection;
        if (outlet is { } o) _outs[o] = connection;
    }

    internal void BeginLife()
    {
        Lives += InCount + OutCount;
        if (KeepGoingAfterAllPortsClosed) SetKeepGoing(true);
    }

    internal void RunBeforePreStart() => BeforePreStart();

    internal void RunAfterPostStop() => AfterPostStop();

    internal Connection InAt(int id) => _ins[id]!;

    internal Connection OutAt(int id) => _outs[id]!;

    internal void SetHandlerAt(int inlet, IInHandler handler)
    {
        _inHandlers[inlet] = handler;
        if (_ins[inlet] is { } connection) connection.InHandler = handler;
    }

    internal void SetHandlerAt(int outlet, IOutHandler handler)
    {
        _outHandlers[outlet] = handler;
        if (_outs[outlet] is { } connection) connection.OutHandler = handler;
    }

    protected virtual void BeforePreStart()
    {
    }

    protected virtual void AfterPostStop() => StopStageActor();

    protected void SetHandler<T>(Inlet<T> inlet, IInHandler handler) => SetHandlerAt(inlet.Id, handler);

    protected void SetHandler<T>(
        Inlet<T> inlet, Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null)
    {
        if (onPush is null) throw new ArgumentNullException(nameof(onPush), "OnPush handler must be provided");
        SetHandler(inlet, new LambdaInHandler(onPush, onUpstreamFinish, onUpstreamFailure));
    }

    protected void SetHandler<T>(Outlet<T> outlet, IOutHandler handler) => SetHandlerAt(outlet.Id, handler);

    protected void SetHandler<T>(Outlet<T> outlet, Action onPull, Action<Exception>? onDownstreamFinish = null)
    {
        if (onPull is null) throw new ArgumentNullException(nameof(onPull), "OnPull handler must be provided");
        SetHandler(outlet, new LambdaOutHandler(onPull, onDownstreamFinish));
    }

    [Obsolete("Use method `SetHandlers` instead. Will be removed in v1.5")]
    protected void SetHandler<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutGraphStageLogic handler) =>
        SetHandlers(inlet, outlet, handler);

    protected void SetHandlers<TIn, TOut>(Inlet<TIn> inlet, Outlet<TOut> outlet, InAndOutGraphStageLogic handler)
    {
        SetHandler(inlet, handler);
        SetHandler(outlet, handler);
    }

    protected IInHandler GetHandler<T>(Inlet<T> inlet) => _inHandlers[inlet.Id]!;

    protected IOutHandler GetHandler<T>(Outlet<T> outlet) => _outHandlers[outlet.Id]!;

    /// <summary>Asks for an element; not twice before it comes, and not on a closed port.</summary>
    protected void Pull<T>(Inlet<T> inlet)
    {
        var connection = Of(inlet);
        if (connection.Phase == PortPhase.Ready && !connection.InClosed)
        {
            Interpreter.Pull(connection);
            return;
        }

        throw new ArgumentException(connection.InClosed
            ? $"Cannot pull port ({inlet}) which is closed"
            : $"Cannot pull port ({inlet}) twice");
    }

    /// <summary>As <see cref="Pull{T}"/>, but does nothing on a closed port.</summary>
    protected void TryPull<T>(Inlet<T> inlet)
    {
        if (!IsClosed(inlet)) Pull(inlet);
    }

    /// <summary>Ends the interest in an inlet.</summary>
    protected void Cancel<T>(Inlet<T> inlet) =>
        Cancel(inlet, SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

    protected void Cancel<T>(Inlet<T> inlet, Exception cause) => Interpreter.Cancel(Of(inlet), cause);

    /// <summary>Takes the element that has arrived; once per element.</summary>
    protected T Grab<T>(Inlet<T> inlet)
    {
        var connection = Of(inlet);
        if (!connection.HasElement)
        {
            throw new ArgumentException($"Cannot get element from already empty input port ({inlet})");
        }

        var element = connection.Element;
        connection.Element = Connection.None;
        return (T)element!;
    }

    protected bool HasBeenPulled<T>(Inlet<T> inlet) => Of(inlet).HasBeenPulled;

    /// <summary>Whether an element has arrived that was not grabbed yet.</summary>
    protected bool IsAvailable<T>(Inlet<T> inlet) => Of(inlet).HasElement;

    protected bool IsClosed<T>(Inlet<T> inlet) => Of(inlet).InClosed;

    /// <summary>Whether an element is wanted.</summary>
    protected bool IsAvailable<T>(Outlet<T> outlet) => Of(outlet).IsDemanded;

    protected bool IsClosed<T>(Outlet<T> outlet) => Of(outlet).OutClosed;

    /// <summary>Gives the element that was asked for; not without being asked, and not on a closed port.</summary>
    protected void Push<T>(Outlet<T> outlet, T element)
    {
        var connection = Of(outlet);
        if (connection.IsDemanded)
        {
            if (element is null) ThrowElementIsNull();
            Interpreter.Push(connection, element);
            return;
        }

        throw new ArgumentException(connection.OutClosed
            ? $"Cannot push port ({outlet}) which is closed"
            : $"Cannot push port ({outlet}) twice, or before it being pulled");
    }

    /// <summary>Ends an outlet; after what is being emitted.</summary>
    protected void Complete<T>(Outlet<T> outlet) => Complete(outlet.Id);

    protected void Fail<T>(Outlet<T> outlet, Exception reason) => Interpreter.Fail(Of(outlet), reason);

    /// <summary>Decides whether the stage lives on after its last port has closed.</summary>
    protected void SetKeepGoing(bool enabled)
    {
        if (enabled == IsKeptGoing) return;
        IsKeptGoing = enabled;
        Lives += enabled ? 1 : -1;
    }

    private static void ThrowElementIsNull() =>
        throw new ArgumentNullException("element", ReactiveStreamsCompliance.ElementMustNotBeNullMsg);

    private Connection Of<T>(Inlet<T> inlet) => _ins[inlet.Id] ?? Unwired();

    private Connection Of<T>(Outlet<T> outlet) => _outs[outlet.Id] ?? Unwired();

    private static Connection Unwired() => throw new IllegalStateException(NotYetInitialized);

    private void Complete(Exception cancelCause)
    {
        foreach (var inlet in _ins) Interpreter.Cancel(inlet!, cancelCause);
        for (var outlet = 0; outlet < OutCount; outlet++) Complete(outlet);
        SetKeepGoing(false);
    }

    private void Complete(int outlet)
    {
        if (_outHandlers[outlet] is IEmitting emitting) emitting.CompleteAfterwards();
        else Interpreter.Complete(_outs[outlet]!);
    }

    private void Cancel(Exception cause, Attributes.CancellationStrategy.IStrategy strategy)
    {
        switch (strategy)
        {
            case Attributes.CancellationStrategy.CompleteStage: Complete(cause); break;
            case Attributes.CancellationStrategy.FailStage: FailStage(cause); break;
            case Attributes.CancellationStrategy.AfterDelay later: CancelLater(cause, later); break;
            case var _ when cause is SubscriptionWithCancelException.NonFailureCancellation: Complete(cause); break;
            default: FailStage(cause); break;
        }
    }

    private void CancelLater(Exception cause, Attributes.CancellationStrategy.AfterDelay later)
    {
        SetKeepGoing(true);
        var callback = GetAsyncCallback(() => Cancel(cause, later.Strategy));
        _ = Materializer.ScheduleOnce(later.Delay, callback);
    }

    /// <summary>An input handler made of functions.</summary>
    protected sealed class LambdaInHandler(
        Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) : InHandler
    {
        public override void OnPush() => onPush();

        public override void OnUpstreamFinish()
        {
            if (onUpstreamFinish is not null) onUpstreamFinish();
            else base.OnUpstreamFinish();
        }

        public override void OnUpstreamFailure(Exception e)
        {
            if (onUpstreamFailure is not null) onUpstreamFailure(e);
            else base.OnUpstreamFailure(e);
        }
    }

    /// <summary>An output handler made of functions.</summary>
    protected sealed class LambdaOutHandler(Action onPull, Action<Exception>? onDownstreamFinish = null) : OutHandler
    {
        public override void OnPull() => onPull();

        public override void OnDownstreamFinish(Exception cause)
        {
            if (onDownstreamFinish is not null) onDownstreamFinish(cause);
            else base.OnDownstreamFinish(cause);
        }
    }
}
