using Akka.Actor;
using Akka.TestKit;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.UserData;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Actors.Tests.UserData;

/// <summary>Goal: a user stream counts as alive by answered probes only, and dies of a named cause.</summary>
public sealed class UserConnectionActorSpecs : TimedSpec
{
    private static readonly Epoch Epoch = new(4);
    private static readonly ListenKey Key = new("key-of-the-venue");
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly PhoenixSettings _settings = new() { Symbols = FakeVenue.Settings.Symbols };
    private readonly FakeVenue _venue;
    private readonly TestProbe _listenKey;

    public UserConnectionActorSpecs()
    {
        _venue = new FakeVenue(() => At);
        _listenKey = CreateTestProbe();
        Start(UserConnectionActor.Create(Epoch, _settings, _listenKey.Ref, _venue.Ports));
    }

    [Fact]
    public void No_socket_is_opened_without_a_key()
    {
        _listenKey.ExpectMsg(new ListenKeyProtocol.Acquire(Epoch));

        Pass(_settings.Streams.ConnectTimeout);

        _venue.UserData.Connections.ShouldBeEmpty();
    }

    [Fact]
    public void The_key_that_was_granted_is_the_one_that_is_used()
    {
        Connect();

        _venue.UserData.Connections.ShouldHaveSingleItem().Key.ShouldBe(Key);
    }

    [Fact]
    public void A_key_that_never_comes_ends_the_attempt()
    {
        Pass(_settings.Streams.ConnectTimeout + _settings.ListenKey.MaxRetry - Tick);

        Elapse(Tick);

        ExpectDeath(DeathCause.ListenKeyMissing);
        _venue.UserData.Connections.ShouldBeEmpty();
    }

    [Fact]
    public void A_handshake_that_hangs_has_a_deadline_of_its_own_however_late_the_key_came()
    {
        _venue.UserData.Opens = false;
        Pass(_settings.ListenKey.MaxRetry);
        Connect();
        Settle();

        Pass(_settings.Streams.ConnectTimeout - Tick);
        Elapse(Tick);

        ExpectDeath(DeathCause.ConnectTimeout);
        AwaitAssert(() => _venue.UserData.Connections[0].Closes.ShouldBe(1));
    }

    [Fact]
    public void A_stream_is_subscribed_at_the_first_answer_and_up_at_the_second()
    {
        Connect();

        ExpectMsg<UserDataProtocol.Subscribed>();
        ExpectMsg(new SlotProtocol.Good(Epoch));
    }

    [Fact]
    public void An_unanswered_probe_is_death()
    {
        _venue.UserData.Answers = false;
        Connect();
        Settle();

        Pass(_settings.UserStream.ProbeTimeout - Tick);
        Elapse(Tick);

        ExpectDeath(DeathCause.ProbeUnanswered);
    }

    [Fact]
    public void A_stream_that_was_up_dies_of_the_first_unanswered_probe()
    {
        Connect();
        ExpectUp();
        _venue.UserData.Answers = false;

        Pass(_settings.UserStream.ProbeInterval);
        Pass(_settings.UserStream.ProbeTimeout - Tick);
        Elapse(Tick);

        ExpectDeath(DeathCause.ProbeUnanswered);
    }

    [Fact]
    public void A_stream_that_does_not_carry_order_events_is_refused()
    {
        _venue.UserData.Carries = ["ACCOUNT_UPDATE"];
        Connect();

        var died = ExpectMsg<Guardian.Failed>().Error.ShouldBeOfType<StreamDiedException>();
        died.DeathCause.ShouldBe(DeathCause.SubscriptionRefused);
        died.Detail.ShouldContain("ORDER_TRADE_UPDATE");
    }

    [Fact]
    public void An_expired_key_is_death_and_the_socket_is_closed_once()
    {
        Connect();
        ExpectUp();
        Watch(Subject);

        _venue.UserData.Connections[0].ExpireKey();

        ExpectDeath(DeathCause.ListenKeyExpired);
        ExpectTerminated(Subject);
        _venue.UserData.Connections[0].Closes.ShouldBe(1);
        _venue.Count("CloseListenKey").ShouldBe(0);
    }

    [Fact]
    public void An_expired_key_is_told_to_its_owner_before_a_successor_can_ask_for_one()
    {
        Connect();
        ExpectUp();
        _listenKey.ExpectMsg(new ListenKeyProtocol.Acquire(Epoch));

        _venue.UserData.Connections[0].ExpireKey();

        _listenKey.ExpectMsg(new ListenKeyProtocol.Expired(Key));
        ExpectDeath(DeathCause.ListenKeyExpired);
    }

    [Fact]
    public void The_expiry_of_a_former_key_is_not_that_of_its_own()
    {
        Connect();
        ExpectUp();
        _listenKey.ExpectMsg(new ListenKeyProtocol.Acquire(Epoch));

        _venue.UserData.Connections[0].ExpireKey(new ListenKey("a-former-key"));
        Settle();
        _venue.UserData.Connections[0].ExpireKey(default); // one that names none is taken for ours

        _listenKey.ExpectMsg(new ListenKeyProtocol.Expired(Key));
        ExpectDeath(DeathCause.ListenKeyExpired);
    }

    [Fact]
    public void The_loss_of_its_own_key_is_death_and_that_of_another_one_is_not()
    {
        Connect();
        ExpectUp();

        Subject.Tell(new ListenKeyProtocol.Lost(new ListenKey("another"), DeathCause.ListenKeyReplaced, "not ours"));
        Settle();
        Subject.Tell(new ListenKeyProtocol.Lost(Key, DeathCause.ListenKeyReplaced, "ours"));

        ExpectDeath(DeathCause.ListenKeyReplaced);
    }

    private void Connect()
    {
        Subject.Tell(new ListenKeyProtocol.Acquired(Epoch, Key));
        AwaitAssert(() => _venue.UserData.Connections.Count.ShouldBe(1));
    }

    private void ExpectUp()
    {
        ExpectMsg<UserDataProtocol.Subscribed>();
        ExpectMsg<SlotProtocol.Good>();
        Settle();
    }

    private void ExpectDeath(DeathCause cause) =>
        ExpectMsg<Guardian.Failed>().Error.ShouldBeOfType<StreamDiedException>().DeathCause.ShouldBe(cause);
}
