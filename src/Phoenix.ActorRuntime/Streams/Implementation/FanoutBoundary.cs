using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>Where elements leave an island for any number of subscribers.</summary>
/// <remarks>A ring holds the elements that not all subscribers have got; each subscriber has a cursor into it and a
/// demand of its own. The slowest one therefore decides the speed, at the distance of the ring's size from the fastest.
/// A subscriber gets what comes after it has subscribed. Once there have been subscribers, the last one to leave ends
/// the boundary; a completion waits for each to have got everything, an error for none.</remarks>
internal sealed class FanoutBoundary : GraphStageLogic, IInHandler, IBoundary, IPublishingBoundary
{
    private readonly List<Subscription> _subscriptions = [];
    private readonly object?[] _ring;
    private readonly Action<FanoutBoundary> _start;
    private Action<Exception?>? _onEnd;
    private long _written;
    private long _released;
    private bool _completing;
    private bool _ended;

    /// <param name="start">Runs when the island starts.</param>
    internal FanoutBoundary(Attributes attributes, Action<FanoutBoundary> start)
        : base(1, 0)
    {
        _start = start;
        _ring = new object?[attributes.GetMandatoryAttribute<Attributes.InputBuffer>().Max];
        SetHandlerAt(0, (IInHandler)this);
        Attributes = attributes;
    }

    private Connection In => InAt(0);

    public override void PreStart()
    {
        SetKeepGoing(true);
        _start(this);
    }

    public void OnPush()
    {
        _ring[_written++ % _ring.Length] = In.Element;
        In.Element = Connection.None;
        Progress();
    }

    public void OnUpstreamFinish()
    {
        _completing = true;
        Progress();
    }

    public void OnUpstreamFailure(Exception e) => End(e, static (subscriber, cause) => subscriber.OnError(cause!));

    public void Abort(Exception cause) => OnUpstreamFailure(cause);

    public void WhenEnded(Action<Exception?> onEnd) => _onEnd = onEnd;

    public void GiveUp(Exception cause)
    {
        Interpreter.Cancel(In, cause);
        OnUpstreamFailure(cause);
    }

    public override string ToString() => $"FanoutBoundary({_subscriptions.Count} subscribers)";

    public void Accept(IOutsideSubscriber subscriber)
    {
        var subscription = new Subscription(this, subscriber, _written);
        _subscriptions.Add(subscription);
        subscriber.OnSubscribe(subscription);
        Progress();
    }

    private void Request(Subscription subscription, long elements)
    {
        if (!_subscriptions.Contains(subscription)) return;
        if (elements < 1)
        {
            subscription.Subscriber.OnError(Rejection.OfRequest());
            Leave(subscription);
            return;
        }

        var demand = subscription.Demand;
        subscription.Demand = elements > long.MaxValue - demand ? long.MaxValue : demand + elements;
        Progress();
    }

    private void Leave(Subscription subscription)
    {
        if (!_subscriptions.Remove(subscription)) return;
        if (_subscriptions.Count > 0) Progress();
        else End(Rejection.Gone(), null);
    }

    /// <summary>Gives everybody what is there and wanted, makes room, and asks for more if somebody wants it.</summary>
    private void Progress()
    {
        if (_ended || _subscriptions.Count == 0 && !_completing) return;
        var (slowest, wanted) = (_written, false);
        for (var i = _subscriptions.Count - 1; i >= 0; i--)
        {
            var subscription = _subscriptions[i];
            Serve(subscription);
            if (_completing && subscription.Cursor == _written)
            {
                _subscriptions.RemoveAt(i);
                subscription.Subscriber.OnComplete();
                continue;
            }

            slowest = Math.Min(slowest, subscription.Cursor);
            wanted |= subscription.Demand > 0;
        }

        for (; _released < slowest; _released++) _ring[_released % _ring.Length] = null;
        if (_completing && _subscriptions.Count == 0) End(Rejection.Gone(), null);
        else if (wanted && _written - _released < _ring.Length) PullOnce();
    }

    private void Serve(Subscription subscription)
    {
        while (subscription.Demand > 0 && subscription.Cursor < _written)
        {
            subscription.Demand--;
            subscription.Subscriber.OnNext(_ring[subscription.Cursor++ % _ring.Length]!);
        }
    }

    private void PullOnce()
    {
        if (In is { Phase: PortPhase.Ready, InClosed: false }) Interpreter.Pull(In);
    }

    private void End(Exception? reason, Action<IOutsideSubscriber, Exception?>? farewell)
    {
        if (_ended) return;
        _ended = true;
        foreach (var subscription in _subscriptions) farewell?.Invoke(subscription.Subscriber, reason);
        _subscriptions.Clear();
        _onEnd?.Invoke(reason);
        CompleteStage();
    }

    private sealed class Subscription(FanoutBoundary boundary, IOutsideSubscriber subscriber, long cursor)
        : ISubscription
    {
        internal IOutsideSubscriber Subscriber => subscriber;

        internal long Cursor { get; set; } = cursor;

        internal long Demand { get; set; }

        public void Request(long n) =>
            Tell(new AsyncSignal<long>(boundary, elements => boundary.Request(this, elements), n));

        public void Cancel() => Tell(new AsyncSignal<Subscription>(boundary, boundary.Leave, this));

        private void Tell(IslandSignal signal) => boundary.Island.Tell(signal);
    }
}
