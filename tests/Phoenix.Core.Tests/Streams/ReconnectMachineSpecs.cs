using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Reconnect;

namespace Phoenix.Core.Tests.Streams;

/// <summary>The one owner of reconnection: when it dials, how long it waits, when it asks for help.</summary>
public sealed class ReconnectMachineSpecs
{
    private static readonly ReconnectSettings Settings = new() { MinPause = TimeSpan.Zero };
    private static readonly Instant Start = new(1_000_000_000);
    private ReconnectState _state = ReconnectState.Initial;

    [Fact]
    public void A_slot_dials_after_the_pause_because_its_predecessor_may_just_have_closed()
    {
        var settings = new ReconnectSettings();
        var step = ReconnectMachine.Next(_state, new ReconnectInput.Start(), Start, settings);
        var due = Start + settings.MinPause;
        step.State.ShouldBe(new ReconnectState.Waiting(0, due));
        ReconnectMachine.Next(step.State, new ReconnectInput.Wake(new Epoch(1)), due, settings).Effects
            .ShouldHaveSingleItem().ShouldBe(new ReconnectEffect.Dial(new Epoch(1)));
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 400)]
    [InlineData(3, 800)]
    [InlineData(5, 3200)]
    [InlineData(7, 10_000)]
    [InlineData(60, 10_000)]
    public void The_wait_doubles_up_to_its_ceiling_and_jitter_takes_a_share_of_it(int failures, int ceilingMs)
    {
        Fail(failures - 1, jitter: 0);

        Die(Start, jitter: 0.5);

        _state.ShouldBeOfType<ReconnectState.Waiting>()
            .Until.ShouldBe(Start + TimeSpan.FromMilliseconds(ceilingMs / 2.0));
    }

    [Fact]
    public void No_attempt_comes_before_the_old_socket_had_time_to_close()
    {
        var settings = new ReconnectSettings();
        var alive = new ReconnectState.Alive(0, new Epoch(1), null);
        var died = new ReconnectInput.Died(new Epoch(1), DeathCause.TransportClosed, Jitter: 0);
        ReconnectMachine.Next(alive, died, Start, settings).State
            .ShouldBe(new ReconnectState.Waiting(1, Start + settings.MinPause));
    }

    [Fact]
    public void The_backoff_starts_over_only_after_good_data_for_long_enough()
    {
        Fail(3, jitter: 0);
        GoodSince(Start);
        Die(Start + Settings.StableAfter, jitter: 0);
        _state.Failures.ShouldBe(1);
    }

    [Fact]
    public void A_connection_that_flaps_does_not_reset_the_backoff()
    {
        Fail(3, jitter: 0);
        GoodSince(Start);
        Die(Start + Settings.StableAfter - TimeSpan.FromTicks(1), jitter: 0);
        _state.Failures.ShouldBe(4);
    }

    [Fact]
    public void A_connection_that_carried_a_part_for_long_enough_is_no_failure_in_a_row()
    {
        Fail(3, jitter: 0);
        var epoch = _state.ShouldBeOfType<ReconnectState.Alive>().Epoch;
        Feed(new ReconnectInput.Useful(new Epoch(epoch.Value - 1)), Start);
        Feed(new ReconnectInput.Useful(epoch), Start).ShouldBeEmpty();
        Die(Start + Settings.StableAfter, jitter: 0);
        _state.Failures.ShouldBe(1);
    }

    [Fact]
    public void It_never_gives_up_and_asks_for_help_at_every_sixth_failure()
    {
        var escalations = 0;
        for (var i = 0; i < 60; i++)
        {
            escalations += Fail(1, jitter: 0).OfType<ReconnectEffect.Escalate>().Count();
            _state.ShouldBeOfType<ReconnectState.Alive>();
        }

        escalations.ShouldBe(10);
    }

    [Fact]
    public void The_death_of_an_older_incarnation_changes_nothing()
    {
        Dial(5);
        Feed(new ReconnectInput.Died(new Epoch(4), DeathCause.TransportClosed, 0.5), Start).ShouldBeEmpty();
        _state.ShouldBeOfType<ReconnectState.Alive>().Epoch.ShouldBe(new Epoch(5));
    }

    [Fact]
    public void A_timer_that_comes_early_is_set_again()
    {
        Dial(1);
        Die(Start, jitter: 0.9);
        var until = _state.ShouldBeOfType<ReconnectState.Waiting>().Until;

        Feed(new ReconnectInput.Wake(new Epoch(2)), until - TimeSpan.FromTicks(1)).ShouldHaveSingleItem()
            .ShouldBe(new ReconnectEffect.WakeAt(until));
        Feed(new ReconnectInput.Wake(new Epoch(3)), until).ShouldHaveSingleItem()
            .ShouldBe(new ReconnectEffect.Dial(new Epoch(3)));
    }

    /// <summary>
    /// A slot without a live connection and without an attempt ahead is the death that nobody notices.
    /// </summary>
    [Fact]
    public void Every_state_after_the_start_is_live_or_has_its_next_attempt_scheduled()
    {
        var random = new Random(7);
        Dial(1);
        for (var i = 0; i < 10_000; i++)
        {
            ReconnectInput input = random.Next(3) switch
            {
                0 => new ReconnectInput.Good(new Epoch(random.Next(4))),
                1 => new ReconnectInput.Died(
                new Epoch(random.Next(4)), DeathCause.TransportClosed, random.NextDouble()),
                _ => new ReconnectInput.Wake(new Epoch(random.Next(1, 4))),
            };
            var effects = Feed(input, Start + TimeSpan.FromMilliseconds(i));
            (_state is ReconnectState.Alive || effects.Any(e => e is ReconnectEffect.WakeAt) || effects.Length == 0)
                .ShouldBeTrue();
            _state.ShouldNotBeOfType<ReconnectState.Idle>();
        }
    }

    private ImmutableArray<ReconnectEffect> Fail(int times, double jitter)
    {
        var last = ImmutableArray<ReconnectEffect>.Empty;
        Dial(1);
        for (var i = 0; i < times; i++)
        {
            last = Die(Start, jitter);
            Feed(new ReconnectInput.Wake(new Epoch(1)), Start);
        }

        return last;
    }

    /// <summary>Starts the slot, unless it runs, and lets it dial.</summary>
    private void Dial(long epoch)
    {
        if (_state is ReconnectState.Idle)
        {
            Feed(new ReconnectInput.Start(), Start);
            Feed(new ReconnectInput.Wake(new Epoch(epoch)), Start);
        }
    }

    private void GoodSince(Instant at) => Feed(new ReconnectInput.Good(Current), at);

    private ImmutableArray<ReconnectEffect> Die(Instant at, double jitter)
    {
        Dial(1);
        return Feed(new ReconnectInput.Died(Current, DeathCause.TransportClosed, jitter), at);
    }

    private Epoch Current => ((ReconnectState.Alive)_state).Epoch;

    private ImmutableArray<ReconnectEffect> Feed(ReconnectInput input, Instant now)
    {
        (_state, var effects) = ReconnectMachine.Next(_state, input, now, Settings);
        return effects;
    }
}
