using Akka.Actor;
using Akka.Event;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Time;
using Phoenix.Core.Readiness;

namespace Phoenix.Actors.Tests;

/// <summary>Goal: one listen key per account, ended once, by the last orderly stop and by nothing else.</summary>
public sealed class ShutdownSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeVenue _venue;
    private readonly IActorRef _root;

    public ShutdownSpecs()
    {
        _venue = new FakeVenue(Sys.Now);
        Sys.EventStream.Subscribe<SystemEvent.StepReached>(TestActor);
        _root = Sys.ActorOf(PhoenixTree.Create(FakeVenue.Settings, _venue.Ports), PhoenixTree.Name);
        FishForMessage<SystemEvent.StepReached>(reached => reached.Step == StartUpStep.Quoting, Patience);
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("key expired")]
    public void A_reconnect_asks_for_a_key_and_never_ends_one(string death)
    {
        Kill(death);
        AwaitAssert(() => _venue.UserData.Connections.Count.ShouldBe(2), Patience);
        Kill(death);
        AwaitAssert(() => _venue.UserData.Connections.Count.ShouldBe(3), Patience);

        _venue.Count("CreateListenKey").ShouldBe(3);
        _venue.Count("CloseListenKey").ShouldBe(0);
        _venue.UserData.Connections.Select(connection => connection.Key.Value).ShouldBe(["key-1", "key-1", "key-1"]);
    }

    [Fact]
    public void An_orderly_stop_ends_the_key_once_after_its_stream()
    {
        _root.Tell(PhoenixProtocol.Shutdown.Instance, TestActor);

        var done = ExpectMsg<PhoenixProtocol.ShutdownDone>(Patience);
        (done.Drained, done.ListenKeyClosed).ShouldBe((true, true));
        _venue.Resting.ShouldBeEmpty();
        _venue.Count("CloseListenKey").ShouldBe(1);
        _venue.Count("user-data closed").ShouldBe(1);
        var journal = _venue.Journal;
        journal.IndexOf("CloseListenKey").ShouldBeGreaterThan(journal.IndexOf("user-data closed"));
    }

    [Fact]
    public void A_stop_closes_every_socket_once()
    {
        Watch(_root);
        _root.Tell(PhoenixProtocol.Shutdown.Instance, TestActor);
        ExpectMsg<PhoenixProtocol.ShutdownDone>(Patience);
        ExpectTerminated(_root, Patience);

        _venue.MarketData.Connections.Select(connection => connection.Closes).ShouldAllBe(closes => closes == 1);
        _venue.Trading.Sessions.Select(session => session.Closes).ShouldAllBe(closes => closes == 1);
        _venue.UserData.Connections.Select(connection => connection.Closes).ShouldAllBe(closes => closes == 1);
    }

    [Fact]
    public void A_stop_places_nothing_more()
    {
        _root.Tell(PhoenixProtocol.Shutdown.Instance, TestActor);
        ExpectMsg<PhoenixProtocol.ShutdownDone>(Patience);

        var journal = _venue.Journal;
        journal.LastIndexOf("place").ShouldBeLessThan(journal.LastIndexOf("CancelAll"));
    }

    private void Kill(string death)
    {
        var connection = _venue.UserData.Connections[^1];
        if (death == "dropped")
        {
            connection.Drop();
        }
        else
        {
            connection.ExpireKey();
        }
    }
}
