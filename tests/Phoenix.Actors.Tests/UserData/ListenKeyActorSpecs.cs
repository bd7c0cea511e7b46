using Akka.TestKit;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.UserData;
using Phoenix.Core.Primitives;

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
        Acquire(new Epoch(2)).Key.Value.ShouldBe("key-2");

        _venue.Count("CloseListenKey").ShouldBe(0);
    }

    [Fact]
    public void A_key_is_kept_alive_at_its_interval_and_not_a_tick_earlier()
    {
        Acquire(new Epoch(1));

        Pass(FakeVenue.Settings.ListenKey.KeepAliveInterval - TimeSpan.FromTicks(1));
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
