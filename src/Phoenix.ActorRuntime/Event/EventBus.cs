using Akka.Actor;

namespace Akka.Event;

/// <summary>Publish and subscribe: who subscribes to a classifier gets the events it fits.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _subscriptionLock = new();
    private (TSubscriber Subscriber, TClassifier Classifier)[] _all = [];

    /// <returns>False if it was subscribed already.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_subscriptionLock)
        {
            if (Array.Exists(_all, subscription => Is(subscription, subscriber, classifier))) return false;
            _all = [.. _all, (subscriber, classifier)];
            return true;
        }
    }

    /// <returns>False if it was not subscribed.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier) =>
        Remove(subscription => Is(subscription, subscriber, classifier));

    /// <summary>Ends all subscriptions of a subscriber.</summary>
    public virtual bool Unsubscribe(TSubscriber subscriber) =>
        Remove(subscription => Same(subscription.Subscriber, subscriber));

    /// <summary>Hands the event to every subscriber once, in order of subscription.</summary>
    public virtual void Publish(TEvent @event)
    {
        var served = new List<TSubscriber>();
        foreach (var (subscriber, classifier) in _all)
        {
            if (!Classify(@event, classifier) || served.Exists(other => Same(other, subscriber))) continue;
            served.Add(subscriber);
            Publish(@event, subscriber);
        }
    }

    protected string SimpleName(object source) => SimpleName(source.GetType());

    protected string SimpleName(Type source) => source.Name;

    /// <summary>Whether who subscribed to one classifier also gets the events of the other.</summary>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>Whether the event fits the classifier.</summary>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    protected abstract TClassifier GetClassifier(TEvent @event);

    private static bool Same(TSubscriber one, TSubscriber other) =>
        EqualityComparer<TSubscriber>.Default.Equals(one, other);

    private static bool Is(
        (TSubscriber Subscriber, TClassifier Classifier) subscription, TSubscriber subscriber,
        TClassifier classifier) =>
        Same(subscription.Subscriber, subscriber) &&
        EqualityComparer<TClassifier>.Default.Equals(subscription.Classifier, classifier);

    private bool Remove(Predicate<(TSubscriber Subscriber, TClassifier Classifier)> match)
    {
        lock (_subscriptionLock)
        {
            var kept = Array.FindAll(_all, subscription => !match(subscription));
            if (kept.Length == _all.Length) return false;
            _all = kept;
            return true;
        }
    }
}

/// <summary>An event bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;
