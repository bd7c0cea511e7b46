using Akka.Streams;
using Akka.Streams.Dsl;
using Akka.TestKit.Xunit2;
using Reactive.Streams;

namespace Phoenix.ActorRuntime.Tests.Streams;

/// <summary>Streams on the rules of Reactive Streams: what a publisher and a subscriber from outside see.</summary>
public sealed class ReactiveStreamsSpecs : TestKit
{
    private readonly ActorMaterializer _materializer;

    public ReactiveStreamsSpecs() => _materializer = Sys.Materializer();

    [Fact]
    public void A_source_requests_its_buffer_and_then_in_halves()
    {
        var publisher = new Probe(TestActor);
        Source.FromPublisher(publisher).RunWith(new Collect<int>(), _materializer);

        ExpectMsg("request 16");
        for (var i = 0; i < 8; i++) publisher.Subscriber!.OnNext(i);
        ExpectMsg("request 8");
    }

    [Fact]
    public void A_consumer_that_has_enough_cancels_the_publisher()
    {
        var publisher = new Probe(TestActor);
        Source.FromPublisher(publisher).RunWith(new Collect<int>(1), _materializer);

        ExpectMsg("request 16");
        publisher.Subscriber!.OnNext(1);
        ExpectMsg("cancel");
    }

    [Fact]
    public async Task A_failing_publisher_fails_the_stream()
    {
        var publisher = new Probe(TestActor);
        var stream = Source.FromPublisher(publisher).RunWith(new Collect<int>(), _materializer);

        ExpectMsg("request 16");
        publisher.Subscriber!.OnError(new InvalidOperationException("gone"));

        (await Should.ThrowAsync<InvalidOperationException>(stream)).Message.ShouldBe("gone");
    }

    [Fact]
    public void A_subscriber_gets_what_it_has_asked_for_and_the_end_unasked()
    {
        var publisher = Source.FromGraph(new Numbers(3)).RunWith(Sink.AsPublisher<int>(false), _materializer);
        var subscriber = new Listener(TestActor);

        publisher.Subscribe(subscriber);

        ExpectMsg("subscribed");
        subscriber.Subscription!.Request(2);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        subscriber.Subscription.Request(1);
        ExpectMsg(3);
        ExpectMsg("complete");
    }

    [Fact]
    public void A_request_for_nothing_is_an_error()
    {
        var publisher = Source.FromGraph(new Numbers(3)).RunWith(Sink.AsPublisher<int>(false), _materializer);
        var subscriber = new Listener(TestActor);

        publisher.Subscribe(subscriber);
        ExpectMsg("subscribed");
        subscriber.Subscription!.Request(0);

        ExpectMsg<Exception>().Message.ShouldContain("3.9");
    }

    [Fact]
    public void A_publisher_refuses_a_second_subscriber_unless_it_fans_out()
    {
        var single = Source.FromGraph(new Numbers(3)).RunWith(Sink.AsPublisher<int>(false), _materializer);
        single.Subscribe(new Listener(TestActor));
        ExpectMsg("subscribed");
        single.Subscribe(new Listener(TestActor));
        ExpectMsg("subscribed");
        ExpectMsg<Exception>().Message.ShouldContain("1.12");

        var many = Source.FromGraph(new Numbers(2)).RunWith(Sink.AsPublisher<int>(true), _materializer);
        var (first, second) = (new Listener(TestActor), new Listener(TestActor));
        many.Subscribe(first);
        ExpectMsg("subscribed");
        many.Subscribe(second);
        ExpectMsg("subscribed");
        first.Subscription!.Request(2);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg("complete");
        second.Subscription!.Request(2);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg("complete");
    }

    [Fact]
    public async Task A_subscriber_and_a_publisher_in_the_middle_of_their_own_materialization_are_connected()
    {
        var sum = await Source.AsSubscriber<int>()
            .MapMaterializedValue(subscriber =>
                Source.FromGraph(new Numbers(3)).RunWith(Sink.FromSubscriber(subscriber), _materializer))
            .RunWith(new Collect<int>(), _materializer);

        sum.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Without_a_stage_between_a_subscriber_waits_for_the_publisher()
    {
        var (input, output) = Source.AsSubscriber<int>().ToMaterialized(Sink.AsPublisher<int>(false), Keep.Both)
            .Run(_materializer);
        var downstream = new Listener(TestActor);
        output.Subscribe(downstream);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));

        new Probe(TestActor).Subscribe(input);

        FishForMessage<string>(message => message == "subscribed");
        downstream.Subscription!.Cancel();
        FishForMessage<string>(message => message == "cancel");
    }

    [Fact]
    public void A_subscriber_of_a_stage_can_cancel_before_there_is_a_publisher()
    {
        var downstream = new Listener(TestActor);
        var input = Source.AsSubscriber<int>().Select(x => x).To(Sink.FromSubscriber(downstream)).Run(_materializer);
        ExpectMsg("subscribed");
        downstream.Subscription!.Cancel();

        new Probe(TestActor).Subscribe(input);

        FishForMessage<string>(message => message == "cancel");
    }

    [Fact]
    public void A_publisher_that_comes_after_the_end_is_canceled_at_once()
    {
        var input = Source.AsSubscriber<int>().To(Sink.Cancelled<int>()).Run(_materializer);

        new Probe(TestActor).Subscribe(input);

        FishForMessage<string>(message => message == "cancel");
    }

    [Fact]
    public void A_request_does_not_overtake_what_the_actor_reference_was_told_before()
    {
        var (actor, publisher) = Source.ActorRef<int>(2, OverflowStrategy.DropHead)
            .ToMaterialized(Sink.AsPublisher<int>(false), Keep.Both)
            .Run(_materializer);
        var subscriber = new Listener(TestActor);
        publisher.Subscribe(subscriber);
        ExpectMsg("subscribed");

        for (var i = 1; i <= 5; i++) actor.Tell(i, Akka.Actor.ActorRefs.NoSender);
        subscriber.Subscription!.Request(2);

        ExpectMsg(4);
        ExpectMsg(5);
    }

    [Fact]
    public void The_blocking_dispatcher_of_streams_is_that_of_actors()
    {
        var ofActors = Sys.Dispatchers.Lookup(Akka.Dispatch.Dispatchers.DefaultBlockingDispatcherId);

        Sys.Dispatchers.Lookup(ActorAttributes.IODispatcher.Name).ShouldBe(ofActors);
        Sys.Dispatchers.Lookup("akka.stream.default-blocking-io-dispatcher").ShouldBe(ofActors);
    }

    [Fact]
    public async Task What_is_materialized_before_can_be_used_once_it_is_needed()
    {
        var (_, source) = Source.FromGraph(new Numbers(3)).PreMaterialize(_materializer);

        (await source.RunWith(new Collect<int>(), _materializer)).ShouldBe([1, 2, 3]);
    }

    private sealed class Probe(Akka.Actor.IActorRef to) : IPublisher<int>, ISubscription
    {
        internal ISubscriber<int>? Subscriber { get; private set; }

        public void Subscribe(ISubscriber<int> subscriber)
        {
            Subscriber = subscriber;
            subscriber.OnSubscribe(this);
        }

        public void Request(long n) => to.Tell($"request {n}", Akka.Actor.ActorRefs.NoSender);

        public void Cancel() => to.Tell("cancel", Akka.Actor.ActorRefs.NoSender);
    }

    private sealed class Listener(Akka.Actor.IActorRef to) : ISubscriber<int>
    {
        internal ISubscription? Subscription { get; private set; }

        public void OnSubscribe(ISubscription subscription)
        {
            Subscription = subscription;
            to.Tell("subscribed", Akka.Actor.ActorRefs.NoSender);
        }

        public void OnNext(int element) => to.Tell(element, Akka.Actor.ActorRefs.NoSender);

        public void OnError(Exception cause) => to.Tell(cause, Akka.Actor.ActorRefs.NoSender);

        public void OnComplete() => to.Tell("complete", Akka.Actor.ActorRefs.NoSender);
    }
}
