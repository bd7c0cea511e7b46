using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.MarketData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.MarketData;

/// <summary>Goal: every incarnation gets the whole set of its route, and only full progress is reported.</summary>
public sealed class SubscriptionsActorSpecs : TimedSpec
{
    private static readonly StreamId Depth = new(FakeVenue.Eth, StreamKind.Depth);
    private static readonly StreamId OtherDepth = new(new Symbol("BTCUSDC"), StreamKind.Depth);
    private static readonly StreamId Mark = new(FakeVenue.Eth, StreamKind.MarkPrice);
    private static readonly SlotId Public = new(StreamRoute.Public, 'A');
    private static readonly SlotId Market = new(StreamRoute.Market, 'A');
    private static readonly Epoch First = new(1);
    private static readonly Epoch Second = new(2);

    public SubscriptionsActorSpecs() => Start(SubscriptionsActor.Create(
        [Depth, OtherDepth, Mark], ImmutableDictionary<Symbol, IActorRef>.Empty, new StreamSettings()));

    [Fact]
    public void A_plan_holds_every_stream_of_the_route_and_none_of_another()
    {
        PlanFor(Public, First).Streams.ShouldBe([Depth, OtherDepth], ignoreOrder: true);
        PlanFor(Market, Second).Streams.ShouldBe([Mark]);
    }

    [Fact]
    public void A_reconnect_gets_the_same_streams_again()
    {
        var before = PlanFor(Public, First);
        Subject.Tell(new SubscriptionsProtocol.Gone(Public, First));

        var after = PlanFor(Public, Second);

        after.Streams.ShouldBe(before.Streams);
        after.Epoch.ShouldBe(Second);
    }

    [Fact]
    public void Of_two_that_want_to_be_replaced_in_the_same_moment_the_first_goes_and_the_other_waits_for_it()
    {
        var sibling = Public with { Letter = 'B' };
        PlanFor(Public, First);
        PlanFor(sibling, Second);

        Subject.Tell(new SubscriptionsProtocol.MayLeave(Public, First), TestActor);
        Settle();
        Subject.Tell(new SubscriptionsProtocol.MayLeave(sibling, Second), TestActor);
        ExpectMsg(new SubscriptionsProtocol.Leave(First));
        Settle();

        Subject.Tell(new SubscriptionsProtocol.Gone(Public, First));
        PlanFor(Public, new Epoch(3));
        Subject.Tell(new SubscriptionsProtocol.Flowing(Public, new Epoch(3)));
        ExpectMsg(new SubscriptionsProtocol.Leave(Second));
    }

    [Fact]
    public void All_flows_only_when_every_route_does()
    {
        PlanFor(Public, First);
        PlanFor(Market, Second);

        Subject.Tell(new SubscriptionsProtocol.Acknowledged(Public, First));
        ExpectMsg<SubscriptionsProtocol.DepthSubscribed>();
        Subject.Tell(new SubscriptionsProtocol.Flowing(Public, First));
        Settle();

        Subject.Tell(new SubscriptionsProtocol.Flowing(Market, Second));
        ExpectMsg<SubscriptionsProtocol.AllFlowing>();
        Settle();
    }

    [Fact]
    public void Progress_of_an_older_incarnation_counts_for_nothing()
    {
        PlanFor(Public, First);
        PlanFor(Public, Second);

        Subject.Tell(new SubscriptionsProtocol.Acknowledged(Public, First));
        Subject.Tell(new SubscriptionsProtocol.Flowing(Public, First));
        Settle();

        Subject.Tell(new SubscriptionsProtocol.Acknowledged(Public, Second));
        ExpectMsg<SubscriptionsProtocol.DepthSubscribed>();
    }

    private Core.Ports.MarketConnectionPlan PlanFor(SlotId slot, Epoch epoch)
    {
        Subject.Tell(new SubscriptionsProtocol.GetPlan(slot, epoch), TestActor);
        return ExpectMsg<SubscriptionsProtocol.Plan>().Connection;
    }
}
