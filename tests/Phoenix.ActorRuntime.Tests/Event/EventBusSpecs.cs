using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Phoenix.ActorRuntime.Tests.Event;

/// <summary>An event bus of one's own: by the first letter.</summary>
public sealed class EventBusSpecs : TestKit
{
    private readonly Alphabet _bus = new();

    [Fact]
    public async Task Subscribers_get_what_fits_their_classifier_once()
    {
        _bus.Subscribe(TestActor, 'a').ShouldBeTrue();
        _bus.Subscribe(TestActor, 'a').ShouldBeFalse();
        _bus.Publish("apple");
        _bus.Publish("banana");
        await ExpectMsgAsync("apple");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task Nothing_comes_after_the_subscription_has_ended()
    {
        _bus.Unsubscribe(TestActor, 'a').ShouldBeFalse();
        _bus.Subscribe(TestActor, 'a');
        _bus.Subscribe(TestActor, 'b');
        _bus.Unsubscribe(TestActor, 'a').ShouldBeTrue();
        _bus.Publish("apple");
        _bus.Publish("banana");
        await ExpectMsgAsync("banana");
        _bus.Unsubscribe(TestActor);
        _bus.Publish("banana");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
    }

    private sealed class Alphabet : ActorEventBus<string, char>
    {
        protected override bool IsSubClassification(char parent, char child) => parent == child;

        protected override void Publish(string @event, IActorRef subscriber) => subscriber.Tell(@event);

        protected override bool Classify(string @event, char classifier) => @event[0] == classifier;

        protected override char GetClassifier(string @event) => @event[0];
    }
}
