using Akka.TestKit;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.UserData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.UserData;

/// <summary>Goal: the key is created for each connection and ended only when told to.</summary>
public sealed class ListenKeyActorSpecs : TimedSpec
{
    private readonly FakeVenue _venue;
    private readonly TestProbe _connection;

    public ListenKeyActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        _connection = CreateTestProbe();
        Start(ListenKeyActor.Create(FakeVenue.Settings.ListenKey, _venue.Ports));
    }

    [Fact]
    public void Each_connection_asks_the_venue_anew_and_ends_nothing()
    {
        Acquire(new Epoch(1)).Key.Value.ShouldBe("key-1");
        Acquire(new Epoch(2)).Key.Value.ShouldBe("key-1");

        _venue.Count("CreateListenKey").ShouldBe(2);
        _venue.Count("CloseListenKey").ShouldBe(0);
    }

    [Fact]
    public void A_key_that_somebody_else_ended_is_told_to_every_stream_that_asked_for_one()
    {
        var first = CreateTestProbe();
        Subject.Tell(new ListenKeyProtocol.Acquire(new Epoch(1)), first.Ref);
        ExpectMsg(first.ExpectMsg<ListenKeyProtocol.Acquired>());
        _venue.Rest.ReplaceKey();

        Subject.Tell(new ListenKeyProtocol.Acquire(new Epoch(2)), _connection.Ref);

        var lost = first.ExpectMsg<ListenKeyProtocol.Lost>();
        lost.Key.Value.ShouldBe("key-1");
        lost.Cause.ShouldBe(DeathCause.ListenKeyReplaced);
        _connection.ExpectMsg(lost); // which asked for one that is not that, and does not mind
        _connection.ExpectMsg<ListenKeyProtocol.Acquired>().Key.Value.ShouldBe("key-2");
        _venue.Count("CloseListenKey").ShouldBe(0);
    }

    [Fact]
    public void A_key_is_asked_after_at_its_interval_and_not_a_tick_earlier()
    {
        Acquire(new Epoch(1));

        Pass(FakeVenue.Settings.ListenKey.CheckInterval - TimeSpan.FromTicks(1));
        _venue.Count("KeepAliveListenKey").ShouldBe(0);
        Pass(TimeSpan.FromTicks(1));
        _venue.Count("KeepAliveListenKey").ShouldBe(1);
    }

    [Fact]
    public void Being_stopped_does_not_end_the_key()
    {
        Acquire(new Epoch(1));
        Watch(Subject);

        Sys.Stop(Subject);

        ExpectTerminated(Subject);
        _venue.Count("CloseListenKey").ShouldBe(0);
    }

    [Fact]
    public void A_release_ends_the_key_once_and_for_all()
    {
        Acquire(new Epoch(1));

        Subject.Tell(new ListenKeyProtocol.Release(), TestActor);

        ExpectMsg(new ListenKeyProtocol.Released(Closed: true));
        _venue.Count("CloseListenKey").ShouldBe(1);
        Pass(FakeVenue.Settings.ListenKey.KeepAliveInterval);
        _venue.Count("KeepAliveListenKey").ShouldBe(0);
    }

    private ListenKeyProtocol.Acquired Acquire(Epoch epoch)
    {
        Subject.Tell(new ListenKeyProtocol.Acquire(epoch), _connection.Ref);
        var acquired = _connection.ExpectMsg<ListenKeyProtocol.Acquired>();
        acquired.Epoch.ShouldBe(epoch);
        ExpectMsg(acquired); // the parent learns it too
        return acquired;
    }
}
