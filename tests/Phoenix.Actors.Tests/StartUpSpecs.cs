using Akka.Event;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Time;
using Phoenix.Core.Readiness;

namespace Phoenix.Actors.Tests;

/// <summary>Goal: the start-up contract holds for the whole tree, whatever order the venue answers in.</summary>
public sealed class StartUpSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeVenue _venue;

    public StartUpSpecs()
    {
        _venue = new FakeVenue(Sys.Now);
        Sys.EventStream.Subscribe<SystemEvent.StepReached>(TestActor);
    }

    [Theory]
    [InlineData("acknowledges first")]
    [InlineData("delivers first")]
    [InlineData("never acknowledges")]
    public void The_nine_steps_come_in_exactly_their_order(string venue)
    {
        _venue.MarketData.OnOpen = connection =>
        {
            connection.Open();
            if (venue == "acknowledges first")
            {
                connection.Acknowledge();
            }

            connection.Deliver();
            if (venue == "delivers first")
            {
                connection.Acknowledge();
            }
        };

        Sys.ActorOf(PhoenixTree.Create(FakeVenue.Settings, _venue.Ports), PhoenixTree.Name);

        var reached = ReceiveN(9, Patience).Cast<SystemEvent.StepReached>().ToList();
        reached.Select(step => step.Step).ShouldBe(Enum.GetValues<StartUpStep>());
        reached.Select(step => step.At).ShouldBeInOrder();
    }

    [Fact]
    public void The_user_stream_connects_with_the_key_the_venue_gave()
    {
        Sys.ActorOf(PhoenixTree.Create(FakeVenue.Settings, _venue.Ports), PhoenixTree.Name);
        ReceiveN(9, Patience);

        _venue.UserData.Connections.ShouldHaveSingleItem().Key.Value.ShouldBe("key-1");
        _venue.Count("CreateListenKey").ShouldBe(1);
    }

    [Fact]
    public void Every_request_of_the_start_follows_the_one_it_rests_on()
    {
        Sys.ActorOf(PhoenixTree.Create(FakeVenue.Settings, _venue.Ports), PhoenixTree.Name);
        ReceiveN(9, Patience);

        var journal = _venue.Journal;
        string[] order =
        [
            "trading opened", "GetServerTime", "GetInstruments", "market-data opened Public", "CreateListenKey",
            "user-data opened", "GetOpenOrders", "ArmCountdown", "place",
        ];
        order.Select(entry => journal.IndexOf(entry)).ShouldBeInOrder();
        journal.IndexOf("trading opened").ShouldBe(0);
    }

    [Fact]
    public void A_symbol_whose_grid_does_not_fit_is_reported_as_left_out()
    {
        Sys.EventStream.Subscribe<SystemEvent.SymbolLeftOut>(TestActor);
        var eth = FakeVenue.Settings.Symbols[0];
        var tooSmall = FakeVenue.Settings with
        {
            Symbols = [eth with { Grid = eth.Grid with { LayerSize = 0.0001m } }],
        };

        var tree = Sys.ActorOf(PhoenixTree.Create(tooSmall, _venue.Ports), PhoenixTree.Name);

        var left = FishForMessage<SystemEvent.SymbolLeftOut>(_ => true, Patience);
        left.Symbol.ShouldBe(FakeVenue.Eth);
        left.Reason.ShouldContain("layer-size is 0.0001");
        tree.Tell(PhoenixProtocol.GetStatus.Instance, TestActor);
        FishForMessage<PhoenixStatus>(_ => true, Patience)
            .LeftOut.ShouldHaveSingleItem().Symbol.ShouldBe(FakeVenue.Eth);
    }

    [Fact]
    public void Without_market_data_neither_a_key_is_asked_for_nor_an_order_sent()
    {
        _venue.MarketData.OnOpen = connection =>
        {
            connection.Open();
            connection.Acknowledge();
        };

        Sys.ActorOf(PhoenixTree.Create(FakeVenue.Settings, _venue.Ports), PhoenixTree.Name);
        ReceiveN(3, Patience).Cast<SystemEvent.StepReached>().Last().Step.ShouldBe(StartUpStep.DepthSubscribed);
        AwaitAssert(() => _venue.MarketData.Connections.Count.ShouldBe(4));
        _venue.Count("CreateListenKey").ShouldBe(0);
        _venue.Count("place").ShouldBe(0);

        foreach (var connection in _venue.MarketData.Connections)
        {
            connection.Deliver();
        }

        ReceiveN(6, Patience).Cast<SystemEvent.StepReached>().Last().Step.ShouldBe(StartUpStep.Quoting);
    }
}
