using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams.Handover;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Goal: a planned replacement never leaves the stream without one that is up, whatever fails.</summary>
public sealed class HandoverMachineSpecs
{
    private static readonly UserRotationSettings Settings = new();
    private static readonly Instant Start = new(1_000_000_000);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly Epoch Old = new(1);
    private static readonly Epoch New = new(2);
    private HandoverState _state = HandoverState.Initial;

    [Fact]
    public void A_stream_gets_its_successor_a_random_part_before_the_time_and_not_a_tick_earlier()
    {
        var due = Start + Settings.After - (Settings.Jitter * 0.25);
        Feed(Up(HandoverRole.Current, Old, 0.25), Start)
            .ShouldBe([new HandoverEffect.AnnounceUp(Old), new HandoverEffect.WakeAt(due)]);
        Wake(due - Tick).ShouldHaveSingleItem().ShouldBe(new HandoverEffect.WakeAt(due));
        Wake(due).ShouldContain(new HandoverEffect.BeginSuccessor());
    }

    [Fact]
    public void The_old_stream_ends_after_the_overlap_and_nothing_is_announced_down()
    {
        var at = Making();
        Feed(Up(HandoverRole.Successor, New), at)
            .ShouldHaveSingleItem().ShouldBe(new HandoverEffect.WakeAt(at + Settings.Overlap));
        Wake(at + Settings.Overlap - Tick).ShouldHaveSingleItem().ShouldBeOfType<HandoverEffect.WakeAt>();
        Wake(at + Settings.Overlap)[..2]
            .ShouldBe([new HandoverEffect.Promote(), new HandoverEffect.AnnounceSucceeded(Old, New)]);
    }

    [Fact]
    public void A_successor_that_is_not_up_in_time_is_given_up_and_tried_again()
    {
        var at = Making();
        Wake(at + Settings.Deadline - Tick).ShouldHaveSingleItem().ShouldBeOfType<HandoverEffect.WakeAt>();
        Wake(at + Settings.Deadline).OfType<HandoverEffect.AbandonSuccessor>().ShouldHaveSingleItem();
        Wake(at + Settings.Deadline + Settings.Retry).ShouldContain(new HandoverEffect.BeginSuccessor());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_successor_that_dies_costs_nothing(bool wasUp)
    {
        var at = Making();
        if (wasUp)
        {
            Feed(Up(HandoverRole.Successor, New), at);
        }

        var effects = Feed(new HandoverInput.Lost(HandoverRole.Successor, New), at);
        effects.OfType<HandoverEffect.AbandonSuccessor>().ShouldHaveSingleItem();
        effects.OfType<HandoverEffect.AnnounceDown>().ShouldBeEmpty();
        _state.ShouldBe(new HandoverState.Serving(Old, at + Settings.Retry));
    }

    [Fact]
    public void A_stream_that_dies_first_is_followed_by_the_successor_that_is_being_made()
    {
        var at = Making();
        Feed(new HandoverInput.Lost(HandoverRole.Current, Old), at)
            .ShouldBe([new HandoverEffect.AnnounceDown(Old), new HandoverEffect.Promote()]);
        Feed(Up(HandoverRole.Current, New), at).ShouldContain(new HandoverEffect.AnnounceUp(New));
    }

    [Fact]
    public void A_stream_that_dies_in_the_overlap_is_succeeded_at_once_without_a_gap()
    {
        var at = Making();
        Feed(Up(HandoverRole.Successor, New), at);
        Feed(new HandoverInput.Lost(HandoverRole.Current, Old), at)[..2]
            .ShouldBe([new HandoverEffect.Promote(), new HandoverEffect.AnnounceSucceeded(Old, New)]);
    }

    [Fact]
    public void Every_state_decides_every_input()
    {
        ImmutableArray<HandoverState> states =
        [
            new HandoverState.Down(),
            new HandoverState.Serving(Old, Start),
            new HandoverState.Making(Old, Start),
            new HandoverState.Overlapping(Old, New, Start, Start),
        ];
        foreach (var state in states)
        {
            foreach (var role in Enum.GetValues<HandoverRole>())
            {
                Should.NotThrow(() => HandoverMachine.Next(state, Up(role, New), Start, Settings));
                Should.NotThrow(() => HandoverMachine.Next(
                    state, new HandoverInput.Lost(role, New), Start, Settings));
            }

            Should.NotThrow(() => HandoverMachine.Next(state, new HandoverInput.Wake(), Start, Settings));
        }
    }

    private static HandoverInput.Up Up(HandoverRole role, Epoch epoch, double jitter = 0) => new(role, epoch, jitter);

    private Instant Making()
    {
        Feed(Up(HandoverRole.Current, Old), Start);
        Wake(Start + Settings.After);
        _state.ShouldBeOfType<HandoverState.Making>();
        return Start + Settings.After;
    }

    private ImmutableArray<HandoverEffect> Wake(Instant now) => Feed(new HandoverInput.Wake(), now);

    private ImmutableArray<HandoverEffect> Feed(HandoverInput input, Instant now)
    {
        (_state, var effects) = HandoverMachine.Next(_state, input, now, Settings);
        return effects;
    }
}
