using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Publish and subscribe by type: a subscriber of a type gets it and everything derived from it.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private readonly Lock _lock = new();
    private (IActorRef Subscriber, Type Channel)[] _subscriptions = [];
    private ConcurrentDictionary<Type, IActorRef[]> _subscribersByType = new();

    private protected LoggingBus()
    {
    }

    /// <summary>Log events below this level are not published by the adapters.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;

    /// <returns>False if it was subscribed already.</returns>
    public override bool Subscribe(IActorRef subscriber, Type classifier)
    {
        lock (_lock)
        {
            foreach (var (other, type) in _subscriptions)
            {
                if (type == classifier && other.Equals(subscriber)) return false;
            }

            Replace([.. _subscriptions, (subscriber, classifier)]);
        }

        if (subscriber is LocalActorRef local) local.Cell.SubscribedToEventStream = true;
        return true;
    }

    /// <returns>False if it was not subscribed.</returns>
    public override bool Unsubscribe(IActorRef subscriber, Type classifier) =>
        Remove(s => s.Channel == classifier && s.Subscriber.Equals(subscriber));

    /// <summary>Ends all subscriptions of an actor; its death does so too.</summary>
    public override bool Unsubscribe(IActorRef subscriber) => Remove(s => s.Subscriber.Equals(subscriber));

    /// <summary>Tells every subscriber of the event's type, in order of subscription.</summary>
    public override void Publish(object @event)
    {
        var type = @event.GetType();
        if (!_subscribersByType.TryGetValue(type, out var subscribers))
        {
            lock (_lock)
            {
                subscribers = Subscribers(type);
                _subscribersByType[type] = subscribers;
            }
        }

        foreach (var subscriber in subscribers) subscriber.Tell(@event, ActorRefs.NoSender);
    }

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) =>
        subscriber.Tell(@event, ActorRefs.NoSender);

    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();

    internal void SubscribeLogLevelAndAbove(LogLevel level, IActorRef logger)
    {
        for (var each = level; each <= LogLevel.ErrorLevel; each++) Subscribe(logger, each.ClassFor());
    }

    private bool Remove(Predicate<(IActorRef Subscriber, Type Channel)> match)
    {
        lock (_lock)
        {
            var kept = Array.FindAll(_subscriptions, s => !match(s));
            if (kept.Length == _subscriptions.Length) return false;
            Replace(kept);
            return true;
        }
    }

    private void Replace((IActorRef Subscriber, Type Channel)[] subscriptions)
    {
        _subscriptions = subscriptions;
        _subscribersByType = new ConcurrentDictionary<Type, IActorRef[]>();
    }

    private IActorRef[] Subscribers(Type type)
    {
        var subscribers = new List<IActorRef>();
        foreach (var (subscriber, channel) in _subscriptions)
        {
            if (channel.IsAssignableFrom(type) && !subscribers.Contains(subscriber)) subscribers.Add(subscriber);
        }

        return [.. subscribers];
    }
}

/// <summary>The bus of a system: log events, dead letters and whatever the application publishes.</summary>
/// <param name="debug">Whether subscriptions are published as <see cref="Debug"/> events.</param>
public class EventStream(bool debug) : LoggingBus
{
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        if (debug) Tell($"subscribing {subscriber} to channel {channel}");
        return base.Subscribe(subscriber, channel);
    }

    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber, channel);
        if (debug) Tell($"unsubscribing {subscriber} from channel {channel}");
        return removed;
    }

    public override bool Unsubscribe(IActorRef subscriber)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var removed = base.Unsubscribe(subscriber);
        if (debug) Tell($"unsubscribing {subscriber} from all channels");
        return removed;
    }

    private void Tell(string what) => Publish(new Debug(nameof(EventStream), GetType(), what));
}

/// <summary>Subscribing by type argument.</summary>
public static class EventStreamExtensions
{
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Subscribe(subscriber, typeof(TChannel));

    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) =>
        eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
