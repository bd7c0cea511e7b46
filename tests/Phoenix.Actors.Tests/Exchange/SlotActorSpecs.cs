using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging.Abstractions;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Telemetry;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Actors.Tests.Exchange;

/// <summary>
/// Goal: a slot has one living connection at most, replaces it for ever, and knows when that does not help.
/// </summary>
public sealed class SlotActorSpecs : TimedSpec
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ReconnectSettings _settings = new();
    private readonly FakeVenue _venue;
    private readonly EpochSource _epochs = new();
    private int _alive;
    private int _mostAlive;

    public SlotActorSpecs()
    {
        _venue = new FakeVenue(() => At);
    }

    [Fact]
    public void Every_death_is_followed_by_one_new_connection_of_a_new_epoch()
    {
        StartSlot(jitter: 0);
        var epochs = new List<Epoch>();
        var dialed = Dial(_settings.MinPause);

        for (var death = 0; death < 5; death++)
        {
            epochs.Add(dialed.Epoch);
            dialed.Connection.Tell(new StreamDiedException(DeathCause.TransportClosed, "dropped"));
            ExpectMsg<SlotProtocol.Lost>().Epoch.ShouldBe(dialed.Epoch);
            Settle();
            dialed = Dial(_settings.MinPause);
        }

        epochs.Add(dialed.Epoch);
        epochs.Distinct().Count().ShouldBe(6);
        epochs.ShouldBeInOrder();
        _alive.ShouldBe(1);
        _mostAlive.ShouldBe(1);
    }

    [Fact]
    public void The_cause_of_a_death_is_told_as_the_connection_named_it()
    {
        StartSlot(jitter: 0);
        var dialed = Dial(_settings.MinPause);

        dialed.Connection.Tell(new StreamDiedException(DeathCause.MalformedFrame, "not a frame"));

        var lost = ExpectMsg<SlotProtocol.Lost>();
        (lost.Slot, lost.Cause, lost.Detail).ShouldBe(("public-A", DeathCause.MalformedFrame, "not a frame"));
    }

    [Fact]
    public void An_untyped_failure_is_a_crash_of_ours()
    {
        StartSlot(jitter: 0);
        var dialed = Dial(_settings.MinPause);

        dialed.Connection.Tell(new InvalidOperationException("bug"));

        var lost = ExpectMsg<SlotProtocol.Lost>();
        lost.Cause.ShouldBe(DeathCause.Crashed);
        lost.Detail.ShouldContain("bug");
    }

    [Fact]
    public void The_wait_doubles_with_every_failure_and_is_not_a_tick_short()
    {
        StartSlot(jitter: 0.5);
        var dialed = Dial(_settings.MinPause);

        for (var failure = 1; failure <= 5; failure++)
        {
            dialed.Connection.Tell(new StreamDiedException(DeathCause.ConnectFailed, "refused"));
            ExpectMsg<SlotProtocol.Lost>();
            Settle();
            var wait = _settings.MinPause + (_settings.MinBackoff * Math.Pow(2, failure - 1) * 0.5);
            Pass(wait - Tick);
            dialed = Dial(Tick);
        }
    }

    [Fact]
    public void The_wait_starts_over_after_a_connection_was_good_for_long_enough()
    {
        StartSlot(jitter: 0.5);
        var dialed = Dial(_settings.MinPause);
        for (var failure = 1; failure <= 3; failure++)
        {
            dialed.Connection.Tell(new StreamDiedException(DeathCause.ConnectFailed, "refused"));
            ExpectMsg<SlotProtocol.Lost>();
            Settle();
            dialed = Dial(TimeSpan.FromSeconds(2));
        }

        dialed.Connection.Tell("good");
        ExpectMsg<SlotProtocol.Up>().Epoch.ShouldBe(dialed.Epoch);
        Pass(_settings.StableAfter);
        dialed.Connection.Tell(new StreamDiedException(DeathCause.TransportClosed, "dropped"));
        ExpectMsg<SlotProtocol.Lost>();
        Settle();

        Pass(_settings.MinPause + (_settings.MinBackoff * 0.5) - Tick);
        Dial(Tick);
    }

    [Fact]
    public void A_verdict_on_an_older_connection_does_not_touch_the_present_one()
    {
        StartSlot(jitter: 0);
        var old = Dial(_settings.MinPause);
        old.Connection.Tell(new StreamDiedException(DeathCause.TransportClosed, "dropped"));
        ExpectMsg<SlotProtocol.Lost>();
        Settle();
        var present = Dial(_settings.MinPause);

        Subject.Tell(new SlotProtocol.Condemn(old.Epoch, DeathCause.SilentStream, "late", TimeSpan.FromSeconds(5)));
        Settle();
        Settle(present.Connection);
        _alive.ShouldBe(1);

        var silent = TimeSpan.FromSeconds(5);
        Subject.Tell(new SlotProtocol.Condemn(present.Epoch, DeathCause.SilentStream, "silent", silent));
        var lost = ExpectMsg<SlotProtocol.Lost>();
        (lost.Epoch, lost.Cause, lost.SilentFor).ShouldBe((present.Epoch, DeathCause.SilentStream, silent));
    }

    [Fact]
    public void Six_failures_in_a_row_are_told_to_everybody_and_the_slot_goes_on()
    {
        Sys.EventStream.Subscribe<SystemEvent.SlotExhausted>(TestActor);
        StartSlot(jitter: 0);

        for (var failure = 1; failure < _settings.EscalateAfter; failure++)
        {
            Dial(_settings.MinPause).Connection.Tell(new StreamDiedException(DeathCause.ConnectFailed, "refused"));
            ExpectMsg<SlotProtocol.Lost>();
            Settle();
        }

        Dial(_settings.MinPause).Connection.Tell(new StreamDiedException(DeathCause.ConnectFailed, "refused"));

        var last = ReceiveN(2); // the one comes by the parent, the other does not
        last.OfType<SlotProtocol.Lost>().ShouldHaveSingleItem().Cause.ShouldBe(DeathCause.ConnectFailed);
        last.OfType<SystemEvent.SlotExhausted>().ShouldHaveSingleItem().Failures.ShouldBe(_settings.EscalateAfter);
        Settle();
        Dial(_settings.MinPause);
    }

    [Fact]
    public void A_slot_waits_for_room_in_the_budget_of_all_slots()
    {
        Sys.EventStream.Subscribe<SystemEvent.DialDeferred>(TestActor);
        while (_epochs.MayDial(DialRank.Market, At + _settings.MinPause, out _))
        {
        }

        StartSlot(jitter: 0);
        Elapse(_settings.MinPause);
        var deferred = ExpectMsg<SystemEvent.DialDeferred>();
        Settle();
        Pass(deferred.Until - At - Tick);
        Dial(Tick);
    }

    [Fact]
    public void A_repeated_verdict_of_the_same_cause_waits_for_its_window_and_no_longer()
    {
        StartSlot(jitter: 0);
        var first = Dial(_settings.MinPause);
        Subject.Tell(new SlotProtocol.Condemn(first.Epoch, DeathCause.EchoMissing, "hides", TimeSpan.Zero));
        ExpectMsg<SlotProtocol.Lost>();
        Settle();
        var second = Dial(_settings.MinPause);
        Subject.Tell(new SlotProtocol.Condemn(second.Epoch, DeathCause.EchoMissing, "hides", TimeSpan.Zero));
        Settle();
        var left = CauseLedger.DebounceOf(DeathCause.EchoMissing) - _settings.MinPause;
        Pass(left - Tick);
        _alive.ShouldBe(1);
        Elapse(Tick);
        ExpectMsg<SlotProtocol.Lost>().Epoch.ShouldBe(second.Epoch);
    }

    [Fact]
    public void A_refusal_for_dialling_too_often_stops_all_dialling()
    {
        StartSlot(jitter: 0);
        Dial(_settings.MinPause).Connection.Tell(new StreamDiedException(DeathCause.ConnectLimited, "403"));
        ExpectMsg<SlotProtocol.Lost>();
        Settle();

        _epochs.MayDial(DialRank.Account, At + _settings.LimitedPause - Tick, out _).ShouldBeFalse();
    }

    [Fact]
    public void What_a_connection_tells_beyond_its_life_reaches_the_parent()
    {
        StartSlot(jitter: 0);
        var dialed = Dial(_settings.MinPause);

        dialed.Connection.Tell("say hello");

        ExpectMsg<Hello>();
    }

    private void StartSlot(double jitter)
    {
        var chance = new FixedChance(jitter);
        var ports = new PhoenixPorts(
            _venue.Rest, _venue.MarketData, _venue.UserData, _venue.Trading, chance, NullLoggerFactory.Instance);
        Start(SlotActor.Create("public-A", Connection, _settings, _epochs, ports));
    }

    private Props Connection(Epoch epoch) => Props.Create(() => new Mortal(epoch, Count));

    private void Count(int change)
    {
        var alive = Interlocked.Add(ref _alive, change);
        _mostAlive = Math.Max(_mostAlive, alive);
    }

    private SlotProtocol.Dialed Dial(TimeSpan after)
    {
        Elapse(after);
        var dialed = ExpectMsg<SlotProtocol.Dialed>();
        Settle();
        Settle(dialed.Connection);
        return dialed;
    }

    private sealed record Hello;

    private sealed class FixedChance(double unit) : IChance
    {
        public double NextUnit() => unit;
    }

    /// <summary>A connection that does what it is told, dying included.</summary>
    private sealed class Mortal : ReceiveActor
    {
        private readonly Action<int> _count;

        public Mortal(Epoch epoch, Action<int> count)
        {
            _count = count;
            Receive<Exception>(error => throw error);
            Receive<SlotProtocol.Condemn>(m => throw new StreamDiedException(m.Cause, m.Detail));
            Receive<string>(text => text == "good", _ => Context.Parent.Tell(new SlotProtocol.Good(epoch)));
            Receive<string>(_ => Context.Parent.Tell(new Hello()));
        }

        protected override void PreStart() => _count(1);

        protected override void PostStop() => _count(-1);
    }
}
