using System.Collections.Immutable;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;

namespace Phoenix.Core.Tests.ListenKeys;

/// <summary>
/// The listen key: one per account, the same one returned while it lives, and closing it deafens everybody.
/// </summary>
public sealed class ListenKeyMachineSpecs
{
    private static readonly ListenKeySettings Settings = new() { CheckInterval = TimeSpan.FromHours(1) };
    private static readonly Instant Start = new(1_000_000_000);
    private static readonly ListenKey Key = new("first-key");
    private ListenKeyState _state = ListenKeyState.Initial;

    [Fact]
    public void A_reconnect_asks_for_a_key_and_never_closes_one()
    {
        var effects = new List<ListenKeyEffect>();
        for (var epoch = 1; epoch <= 50; epoch++)
        {
            effects.AddRange(Feed(new ListenKeyInput.Wanted(new Epoch(epoch)), Start));
            effects.AddRange(Feed(Created(epoch, Key), Start));
        }

        effects.OfType<ListenKeyEffect.Create>().Count().ShouldBe(50);
        effects.OfType<ListenKeyEffect.Grant>().Count().ShouldBe(50);
        effects.OfType<ListenKeyEffect.Close>().ShouldBeEmpty();
    }

    [Fact]
    public void Not_even_a_key_that_changed_makes_it_close_the_old_one()
    {
        Hold(1);
        var effects = Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start)
            .AddRange(Feed(Created(2, new ListenKey("second-key")), Start));
        effects.OfType<ListenKeyEffect.Close>().ShouldBeEmpty();
    }

    [Fact]
    public void It_is_closed_at_the_last_orderly_stop_only()
    {
        Hold(1);
        Feed(new ListenKeyInput.Release(), Start).ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.Close());
        Feed(new ListenKeyInput.Closed(new VenueReply<Done>.Ok(default)), Start)
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.ReportReleased(true));
        Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.0, 30.0)]
    [InlineData(0.5, 29.0)]
    [InlineData(0.75, 28.5)]
    public void It_is_kept_alive_every_half_hour_a_random_part_earlier(double jitter, double minutes)
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(1)), Start);
        Feed(new ListenKeyInput.Created(new Epoch(1), new VenueReply<ListenKey>.Ok(Key), jitter), Start);
        var due = Start + TimeSpan.FromMinutes(minutes);
        Feed(new ListenKeyInput.Wake(), due - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.WakeAt(due));
        Feed(new ListenKeyInput.Wake(), due)
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.KeepAlive(new Epoch(1)));
    }

    [Fact]
    public void It_is_checked_more_often_than_its_life_demands()
    {
        var settings = new ListenKeySettings();
        var creating = new ListenKeyState.Creating(new Epoch(1), 0);
        var (held, _) = ListenKeyMachine.Next(creating, Created(1, Key), Start, settings);
        held.ShouldBeOfType<ListenKeyState.Held>().NextKeepAlive.ShouldBe(Start + settings.CheckInterval);
        settings.CheckInterval.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_key_that_somebody_ended_is_noticed_when_the_venue_gives_another_one()
    {
        Hold(1);
        Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start);
        var second = new ListenKey("second-key");
        var effects = Feed(Created(2, second), Start + Settings.Validity - TimeSpan.FromTicks(1));
        effects.OfType<ListenKeyEffect.ReportLost>().ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                lost => lost.Key.ShouldBe(Key), lost => lost.Cause.ShouldBe(DeathCause.ListenKeyReplaced));
        effects.ShouldContain(new ListenKeyEffect.Grant(new Epoch(2), second));
    }

    [Fact]
    public void A_key_whose_validity_is_over_was_not_ended_by_anybody()
    {
        Hold(1);
        Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start);
        Feed(Created(2, new ListenKey("second-key")), Start + Settings.Validity)
            .OfType<ListenKeyEffect.ReportLost>().ShouldHaveSingleItem()
            .Cause.ShouldBe(DeathCause.ListenKeyExpired);
    }

    [Fact]
    public void A_keep_alive_that_answers_with_another_key_means_that_ours_is_gone()
    {
        Hold(1);
        Feed(new ListenKeyInput.Wake(), Start + Settings.KeepAliveInterval);
        var other = new VenueReply<ListenKey>.Ok(new ListenKey("key-of-a-stranger"));
        Feed(new ListenKeyInput.Extended(new Epoch(1), other, 0.5), Start + Settings.KeepAliveInterval)
            .OfType<ListenKeyEffect.ReportLost>().ShouldHaveSingleItem()
            .Cause.ShouldBe(DeathCause.ListenKeyReplaced);
    }

    [Fact]
    public void An_expiry_that_the_venue_tells_is_reported_once_however_often_it_is_told()
    {
        Hold(1);
        Feed(new ListenKeyInput.Expired(new ListenKey("some-older-key")), Start).ShouldBeEmpty();
        Feed(new ListenKeyInput.Expired(Key), Start).ShouldHaveSingleItem()
            .ShouldBeOfType<ListenKeyEffect.ReportLost>().Cause.ShouldBe(DeathCause.ListenKeyExpired);
        Feed(new ListenKeyInput.Expired(Key), Start).ShouldBeEmpty();
        Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start);
        Feed(Created(2, new ListenKey("second-key")), Start)
            .OfType<ListenKeyEffect.ReportLost>().ShouldBeEmpty(); // nobody else ended it
    }

    [Fact]
    public void A_wait_that_the_venue_demands_is_not_cut_short_by_the_next_connection()
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(1)), Start);
        var banned = new VenueError(VenueFailure.Banned, -1003, "banned", TimeSpan.FromMinutes(2));
        Feed(new ListenKeyInput.Created(new Epoch(1), new VenueReply<ListenKey>.Failed(banned), 0.5), Start);
        var until = Start + TimeSpan.FromMinutes(2);
        Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start + TimeSpan.FromSeconds(35))
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.WakeAt(until));
        Feed(new ListenKeyInput.Wake(), until)
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.Create(new Epoch(2)));
    }

    [Fact]
    public void An_unknown_key_is_lost_at_once_and_not_extended_for_ever()
    {
        Hold(1);
        Feed(new ListenKeyInput.Wake(), Start + Settings.KeepAliveInterval);
        var gone = new VenueError(VenueFailure.ListenKeyUnknown, -1125, "This listenKey does not exist.");
        Feed(Extended(1, gone), Start + Settings.KeepAliveInterval)
            .ShouldHaveSingleItem().ShouldBeOfType<ListenKeyEffect.ReportLost>().Epoch.ShouldBe(new Epoch(1));
    }

    [Fact]
    public void A_failed_keep_alive_is_tried_again_while_the_key_is_valid_and_lost_when_it_cannot_be()
    {
        Hold(1);
        var busy = new VenueError(VenueFailure.Unavailable, 0, "503");
        var now = Start + Settings.KeepAliveInterval;
        var lost = false;
        for (var i = 0; i < 1000 && !lost; i++)
        {
            Feed(new ListenKeyInput.Wake(), now);
            Feed(Extended(1, busy), now); // the other way is tried at once
            lost = Feed(Extended(1, busy), now).Any(e => e is ListenKeyEffect.ReportLost);
            now += TimeSpan.FromSeconds(30);
        }

        lost.ShouldBeTrue();
        (now - Start).ShouldBeGreaterThan(Settings.Validity - TimeSpan.FromMinutes(1));
        (now - Start).ShouldBeLessThan(Settings.Validity + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_failed_create_is_tried_again_after_the_wait_the_venue_demands()
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(1)), Start);
        var limited = new VenueError(VenueFailure.RateLimited, -1003, "too many", TimeSpan.FromSeconds(40));
        Feed(new ListenKeyInput.Created(new Epoch(1), new VenueReply<ListenKey>.Failed(limited), 0.5), Start)
            .ShouldContain(new ListenKeyEffect.WakeAt(Start + TimeSpan.FromSeconds(40)));
    }

    [Fact]
    public void An_answer_to_an_older_request_is_dropped()
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(1)), Start);
        Feed(new ListenKeyInput.Wanted(new Epoch(2)), Start);
        Feed(Created(1, Key), Start).ShouldBeEmpty();
        Feed(Created(2, Key), Start).ShouldContain(new ListenKeyEffect.Grant(new Epoch(2), Key));
    }

    [Theory]
    [InlineData(KeyChannel.Rest, KeyChannel.WebSocket, VenueFailure.Unavailable)]
    [InlineData(KeyChannel.WebSocket, KeyChannel.Rest, VenueFailure.OutcomeUnknown)]
    public void What_one_way_does_not_bring_is_asked_for_the_other_way_at_once_and_then_after_a_pause(
        KeyChannel preferred, KeyChannel other, VenueFailure failure)
    {
        var settings = Settings with { Channel = preferred };
        var error = new VenueError(failure, 0, "x");
        Next(new ListenKeyInput.Wanted(new Epoch(1)))
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.Create(new Epoch(1), preferred));
        Next(Failed()).ShouldContain(new ListenKeyEffect.Create(new Epoch(1), other));
        Next(Failed()).OfType<ListenKeyEffect.WakeAt>().ShouldHaveSingleItem();
        _state.ShouldBeOfType<ListenKeyState.CreateBackoff>().Failures.ShouldBe(1, "one round is one failure");
        Next(new ListenKeyInput.Wake(), Settings.MaxRetry)
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.Create(new Epoch(1), preferred));
        Next(Failed());
        Next(Created(1, Key)).ShouldContain(new ListenKeyEffect.Grant(new Epoch(1), Key));

        Next(new ListenKeyInput.Wake(), TimeSpan.FromHours(0.6))
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.KeepAlive(new Epoch(1), preferred));
        Next(Extended(1, error)).ShouldContain(new ListenKeyEffect.KeepAlive(new Epoch(1), other));
        Next(Extended(1, error)).OfType<ListenKeyEffect.WakeAt>().ShouldHaveSingleItem();
        _state.ShouldBeOfType<ListenKeyState.Held>();

        Next(new ListenKeyInput.Release()).ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.Close(preferred));
        Next(Closed()).ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.Close(other));
        Next(Closed()).ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.ReportReleased(false));

        ImmutableArray<ListenKeyEffect> Next(ListenKeyInput input, TimeSpan later = default)
        {
            (_state, var effects) = ListenKeyMachine.Next(_state, input, Start + later, settings);
            return effects;
        }

        ListenKeyInput.Created Failed() => new(new Epoch(1), new VenueReply<ListenKey>.Failed(error), 0.5);

        ListenKeyInput.Closed Closed() => new(new VenueReply<Done>.Failed(error));
    }

    [Theory]
    [InlineData(VenueFailure.RateLimited)]
    [InlineData(VenueFailure.Banned)]
    [InlineData(VenueFailure.Unauthorized)]
    [InlineData(VenueFailure.Refused)]
    public void What_is_refused_one_way_is_not_tried_the_other_way(VenueFailure failure)
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(1)), Start);
        var error = new VenueError(failure, 0, "no");
        Feed(new ListenKeyInput.Created(new Epoch(1), new VenueReply<ListenKey>.Failed(error), 0.5), Start)
            .OfType<ListenKeyEffect.Create>().ShouldBeEmpty();
        _state.ShouldBeOfType<ListenKeyState.CreateBackoff>();
    }

    [Fact]
    public void A_wait_that_is_demanded_one_way_is_not_avoided_by_the_other()
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(1)), Start);
        var busy = new VenueError(VenueFailure.Unavailable, 0, "503", TimeSpan.FromSeconds(7));
        Feed(new ListenKeyInput.Created(new Epoch(1), new VenueReply<ListenKey>.Failed(busy), 0.5), Start)
            .ShouldContain(new ListenKeyEffect.WakeAt(Start + TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Every_state_decides_every_input()
    {
        ImmutableArray<ListenKeyState> states =
        [
            new ListenKeyState.Idle(),
            new ListenKeyState.Creating(new Epoch(1), 0),
            new ListenKeyState.CreateBackoff(new Epoch(1), 1, Start),
            new ListenKeyState.Held(new Epoch(1), Key, Start, 0, Start),
            new ListenKeyState.Extending(new Epoch(1), Key, Start, 0),
            new ListenKeyState.Closing(),
            new ListenKeyState.Released(),
        ];
        ImmutableArray<ListenKeyInput> inputs =
        [
            new ListenKeyInput.Wanted(new Epoch(2)),
            Created(1, Key),
            Extended(1, new VenueError(VenueFailure.Unavailable, 0, "x")),
            new ListenKeyInput.Expired(Key),
            new ListenKeyInput.Wake(),
            new ListenKeyInput.Release(),
        ];
        foreach (var state in states)
        {
            foreach (var input in inputs)
            {
                Should.NotThrow(() => ListenKeyMachine.Next(state, input, Start, Settings));
            }
        }
    }

    [Fact]
    public void The_keys_text_never_shows()
    {
        new ListenKey("pqia91ma19a5s61cv6a81va65sdf19v8").ToString().ShouldBe("pqia…");
    }

    private static ListenKeyInput.Created Created(long epoch, ListenKey key) =>
        new(new Epoch(epoch), new VenueReply<ListenKey>.Ok(key), 0.5);

    private static ListenKeyInput.Extended Extended(long epoch, VenueError error) =>
        new(new Epoch(epoch), new VenueReply<ListenKey>.Failed(error), 0.5);

    private void Hold(long epoch)
    {
        Feed(new ListenKeyInput.Wanted(new Epoch(epoch)), Start);
        Feed(Created(epoch, Key), Start);
    }

    private ImmutableArray<ListenKeyEffect> Feed(ListenKeyInput input, Instant now)
    {
        (_state, var effects) = ListenKeyMachine.Next(_state, input, now, Settings);
        return effects;
    }
}
