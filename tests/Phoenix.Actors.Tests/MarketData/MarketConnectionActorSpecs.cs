using System.Collections.Immutable;
using Akka.Actor;
using Akka.TestKit;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.MarketData;
using Phoenix.Actors.Staleness;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.MarketData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.MarketData;

/// <summary>
/// Goal: a market connection carries exactly its plan and dies of a named cause, leaving nothing open.
/// </summary>
public sealed class MarketConnectionActorSpecs : TimedSpec
{
    private static readonly SlotId Slot = new(StreamRoute.Public, 'A');
    private static readonly StreamId Depth = new(FakeVenue.Eth, StreamKind.Depth);
    private static readonly StreamId Other = new(new Symbol("BTCUSDC"), StreamKind.Depth);
    private static readonly Epoch Epoch = new(3);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly StreamSettings _settings = new() { AuditInterval = TimeSpan.FromHours(1) };
    private readonly FakeVenue _venue;
    private readonly TestProbe _subscriptions;
    private readonly TestProbe _monitor;
    private readonly TestProbe _desk;

    public MarketConnectionActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        _venue.MarketData.OnOpen = _ => { };
        (_subscriptions, _monitor, _desk) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Start(MarketConnectionActor.Create(Slot, Epoch, _settings, _subscriptions.Ref, _monitor.Ref, _venue.Ports));
    }

    [Fact]
    public void Without_a_plan_no_socket_is_opened()
    {
        _subscriptions.ExpectMsg(new SubscriptionsProtocol.GetPlan(Slot, Epoch));

        Pass(TimeSpan.FromMinutes(5));

        _venue.MarketData.Connections.ShouldBeEmpty();
    }

    [Fact]
    public void A_plan_is_dialled_once_and_the_monitor_told_what_to_expect()
    {
        var connection = Dial();

        connection.Plan.Streams.ShouldBe([Depth]);
        connection.Plan.Epoch.ShouldBe(Epoch);
        _monitor.ExpectMsg<StaleMonitorProtocol.Expect>().Epoch.ShouldBe(Epoch);
    }

    [Fact]
    public void A_socket_that_does_not_open_in_time_is_dead()
    {
        Dial();

        Pass(_settings.ConnectTimeout - Tick);
        Elapse(Tick);

        ExpectDeath(DeathCause.ConnectTimeout);
    }

    [Fact]
    public void A_subscription_that_is_not_acknowledged_in_time_is_dead()
    {
        Dial().Open();
        Settle();

        Pass(_settings.AcknowledgeTimeout - Tick);
        Elapse(Tick);

        ExpectDeath(DeathCause.AckMissing);
    }

    [Fact]
    public void An_acknowledged_stream_that_never_delivers_is_dead()
    {
        var connection = Dial();
        connection.Open();
        connection.Acknowledge();
        Settle();

        Pass(_settings.FirstDataTimeout - Tick);
        Elapse(Tick);

        ExpectDeath(DeathCause.FirstDataMissing);
    }

    [Fact]
    public void One_stream_of_two_is_not_enough_and_its_end_waits_for_its_turn()
    {
        var connection = Dial(Depth, Other);
        connection.Open();
        connection.Acknowledge();
        Settle();
        _subscriptions.ExpectMsg<SubscriptionsProtocol.GetPlan>();
        _subscriptions.ExpectMsg<SubscriptionsProtocol.Acknowledged>();
        Subject.Tell(new MarketEvent.Depth(Epoch, At, _venue.NextDiff()));

        Pass(_settings.FirstDataTimeout - Tick);
        Elapse(Tick);
        ExpectMsg(new SlotProtocol.Useful(Epoch));
        _subscriptions.ExpectMsg(new SubscriptionsProtocol.MayLeave(Slot, Epoch));
        Subject.Tell(new SubscriptionsProtocol.Leave(Epoch));

        ExpectDeath(DeathCause.FirstDataMissing);
    }

    [Fact]
    public void A_connection_on_which_everything_flows_has_no_deadline_left()
    {
        var connection = Dial();
        connection.Open();
        connection.Acknowledge();
        connection.Deliver();
        ExpectMsg(new SlotProtocol.Good(Epoch));

        Pass(TimeSpan.FromMinutes(5));

        connection.Closes.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_subscribed_before_it_flows(bool acknowledged)
    {
        var connection = Dial();
        _subscriptions.ExpectMsg<SubscriptionsProtocol.GetPlan>();
        connection.Open();
        if (acknowledged)
        {
            connection.Acknowledge();
        }

        connection.Deliver();

        _subscriptions.ExpectMsg(new SubscriptionsProtocol.Acknowledged(Slot, Epoch));
        _subscriptions.ExpectMsg(new SubscriptionsProtocol.Flowing(Slot, Epoch));
        ExpectMsg(new SlotProtocol.Good(Epoch));
    }

    [Fact]
    public void Frames_go_to_the_desk_of_their_symbol()
    {
        var connection = Dial();
        connection.Open();
        connection.Deliver();

        _desk.ExpectMsg<MarketDataProtocol.Subscribed>().Epoch.ShouldBe(Epoch);
        var frame = _desk.ExpectMsg<MarketDataProtocol.Depth>();
        (frame.Epoch, frame.Diff.Symbol).ShouldBe((Epoch, FakeVenue.Eth));
        ExpectMsg<SlotProtocol.Good>();
    }

    [Theory]
    [InlineData(DeathCause.SilentStream)]
    [InlineData(DeathCause.MalformedFrame)]
    [InlineData(DeathCause.SubscriptionRefused)]
    [InlineData(DeathCause.TransportClosed)]
    public void A_death_has_its_cause_and_closes_the_socket_once(DeathCause cause)
    {
        var connection = Dial();
        _monitor.ExpectMsg<StaleMonitorProtocol.Expect>();
        _subscriptions.ExpectMsg<SubscriptionsProtocol.GetPlan>();
        connection.Open();
        Settle();
        Watch(Subject);

        switch (cause)
        {
            case DeathCause.SilentStream:
                Subject.Tell(new SlotProtocol.Condemn(Epoch, cause, "silent", TimeSpan.FromSeconds(5)));
                break;
            case DeathCause.MalformedFrame:
                connection.Garble();
                break;
            case DeathCause.SubscriptionRefused:
                connection.Refuse();
                break;
            case DeathCause.TransportClosed:
                connection.Drop();
                break;
        }

        ExpectDeath(cause);
        ExpectTerminated(Subject);
        connection.Closes.ShouldBe(1);
        _monitor.ExpectMsg(new StaleMonitorProtocol.Forget(Slot, Epoch));
        _subscriptions.ExpectMsg(new SubscriptionsProtocol.Gone(Slot, Epoch));
    }

    [Fact]
    public void A_stream_is_added_and_taken_away_on_the_living_socket()
    {
        var connection = Dial();
        connection.Open();
        connection.Acknowledge();
        connection.Deliver();
        ExpectMsg(new SlotProtocol.Good(Epoch));
        _monitor.ExpectMsg<StaleMonitorProtocol.Expect>();
        var routes = ImmutableDictionary<Symbol, IActorRef>.Empty.Add(FakeVenue.Eth, _desk.Ref);

        Subject.Tell(new SubscriptionsProtocol.Carry(Epoch, [Depth, Other], routes));
        Settle();
        connection.Requests.ShouldHaveSingleItem().Names.ShouldBe([Other.WireName]);
        _monitor.ExpectMsg<StaleMonitorProtocol.Expect>().Streams.ShouldBe([Other]);

        Subject.Tell(new SubscriptionsProtocol.Carry(Epoch, [Depth], routes));
        Pass(TimeSpan.FromSeconds(1));
        connection.Requests.Count.ShouldBe(2);
        (connection.Requests[1].Method, connection.Requests[1].Names[0]).ShouldBe(
            (ControlMethod.Unsubscribe, Other.WireName));
        _monitor.ExpectMsg<StaleMonitorProtocol.Release>().Streams.ShouldBe([Other]);
        connection.Closes.ShouldBe(0);
    }

    [Fact]
    public void What_is_wanted_while_it_dials_is_asked_for_once_everything_flows()
    {
        var connection = Dial();
        Subject.Tell(new SubscriptionsProtocol.Carry(
            Epoch, [Depth, Other], ImmutableDictionary<Symbol, IActorRef>.Empty));
        Settle();
        connection.Requests.ShouldBeEmpty();
        connection.Open();
        connection.Acknowledge();
        connection.Deliver();
        ExpectMsg(new SlotProtocol.Good(Epoch));
        Settle();
        connection.Requests.ShouldHaveSingleItem().Names.ShouldBe([Other.WireName]);
    }

    [Fact]
    public void An_audit_without_an_answer_is_a_death()
    {
        var connection = Dial();
        connection.IsObedient = false;
        connection.Open();
        connection.Acknowledge();
        connection.Deliver();
        ExpectMsg(new SlotProtocol.Good(Epoch));

        Pass(_settings.AuditInterval * 1.25);
        Pass(_settings.AcknowledgeTimeout);
        Elapse(_settings.AcknowledgeTimeout);

        ExpectDeath(DeathCause.AckMissing);
    }

    [Fact]
    public void A_connection_that_is_stopped_closes_its_socket_once()
    {
        var connection = Dial();
        Watch(Subject);

        Sys.Stop(Subject);

        ExpectTerminated(Subject);
        connection.Closes.ShouldBe(1);
    }

    private FakeMarketData.Connection Dial(params StreamId[] streams)
    {
        var plan = new MarketConnectionPlan(
            Epoch, StreamRoute.Public, streams.Length == 0 ? [Depth] : [.. streams]);
        var routes = ImmutableDictionary<Symbol, IActorRef>.Empty.Add(FakeVenue.Eth, _desk.Ref);
        Subject.Tell(new SubscriptionsProtocol.Plan(plan, routes));
        Settle();
        return _venue.MarketData.Connections.ShouldHaveSingleItem();
    }

    private void ExpectDeath(DeathCause cause) =>
        ExpectMsg<Guardian.Failed>().Error.ShouldBeOfType<StreamDiedException>().DeathCause.ShouldBe(cause);
}
