using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Control;

/// <summary>Goal: the operator's last word counts, and a kill goes before all others.</summary>
public sealed class OperatorStateSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly Symbol Btc = new("BTCUSDC");

    [Fact]
    public void A_command_without_a_symbol_is_for_all_of_them_also_those_that_come_later()
    {
        var state = OperatorState.Free.After(new OperatorCommand.Pause(null));

        state.Of(Eth).ShouldBe(OperatorStance.Paused);
        state.After(new OperatorCommand.Resume(Eth, AfterKill: false)).ShouldSatisfyAllConditions(
            resumed => resumed.Of(Eth).ShouldBe(OperatorStance.Free),
            resumed => resumed.Of(Btc).ShouldBe(OperatorStance.Paused));
    }

    [Fact]
    public void What_is_said_of_all_takes_back_what_was_said_of_one()
    {
        var state = OperatorState.Free
            .After(new OperatorCommand.Flatten(Eth))
            .After(new OperatorCommand.Resume(null, AfterKill: false));

        state.Of(Eth).ShouldBe(OperatorStance.Free);
    }

    [Fact]
    public void A_strategy_is_chosen_beside_all_else_and_outlives_a_kill()
    {
        var state = OperatorState.Free
            .After(new OperatorCommand.Pause(Btc))
            .After(new OperatorCommand.Choose(null, StrategyKind.AvellanedaStoikov))
            .After(new OperatorCommand.Choose(Eth, StrategyKind.Glft));

        (state.StrategyOf(Eth), state.StrategyOf(Btc)).ShouldBe((StrategyKind.Glft, StrategyKind.AvellanedaStoikov));
        (state.Of(Eth), state.Of(Btc)).ShouldBe((OperatorStance.Free, OperatorStance.Paused));
        OperatorState.Free.StrategyOf(Eth).ShouldBeNull();

        var after = state.After(new OperatorCommand.Kill()).After(new OperatorCommand.Resume(null, AfterKill: true));
        (after.StrategyOf(Eth), after.Of(Btc)).ShouldBe((StrategyKind.Glft, OperatorStance.Free));
        state.After(new OperatorCommand.Choose(null, StrategyKind.Grid)).StrategyOf(Eth).ShouldBe(StrategyKind.Grid);
    }

    [Fact]
    public void A_kill_refuses_everything_but_its_own_end()
    {
        var killed = OperatorState.Free.After(new OperatorCommand.Kill());

        killed.Of(Eth).ShouldBe(OperatorStance.Killed);
        killed.Refuse(new OperatorCommand.Resume(null, AfterKill: false)).ShouldNotBeNull();
        killed.Refuse(new OperatorCommand.Resume(Eth, AfterKill: true)).ShouldNotBeNull();
        killed.Refuse(new OperatorCommand.Pause(Eth)).ShouldNotBeNull();
        killed.Refuse(new OperatorCommand.Flatten(null)).ShouldNotBeNull();
        killed.Refuse(new OperatorCommand.Kill()).ShouldBeNull();
        killed.Refuse(new OperatorCommand.Resume(null, AfterKill: true)).ShouldBeNull();
    }

    [Fact]
    public void The_end_of_a_kill_is_the_end_of_everything_said_before()
    {
        var state = OperatorState.Free
            .After(new OperatorCommand.Pause(Eth))
            .After(new OperatorCommand.Kill())
            .After(new OperatorCommand.Resume(null, AfterKill: true));

        state.ShouldBe(OperatorState.Free);
    }
}
