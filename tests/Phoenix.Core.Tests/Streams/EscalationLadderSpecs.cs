using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Each rung re-creates more; the way down needs everything to flow for long enough.</summary>
public sealed class EscalationLadderSpecs
{
    private static readonly ReconnectSettings Settings = new();
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private EscalationState _state = EscalationState.Initial;
    private Instant _now = new(1_000_000_000);

    [Fact]
    public void A_lost_connection_is_the_slots_own_business()
    {
        Feed(new EscalationInput.Lost("public-A", DeathCause.TransportClosed))
            .ShouldHaveSingleItem().ShouldBeOfType<EscalationEffect.Report>();
        _state.Level.ShouldBe(EscalationLevel.Connection);
    }

    [Fact]
    public void Each_exhaustion_climbs_and_from_the_fourth_on_nothing_is_quoted()
    {
        Exhaust("private-A").ShouldContain(
            new EscalationEffect.RecreatePart(AccountPart.UserData, DeathCause.ConnectFailed));
        _state.Level.ShouldBe(EscalationLevel.Part);
        Exhaust("private-A").ShouldContain(new EscalationEffect.RecreateSession(DeathCause.ConnectFailed));
        _state.Level.ShouldBe(EscalationLevel.Session);
        Exhaust("private-A").ShouldBeEmpty(); // the session was re-created just now
        Exhaust("private-A").ShouldContain(new EscalationEffect.EnterSafeMode(DeathCause.ConnectFailed));
        (_state.Level, _state.IsSafe).ShouldBe((EscalationLevel.SafeMode, true));
    }

    [Fact]
    public void Safe_mode_goes_on_re_creating_for_ever_at_a_bounded_rate()
    {
        var rebuilds = new List<Instant>();
        for (var second = 0; second < 3_600; second++)
        {
            _now += TimeSpan.FromSeconds(1);
            var effects = Exhaust("public-A");
            if (effects.Any(effect => effect is EscalationEffect.RecreateSession))
            {
                rebuilds.Add(_now);
            }
        }

        rebuilds.Zip(rebuilds.Skip(1), (left, right) => right - left).Min().ShouldBe(Settings.RebuildInterval);
        rebuilds.Count.ShouldBeGreaterThan(100);
        _state.IsSafe.ShouldBeTrue();
    }

    [Fact]
    public void A_slot_whose_sibling_carries_the_streams_re_creates_nothing()
    {
        Feed(new EscalationInput.Up("public-A"));
        for (var time = 0; time < 10; time++)
        {
            Exhaust("public-B").ShouldBeEmpty();
        }

        Feed(new EscalationInput.Lost("public-A", DeathCause.SilentStream));
        Exhaust("public-B").ShouldContain(
            new EscalationEffect.RecreatePart(AccountPart.MarketData, DeathCause.ConnectFailed));
    }

    [Fact]
    public void A_slot_of_another_route_is_no_sibling()
    {
        Feed(new EscalationInput.Up("market-A"));
        Exhaust("public-A").ShouldContain(effect => effect is EscalationEffect.RecreatePart);
    }

    [Fact]
    public void Safe_mode_ends_when_everything_has_flowed_for_long_enough_and_not_a_tick_before()
    {
        Climb("trading-A");
        Feed(new EscalationInput.Up("trading-A"))
            .ShouldContain(new EscalationEffect.WakeAt(_now + Settings.StableAfter));
        _now += Settings.StableAfter - Tick;
        Feed(new EscalationInput.Wake()).ShouldHaveSingleItem().ShouldBeOfType<EscalationEffect.WakeAt>();
        _state.IsSafe.ShouldBeTrue();
        _now += Tick;
        Feed(new EscalationInput.Wake()).ShouldContain(new EscalationEffect.LeaveSafeMode());
        _state.Level.ShouldBe(EscalationLevel.Calm);
    }

    [Fact]
    public void What_flaps_stays_where_it_is()
    {
        Climb("trading-A");
        for (var flap = 0; flap < 20; flap++)
        {
            Feed(new EscalationInput.Up("trading-A"));
            _now += Settings.StableAfter - Tick;
            Feed(new EscalationInput.Lost("trading-A", DeathCause.TransportClosed));
            _now += Tick;
            Feed(new EscalationInput.Wake());
            _state.IsSafe.ShouldBeTrue();
        }
    }

    [Fact]
    public void One_part_that_flows_does_not_vouch_for_another()
    {
        Climb("trading-A");
        Feed(new EscalationInput.Lost("private-A", DeathCause.TransportClosed));
        Feed(new EscalationInput.Up("trading-A"));
        _now += Settings.StableAfter;
        Feed(new EscalationInput.Wake());
        _state.IsSafe.ShouldBeTrue();
        Feed(new EscalationInput.Up("private-A"));
        _now += Settings.StableAfter;
        Feed(new EscalationInput.Wake()).ShouldContain(new EscalationEffect.LeaveSafeMode());
    }

    [Fact]
    public void Re_creating_the_session_counts_every_slot_as_down_until_it_flows_again()
    {
        Feed(new EscalationInput.Up("public-A"));
        Feed(new EscalationInput.Up("trading-A"));
        Exhaust("private-A");
        Exhaust("private-A");
        _state.Live.ShouldBeEmpty();
        _state.Troubles[AccountPart.Trading].Down.ShouldBe(["trading-A"]);
    }

    [Fact]
    public void Safe_mode_always_has_a_way_out_scheduled_or_a_slot_that_is_down()
    {
        var random = new Random(3);
        var slots = new[] { "public-A", "public-B", "market-A", "private-A", "trading-A" };
        Instant? wake = null;
        for (var step = 0; step < 20_000; step++)
        {
            _now += TimeSpan.FromMilliseconds(random.Next(3_000));
            var slot = slots[random.Next(slots.Length)];
            EscalationInput input = random.Next(5) switch
            {
                0 => new EscalationInput.Lost(slot, DeathCause.TransportClosed),
                1 => new EscalationInput.Exhausted(slot, DeathCause.ConnectFailed),
                2 => new EscalationInput.Wake(),
                _ => new EscalationInput.Up(slot),
            };
            wake = input is EscalationInput.Wake ? null : wake;
            wake = Feed(input).OfType<EscalationEffect.WakeAt>().LastOrDefault()?.At ?? wake;
            var everythingFlows = _state.Troubles.Values.All(trouble => trouble.Down.IsEmpty);
            (!_state.IsSafe || !everythingFlows || wake is not null).ShouldBeTrue();
        }
    }

    private void Climb(string slot)
    {
        for (var rung = 0; rung < PartTrouble.SafeModeAt; rung++)
        {
            Exhaust(slot);
        }

        _state.IsSafe.ShouldBeTrue();
    }

    private ImmutableArray<EscalationEffect> Exhaust(string slot) =>
        Feed(new EscalationInput.Exhausted(slot, DeathCause.ConnectFailed));

    private ImmutableArray<EscalationEffect> Feed(EscalationInput input)
    {
        (_state, var effects) = EscalationLadder.Next(_state, input, _now, Settings);
        return effects;
    }
}
