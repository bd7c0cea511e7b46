using Akka.Pattern;
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
internal sealed class OutputBoundary : GraphStageLogic, IInHandler, IBoundary
{
    private readonly Action<OutputBoundary>? _start;
    private IOutsideSubscriber? _subscriber;
    private Action<Exception?>? _onEnd;
    private Exception? _failure;
    private long _demand;
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
    internal void WhenEnded(Action<Exception?> onEnd) => _onEnd = onEnd;

    /// <summary>Takes the subscriber, if it is the first.</summary>
    internal void Accept(IOutsideSubscriber subscriber)
    {
        if (_subscriber is not null)
        {
            Rejection.OfSecond(subscriber);
            return;
        }

        _subscriber = subscriber;
        subscriber.OnSubscribe(new Subscription(this));
    }

    private void Request(long elements)
    {
        if (elements < 1)
        {
            End(new ArgumentException(Rejection.OfRequest));
            Interpreter.Cancel(In, _failure!);
            return;
        }

        _demand = elements > long.MaxValue - _demand ? long.MaxValue : _demand + elements;
        PullIfDemanded();
    }

    private void CancelFrom(Exception cause)
    {
        _ended = true;
        _onEnd?.Invoke(cause as SubscriptionWithCancelException.NonFailureCancellation);
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
        if (failure is null) _subscriber?.OnComplete();
        else _subscriber?.OnError(failure);
    }

    private sealed class Subscription(OutputBoundary boundary) : ISubscriptionWithCancelException
    {
        public void Request(long n) => Tell(new Requested(boundary, n));

        public void Cancel() => Cancel(SubscriptionWithCancelException.NoMoreElementsNeeded.Instance);

        public void Cancel(Exception cause) => Tell(new Canceled(boundary, cause));

        private void Tell(IslandSignal signal) => boundary.Interpreter.Island.Tell(signal);
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

/// <summary>How subscribers are turned away, as Reactive Streams wants it: never without a subscription.</summary>
internal static class Rejection
{
    internal const string OfRequest =
        "The number of elements in a request must be > 0 (see reactive-streams specification, rule 3.9)";

    internal static void OfSecond(IOutsideSubscriber subscriber) => Reject(subscriber, new IllegalStateException(
        "The publisher only supports one subscriber (which is allowed, see reactive-streams specification, rule " +
        "1.12)"));

    internal static void Reject(IOutsideSubscriber subscriber, Exception? cause)
    {
        subscriber.OnSubscribe(NoSubscription.Instance);
        if (cause is null) subscriber.OnComplete();
        else subscriber.OnError(cause);
    }

    private sealed class NoSubscription : ISubscription
    {
        internal static readonly NoSubscription Instance = new();

        public void Request(long n)
        {
        }

        public void Cancel()
        {
        }
    }
}

/// <summary>The outside's view of an output boundary.</summary>
internal sealed class IslandPublisher<T> : IPublisher<T>
{
    private readonly Lock _lock = new();
    private readonly List<IOutsideSubscriber> _waiting = [];
    private readonly OutputBoundary _boundary;
    private bool _ended;
    private Exception? _failure;

    internal IslandPublisher(OutputBoundary boundary)
    {
        _boundary = boundary;
        boundary.WhenEnded(End);
    }

    public void Subscribe(ISubscriber<T> subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var outside = new OutsideSubscriber<T>(subscriber);
        lock (_lock)
        {
            if (!_ended)
            {
                _waiting.Add(outside);
                _boundary.Interpreter.Island.Tell(new Waiting(this));
                return;
            }
        }

        Rejection.Reject(outside, _failure);
    }

    private void AcceptWaiting()
    {
        foreach (var subscriber in TakeWaiting()) _boundary.Accept(subscriber);
    }

    private void End(Exception? failure)
    {
        lock (_lock) (_ended, _failure) = (true, failure);
        foreach (var subscriber in TakeWaiting()) Rejection.Reject(subscriber, failure);
    }

    private IOutsideSubscriber[] TakeWaiting()
    {
        lock (_lock)
        {
            IOutsideSubscriber[] waiting = [.. _waiting];
            _waiting.Clear();
            return waiting;
        }
    }

    private sealed class Waiting(IslandPublisher<T> publisher) : IslandSignal(publisher._boundary)
    {
        internal override void Run() => publisher.AcceptWaiting();
    }
}
