using System.Collections.Immutable;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Control;

/// <summary>Goal: a command is done when every symbol that is meant says so, and never before.</summary>
public sealed class ConfirmationSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly Symbol Btc = new("BTCUSDC");
    private static readonly OperatorCommand Pause = new OperatorCommand.Pause(null);
    private static readonly OperatorState Paused = OperatorState.Free.After(Pause);

    [Fact]
    public void It_is_done_when_all_have_confirmed()
    {
        var judged = Judge(Standing(Eth, ""), Standing(Btc, ""));

        (judged.IsDone, judged.IsOvertaken, judged.Missing).ShouldBe((true, false, ""));
    }

    [Fact]
    public void Who_has_not_confirmed_is_named_with_what_is_missing()
    {
        var judged = Judge(Standing(Eth, "has orders"));

        (judged.IsDone, judged.IsObeyed).ShouldBe((false, false));
        judged.Missing.ShouldBe("ETHUSDC has orders; BTCUSDC has not answered");
    }

    [Fact]
    public void A_desk_that_stands_otherwise_has_not_begun() =>
        Judge(Standing(Eth, ""), Standing(Btc, "", OperatorStance.Free)).Missing.ShouldBe("BTCUSDC has not begun");

    [Fact]
    public void A_strategy_is_chosen_when_every_desk_has_taken_it_whatever_it_stands_for()
    {
        var choose = new OperatorCommand.Choose(Eth, StrategyKind.Glft);
        var state = Paused.After(choose);
        var taken = new Dictionary<Symbol, DeskStanding>
        {
            [Eth] = Standing(Eth, "has orders") with { Strategy = StrategyKind.Glft },
        };

        Confirmation.Judge(choose, state, [Eth, Btc], taken).IsDone.ShouldBeTrue();
        taken[Eth] = taken[Eth] with { Strategy = StrategyKind.Grid };
        Confirmation.Judge(choose, state, [Eth, Btc], taken).Missing.ShouldBe("ETHUSDC has not begun");
        Confirmation.Judge(choose, state.After(new OperatorCommand.Choose(Eth, StrategyKind.Grid)), [Eth, Btc], taken)
            .IsOvertaken.ShouldBeTrue();
    }

    [Fact]
    public void Without_any_desk_nothing_is_done()
    {
        var judged = Confirmation.Judge(
            Pause, Paused, desks: null, ImmutableDictionary<Symbol, DeskStanding>.Empty);

        judged.IsDone.ShouldBeFalse();
        judged.Missing.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_later_command_overtakes_it()
    {
        var state = Paused.After(new OperatorCommand.Flatten(Btc));

        Confirmation.Judge(Pause, state, [Eth, Btc], ImmutableDictionary<Symbol, DeskStanding>.Empty)
            .IsOvertaken.ShouldBeTrue();
    }

    [Fact]
    public void A_kill_overtakes_everything_even_before_there_is_a_desk()
    {
        var state = Paused.After(new OperatorCommand.Kill());

        Confirmation.Judge(Pause, state, desks: null, ImmutableDictionary<Symbol, DeskStanding>.Empty)
            .IsOvertaken.ShouldBeTrue();
    }

    private static Confirmation Judge(params DeskStanding[] standings) => Confirmation.Judge(
        Pause, Paused, [Eth, Btc], standings.ToDictionary(standing => standing.Symbol));

    private static DeskStanding Standing(
        Symbol symbol, string missing, OperatorStance stance = OperatorStance.Paused) =>
        new(symbol, stance, missing.Length == 0, HaltCauses.None, QuoteMode.Normal, 0, 0, missing);
}
