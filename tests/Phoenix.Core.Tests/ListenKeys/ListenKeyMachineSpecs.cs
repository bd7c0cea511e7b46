using System.Collections.Immutable;
using Phoenix.Core.ListenKeys;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.ListenKeys;

/// <summary>
/// The listen key: one per account, the same one returned while it lives, and closing it deafens everybody.
/// </summary>
public sealed class ListenKeyMachineSpecs
{
    private static readonly ListenKeySettings Settings = new();
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

    [Fact]
    public void It_is_kept_alive_every_half_hour()
    {
        Hold(1);
        Feed(new ListenKeyInput.Wake(), Start + Settings.KeepAliveInterval - TimeSpan.FromTicks(1))
            .ShouldHaveSingleItem().ShouldBeOfType<ListenKeyEffect.WakeAt>();
        Feed(new ListenKeyInput.Wake(), Start + Settings.KeepAliveInterval)
            .ShouldHaveSingleItem().ShouldBe(new ListenKeyEffect.KeepAlive(new Epoch(1)));
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
