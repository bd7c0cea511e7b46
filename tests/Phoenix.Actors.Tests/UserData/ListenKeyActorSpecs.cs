using Akka.TestKit;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Trading;
using Phoenix.Actors.UserData;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.UserData;

/// <summary>Goal: the key is created for each connection and ended only when told to.</summary>
public sealed class ListenKeyActorSpecs : TimedSpec
{
    private static readonly ListenKey SessionKey = new("key-of-the-session");

    private readonly FakeVenue _venue;
    private readonly TestProbe _connection;
    private readonly TestProbe _trading;

    public ListenKeyActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        _connection = CreateTestProbe();
        _trading = CreateTestProbe();
        Start(ListenKeyActor.Create(FakeVenue.Settings.ListenKey, _trading.Ref, _venue.Ports));
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
    public void With_rest_down_the_key_is_created_and_kept_alive_over_the_trading_session()
    {
        _venue.Rest.KeysFail = true;
        Subject.Tell(new ListenKeyProtocol.Acquire(new Epoch(1)), _connection.Ref);
        AnswerOverSession(KeyRequest.Start);
        var acquired = _connection.ExpectMsg<ListenKeyProtocol.Acquired>();
        acquired.Key.ShouldBe(SessionKey);
        ExpectMsg(acquired);

        Pass(FakeVenue.Settings.ListenKey.CheckInterval);
        AnswerOverSession(KeyRequest.Extend);
        Settle();
        _venue.Count("CloseListenKey").ShouldBe(0);
    }

    [Fact]
    public void A_trading_session_that_does_not_answer_leaves_the_outcome_unknown_and_the_key_is_asked_for_again()
    {
        _venue.Rest.KeysFail = true;
        Subject.Tell(new ListenKeyProtocol.Acquire(new Epoch(1)), _connection.Ref);
        _trading.ExpectMsg(new TradingProtocol.KeyCall(KeyRequest.Start)); // and nobody answers
        _venue.Rest.KeysFail = false;

        Elapse(KeyQuestionActor.Limit);
        AwaitAssert(() =>
        {
            Elapse(TimeSpan.FromMilliseconds(1)); // whoever asked ends first, and only then the pause begins
            _venue.Count("CreateListenKey").ShouldBe(1);
        });

        var acquired = _connection.ExpectMsg<ListenKeyProtocol.Acquired>();
        acquired.Key.Value.ShouldBe("key-1");
        ExpectMsg(acquired);
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

    private void AnswerOverSession(KeyRequest what)
    {
        _trading.ExpectMsg(new TradingProtocol.KeyCall(what));
        _trading.Reply(new TradingProtocol.KeyOutcome(new VenueReply<ListenKey>.Ok(SessionKey)));
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
