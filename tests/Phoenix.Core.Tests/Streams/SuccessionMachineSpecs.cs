using Phoenix.Core.Primitives;
using Phoenix.Core.Streams.Rotation;

namespace Phoenix.Core.Tests.Streams;

/// <summary>Goal: the old connection is closed only when its successor has proved itself.</summary>
public sealed class SuccessionMachineSpecs
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(5);
    private static readonly Instant Start = new(1_000_000_000);
    private static readonly Epoch Old = new(1);
    private static readonly Epoch Heir = new(2);
    private SuccessionState _state = SuccessionState.None;

    [Fact]
    public void The_old_connection_is_closed_when_the_overlap_is_over_and_not_a_tick_before()
    {
        Feed(new SuccessionInput.Begin(Heir, Overlap), Start).ShouldBe(new SuccessionEffect.Dial(Heir));
        Feed(new SuccessionInput.Good(Old), Start).ShouldBeNull();
        Feed(new SuccessionInput.Good(Heir), Start).ShouldBe(new SuccessionEffect.WakeAt(Start + Overlap));

        var due = Start + Overlap;
        Feed(new SuccessionInput.Wake(), due - TimeSpan.FromTicks(1)).ShouldBe(new SuccessionEffect.WakeAt(due));
        Feed(new SuccessionInput.Wake(), due).ShouldBe(
            new SuccessionEffect.TakeOver(Heir, IsGood: true, ClosesOld: true));
        _state.ShouldBe(SuccessionState.None);
    }

    [Fact]
    public void A_successor_that_never_flows_closes_nothing()
    {
        Feed(new SuccessionInput.Begin(Heir, Overlap), Start);
        Feed(new SuccessionInput.Wake(), Start + TimeSpan.FromHours(1)).ShouldBeNull();
        Feed(new SuccessionInput.HeirDied(Heir), Start).ShouldBe(new SuccessionEffect.GiveUp(Heir));
        _state.ShouldBe(SuccessionState.None);
    }

    [Fact]
    public void A_successor_that_dies_in_the_overlap_closes_nothing()
    {
        Feed(new SuccessionInput.Begin(Heir, Overlap), Start);
        Feed(new SuccessionInput.Good(Heir), Start);
        Feed(new SuccessionInput.HeirDied(Heir), Start).ShouldBe(new SuccessionEffect.GiveUp(Heir));
        Feed(new SuccessionInput.Wake(), Start + Overlap).ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_successor_takes_over_at_once_when_the_old_connection_dies(bool flows)
    {
        Feed(new SuccessionInput.Begin(Heir, Overlap), Start);
        if (flows)
        {
            Feed(new SuccessionInput.Good(Heir), Start);
        }

        Feed(new SuccessionInput.IncumbentDied(), Start).ShouldBe(
            new SuccessionEffect.TakeOver(Heir, IsGood: flows, ClosesOld: false));
        _state.ShouldBe(SuccessionState.None);
    }

    [Fact]
    public void There_is_one_successor_at_a_time()
    {
        Feed(new SuccessionInput.Begin(Heir, Overlap), Start);
        Feed(new SuccessionInput.Begin(new Epoch(3), Overlap), Start).ShouldBeNull();
        _state.Successor.ShouldBe(Heir);
    }

    private SuccessionEffect? Feed(SuccessionInput input, Instant now)
    {
        (_state, var effects) = SuccessionMachine.Next(_state, input, now);
        return effects.IsEmpty ? null : effects.ShouldHaveSingleItem();
    }
}
