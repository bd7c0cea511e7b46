using Akka.Actor;
using Akka.Event;
using Akka.Pattern;
using Akka.Streams.Stage;
using Reactive.Streams;

namespace Akka.Streams.Implementation;

/// <summary>A boundary that can be subscribed to.</summary>
internal interface IPublishingBoundary
{
    void Accept(IOutsideSubscriber subscriber);

    /// <summary>What to do when the boundary ends: with the reason to give to those who come later.</summary>
    void WhenEnded(Action<Exception?> onEnd);

    /// <summary>Nobody came: cancels what would have been published.</summary>
    void GiveUp(Exception cause);
}

/// <summary>The subscribers of a publisher have all gone, and it with them.</summary>
public class NormalShutdownException(string message) : IllegalStateException(message);

/// <summary>The outside's view of an output boundary.</summary>
internal sealed class IslandPublisher<T> : IPublisher<T>
{
    private readonly Lock _lock = new();
    private readonly List<IOutsideSubscriber> _waiting = [];
    private readonly GraphStageLogic _boundary;
    private RuntimeTimer _timer;
    private bool _taken;
    private bool _subscribed;
    private bool _ended;
    private Exception? _failure;

    internal IslandPublisher(GraphStageLogic boundary)
    {
        _boundary = boundary;
        Boundary.WhenEnded(End);
    }

    private IPublishingBoundary Boundary => (IPublishingBoundary)_boundary;

    public void Subscribe(ISubscriber<T> subscriber)
    {
        if (subscriber is null)
        {
            throw new ArgumentNullException(
                nameof(subscriber), ReactiveStreamsCompliance.SubscriberMustNotBeNullMsg);
        }

        var outside = new OutsideSubscriber<T>(subscriber);
        bool refused;
        lock (_lock)
        {
            (refused, _taken) = (_taken, _boundary is OutputBoundary);
            if (!_ended && !refused)
            {
                _waiting.Add(outside);
                _boundary.Island.Tell(new Waiting(this));
                return;
            }
        }

        if (refused) Rejection.OfSecond(outside);
        else Rejection.Reject(outside, _failure);
    }

    /// <summary>Begins to wait for the first subscriber, for as long as the settings allow.</summary>
    internal void WaitForSubscriber()
    {
        var limit = _boundary.Attributes.GetMandatoryAttribute<ActorAttributes.StreamSubscriptionTimeout>();
        if (limit.Mode == StreamSubscriptionTimeoutTerminationMode.NoopTermination) return;
        var island = _boundary.Island;
        var signal = new AsyncSignal<ActorAttributes.StreamSubscriptionTimeout>(_boundary, OnTimeout, limit);
        _timer = island.Materializer.SystemImpl.StartTimer(limit.Timeout, TimeSpan.Zero, island.Actor, signal);
    }

    private void OnTimeout(ActorAttributes.StreamSubscriptionTimeout limit)
    {
        if (_subscribed) return;
        var message = $"The publisher was not subscribed to within {limit.Timeout}";
        if (limit.Mode == StreamSubscriptionTimeoutTerminationMode.WarnTermination) _boundary.Log.Warning(message);
        else Boundary.GiveUp(new SubscriptionTimeoutException(message));
    }

    private void AcceptWaiting()
    {
        _subscribed = true;
        _timer.Cancel();
        foreach (var subscriber in TakeWaiting()) Boundary.Accept(subscriber);
    }

    private void End(Exception? failure)
    {
        _timer.Cancel();
        lock (_lock)
        {
            if (_ended) return;
            (_ended, _failure) = (true, failure);
        }

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

/// <summary>How subscribers are turned away, as Reactive Streams wants it: never without a subscription.</summary>
internal static class Rejection
{
    internal static ArgumentException OfRequest() =>
        new(ReactiveStreamsCompliance.NumberOfElementsInRequestMustBePositiveMsg);

    internal static Exception Gone() => new NormalShutdownException("Cannot subscribe to shut-down Publisher");

    internal static void OfSecond(IOutsideSubscriber subscriber) => Reject(
        subscriber,
        new IllegalStateException($"The publisher {ReactiveStreamsCompliance.SupportsOnlyASingleSubscriber}"));

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
