using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>The receiver of what leaves an island, whatever its type.</summary>
internal interface IOutsideSubscriber
{
    void OnSubscribe(ISubscription subscription);

    void OnNext(object element);

    void OnError(Exception cause);

    void OnComplete();
}

/// <summary>A subscriber of Reactive Streams as the receiver of an island.</summary>
internal sealed class OutsideSubscriber<T>(ISubscriber<T> subscriber) : IOutsideSubscriber
{
    public void OnSubscribe(ISubscription subscription) => subscriber.OnSubscribe(subscription);

    public void OnNext(object element) => subscriber.OnNext((T)element);

    public void OnError(Exception cause) => subscriber.OnError(cause);

    public void OnComplete() => subscriber.OnComplete();
}

/// <summary>Where elements leave an island: for one subscriber outside of it.</summary>
/// <remarks>
/// <para>The counterpart of <see cref="InputBoundary"/>. It pulls while there is demand and passes every element on at
/// once; the subscriber's requests and its cancellation arrive as messages of the island's actor.</para>
/// <para>The subscriber is told of the end exactly once, in whatever way the boundary ends. If nobody has subscribed
/// by then, <see cref="IslandPublisher{T}"/> tells those who come later.</para>
/// </remarks>
internal sealed class OutputBoundary : GraphStageLogic, IInHandler, IBoundary, IPublishingBoundary
{
    private readonly Action<OutputBoundary>? _start;
    private IOutsideSubscriber? _subscriber;
    private Action<Exception?>? _onEnd;
    private Exception? _failure;
    private long _demand;
    private bool _greets;
    private bool _ended;

    /// <param name="start">Runs when the island starts; null if the subscriber comes by itself.</param>
    internal OutputBoundary(Attributes attributes, Action<OutputBoundary>? start)
        : base(1, 0)
    {
        _start = start;
        SetHandlerAt(0, (IInHandler)this);
        Attributes = attributes;
    }

    private Connection In => InAt(0);

    public override void PreStart() => _start?.Invoke(this);

    public void OnPush()
    {
        var element = In.Element!;
        In.Element = Connection.None;
        _demand--;
        _subscriber!.OnNext(element);
        PullIfDemanded();
    }

    public void OnUpstreamFinish() => End(null);

    public void OnUpstreamFailure(Exception e) => End(e);

    public void Abort(Exception cause) => End(cause);

    public override void PostStop() => End(_failure ?? new AbruptStageTerminationException(this));

    public override string ToString() => $"OutputBoundary(demand {_demand})";

    /// <summary>What to do with the boundary's end, besides telling the subscriber.</summary>
    public void WhenEnded(Action<Exception?> onEnd) => _onEnd = onEnd;

    /// <summary>Takes the one subscriber; it hears of it at once, or through a mere wire once the publisher at its
    /// other end has answered.</summary>
    public void Accept(IOutsideSubscriber subscriber)
    {
        (_subscriber, _greets) = (subscriber, true);
        if (!Island.IsUnfed) Greet();
    }

    /// <summary>Takes the other island's end of a wire, which is no subscriber of somebody else's.</summary>
    internal void Join(IOutsideSubscriber subscriber)
    {
        (_subscriber, _greets) = (subscriber, true);
        Greet();
    }

    /// <summary>The island's publishers have answered.</summary>
    internal void Welcome()
    {
        if (_greets) Island.Tell(new Welcomed(this));
    }

    public void GiveUp(Exception cause)
    {
        End(cause);
        Interpreter.Cancel(In, cause);
    }

    private void Greet()
    {
        if (!_greets) return;
        _greets = false;
        _subscriber!.OnSubscribe(new Subscription(this));
    }

    private void Request(long elements)
    {
        if (elements < 1)
        {
            GiveUp(Rejection.OfRequest());
            return;
        }

        _demand = elements > long.MaxValue - _demand ? long.MaxValue : _demand + elements;
        PullIfDemanded();
    }

    private void CancelFrom(Exception cause)
    {
        _ended = true;
        _onEnd?.Invoke(Rejection.Gone());
        Interpreter.Cancel(In, cause);
    }

    private void PullIfDemanded()
    {
        if (_demand > 0 && In is { Phase: PortPhase.Ready, InClosed: false }) Interpreter.Pull(In);
    }

    private void End(Exception? failure)
    {
        if (_ended) return;
        (_ended, _failure) = (true, failure);
        _onEnd?.Invoke(failure);
        Greet();
        if (failure is null) _subscriber?.OnComplete();
        else _subscriber?.OnError(failure);
    }

    private sealed class Subscription(OutputBoundary boundary) : ISubscriptionWithCancelException
    {
        public void Request(long n) => Tell(new Requested(boundary, n));

        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause) => Tell(new Canceled(boundary, cause));

        private void Tell(IslandSignal signal) => boundary.Island.Tell(signal);
    }

    private sealed class Welcomed(OutputBoundary boundary) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.Greet();
    }

    private sealed class Requested(OutputBoundary boundary, long elements) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.Request(elements);
    }

    private sealed class Canceled(OutputBoundary boundary, Exception cause) : IslandSignal(boundary)
    {
        internal override void Run() => boundary.CancelFrom(cause);
    }
}
