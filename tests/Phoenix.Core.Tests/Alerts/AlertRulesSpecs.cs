using System.Collections.Immutable;
using Phoenix.Core.Alerts;
using Phoenix.Core.Primitives;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Streams;
using Phoenix.Core.Streams.Escalation;

namespace Phoenix.Core.Tests.Alerts;

/// <summary>
/// What is worth an alert, and from when on. Time is virtual and goes second by second, with a healthy desk that tells
/// how it stands each second unless a test silences it.
/// </summary>
public sealed class AlertRulesSpecs
{
    private static readonly Symbol Eth = new("ETHUSDC");
    private static readonly Symbol Btc = new("BTCUSDC");

    private readonly AlertSettings _settings = new();
    private readonly AlertRules _rules;
    private readonly SortedDictionary<Symbol, AlertNote.DeskStands> _desks = [];
    private ImmutableArray<AlertCondition> _holding = [];
    private bool _answers = true;
    private Instant _now;

    public AlertRulesSpecs() => _rules = new AlertRules(_settings, _now);

    [Fact]
    public void All_is_well_while_everything_is()
    {
        Stands(Eth, HaltCauses.None);

        Run(600);

        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void A_halt_is_told_when_it_has_lasted()
    {
        Stands(Eth, HaltCauses.BookStale);

        Run(60);
        _holding.ShouldBeEmpty();
        Run(1);

        Held().ShouldBe("Halted ETHUSDC: BookStale");
        _holding[0].Since.ShouldBe(At(1));
    }

    [Fact]
    public void A_halt_that_changes_its_cause_is_the_same_halt()
    {
        Stands(Eth, HaltCauses.BookStale);
        Run(40);
        Stands(Eth, HaltCauses.NotReconciled);

        Run(21);

        Held().ShouldBe("Halted ETHUSDC: NotReconciled");
    }

    [Theory]
    [InlineData(HaltCauses.PausedByOperator, "WaitsForOperator ETHUSDC: PausedByOperator")]
    [InlineData(HaltCauses.Flattened, "WaitsForOperator ETHUSDC: Flattened")]
    [InlineData(HaltCauses.PausedByOperator | HaltCauses.BookStale, "WaitsForOperator ETHUSDC: PausedByOperator")]
    [InlineData(HaltCauses.LossStop, "LossStop ETHUSDC: ")]
    [InlineData(HaltCauses.Killed, "Killed all: ")]
    public void A_halt_that_a_person_has_to_end_is_told_at_once_and_once(HaltCauses halts, string told)
    {
        Stands(Eth, halts);

        Run(1);
        Held().ShouldBe(told);
        Run(300);

        Held().ShouldBe(told);
    }

    [Theory]
    [InlineData(HaltCauses.Flattening)]
    [InlineData(HaltCauses.Stopping)]
    public void What_somebody_wants_and_ends_by_itself_is_no_alert(HaltCauses halts)
    {
        Stands(Eth, halts);

        Run(600);

        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void The_time_that_somebody_wanted_a_halt_does_not_count()
    {
        Stands(Eth, HaltCauses.PausedByOperator);
        Run(600);
        Stands(Eth, HaltCauses.NotReconciled);

        Run(60);
        _holding.ShouldBeEmpty();
        Run(1);

        Held().ShouldBe("Halted ETHUSDC: NotReconciled");
    }

    [Fact]
    public void A_kill_of_many_symbols_is_one_alert()
    {
        Stands(Eth, HaltCauses.Killed);
        Stands(Btc, HaltCauses.Killed);

        Run(120);

        Held().ShouldBe("Killed all: ");
    }

    [Fact]
    public void A_stop_of_the_account_is_one_alert_whatever_it_halts()
    {
        var stop = new LossVerdict.Stop(LossCause.DayDrawdown, new LossFigures(0.09m, 0.08m, 91, 100));
        Stands(Eth, HaltCauses.LossStop);
        Note(new AlertNote.AccountStands(stop, new LossStops { Account = stop }));

        Run(120);

        Held().ShouldBe("LossStop all: Stop for DayDrawdown: 9 % of 100 lost, the limit is 8 %");
    }

    [Fact]
    public void The_drawdown_is_told_at_each_threshold()
    {
        var figures = new LossFigures(0.031m, 0.03m, 96.9m, 100);
        Note(new AlertNote.AccountStands(new LossVerdict.Warn(LossCause.RunDrawdown, figures), LossStops.None));
        Run(1);
        Held().ShouldStartWith("Drawdown all: Warn for RunDrawdown: 3.1 %");

        Note(new AlertNote.AccountStands(new LossVerdict.ReduceOnly(LossCause.RunDrawdown, figures), LossStops.None));
        Run(1);
        Held().ShouldStartWith("DrawdownDeep all: ReduceOnly for RunDrawdown");

        Note(new AlertNote.AccountStands(LossVerdict.Fine.Instance, LossStops.None));
        Run(1);
        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void A_missing_judge_is_told_after_a_quarter_of_a_minute()
    {
        Stands(Eth, HaltCauses.Unguarded | HaltCauses.NotReconciled);

        Run(15);
        _holding.ShouldBeEmpty();
        Run(1);

        Held().ShouldBe("Unguarded ETHUSDC: Unguarded");
    }

    [Fact]
    public void Halts_that_repeat_are_told_with_their_number()
    {
        Stands(Eth, HaltCauses.None);
        for (var i = 0; i < 5; i++)
        {
            Halt();
            Run(60);
        }

        _holding.ShouldBeEmpty();
        Halt();
        Run(1);
        Held().ShouldBe("HaltsRepeat ETHUSDC: 6");

        Run(298);
        Held().ShouldBe("HaltsRepeat ETHUSDC: 6");
        Run(1);
        _holding.ShouldBeEmpty(); // the first one is ten minutes old

        void Halt()
        {
            Note(new AlertNote.Halted(Eth, HaltCauses.BookStale, WasQuoting: true));
            Note(new AlertNote.Halted(Eth, HaltCauses.NotReconciled, WasQuoting: false));
            Note(new AlertNote.Resumed(Eth));
        }
    }

    [Fact]
    public void A_connection_that_dies_again_and_again_is_told()
    {
        for (var i = 0; i < 3; i++)
        {
            Die("public-A", DeathCause.SilentStream);
        }

        Run(1);
        _holding.ShouldBeEmpty();
        Die("public-A", DeathCause.TransportClosed);
        Run(1);

        Held().ShouldBe("RecoveriesRepeat public-A: 4, TransportClosed");
    }

    [Fact]
    public void Deaths_of_several_connections_are_not_added_up()
    {
        foreach (var slot in new[] { "public-A", "public-B", "market-A", "user" })
        {
            Die(slot, DeathCause.TransportClosed);
        }

        Run(1);

        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void A_planned_end_is_no_death()
    {
        for (var i = 0; i < 9; i++)
        {
            Note(new AlertNote.Lost("user", DeathCause.PlannedRotation));
            Note(new AlertNote.Lost("user", DeathCause.PlannedStop));
        }

        Run(60);

        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void A_connection_that_does_not_come_back_is_told()
    {
        Note(new AlertNote.Lost("public-A", DeathCause.SilentStream));
        Run(10);
        Note(new AlertNote.Lost("public-A", DeathCause.ConnectFailed));

        Run(19);
        _holding.ShouldBeEmpty();
        Run(1);
        Held().ShouldBe("StreamLost public-A: ConnectFailed");

        Note(new AlertNote.Up("public-A"));
        Run(1);
        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void What_happens_once_stands_until_it_has_not_happened_for_long()
    {
        Note(new AlertNote.PositionDiffers(Eth, "ForeignTrade: 0.5"));
        Run(300);
        Note(new AlertNote.PositionDiffers(Eth, "ForeignTrade: 0.7"));

        Run(599);
        Held().ShouldBe("PositionDiffers ETHUSDC: ForeignTrade: 0.7");
        _holding[0].Since.ShouldBe(At(0));
        Run(1);

        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void Evidence_against_a_book_is_told()
    {
        Note(new AlertNote.BookContradicted(Btc, "the best bid is above"));

        Run(1);

        Held().ShouldBe("BookContradicted BTCUSDC: the best bid is above");
    }

    [Theory]
    [InlineData(DeathCause.ListenKeyExpired)]
    [InlineData(DeathCause.ListenKeyReplaced)]
    [InlineData(DeathCause.ListenKeyMissing)]
    public void A_listen_key_that_does_not_live_is_trouble_with_a_key(DeathCause cause)
    {
        Die("user", cause);

        Run(1);

        Held().ShouldBe($"KeyTrouble user: {cause}");
    }

    [Fact]
    public void An_order_of_unknown_state_is_told_when_that_lasts()
    {
        Stands(Eth, HaltCauses.None, "px-1", "px-2");
        Run(20);
        Stands(Eth, HaltCauses.None, "px-2", "px-3");

        Run(10);
        _holding.ShouldBeEmpty();
        Run(1);
        Held().ShouldBe("OrdersUnknown ETHUSDC: px-2, px-3");

        Stands(Eth, HaltCauses.None, "px-3");
        Run(1);
        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void Safe_mode_and_a_ban_stand_as_long_as_they_last()
    {
        Note(new AlertNote.Escalated(EscalationLevel.Session));
        Note(new AlertNote.Ban(false));
        Run(1);
        _holding.ShouldBeEmpty();

        Note(new AlertNote.Escalated(EscalationLevel.SafeMode));
        Note(new AlertNote.Ban(true));
        Run(1);
        Held().ShouldBe("SafeMode all: ; Banned all: ");

        Note(new AlertNote.Escalated(EscalationLevel.Calm));
        Note(new AlertNote.Ban(false));
        Run(1);
        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void The_silence_of_the_system_itself_is_told()
    {
        _answers = false;

        Run(9);
        _holding.ShouldBeEmpty();
        Run(1);
        Held().ShouldBe("Silent all: ");

        _answers = true;
        Run(1);
        _holding.ShouldBeEmpty();
    }

    [Fact]
    public void A_desk_that_tells_nothing_is_told_of_and_a_removed_one_is_not()
    {
        Stands(Eth, HaltCauses.None);
        Stands(Btc, HaltCauses.None);
        Run(1);
        _desks.Clear();
        Note(new AlertNote.Removed(Btc));

        Run(9);
        _holding.ShouldBeEmpty();
        Run(1);

        Held().ShouldBe("DeskSilent ETHUSDC: ");
    }

    [Fact]
    public void Who_stood_still_himself_accuses_nobody_of_silence()
    {
        Stands(Eth, HaltCauses.None);
        Run(1);
        (_answers, _now) = (false, _now + TimeSpan.FromMinutes(5));
        _desks.Clear();

        Run(1);

        _holding.ShouldBeEmpty();
    }

    private static Instant At(int second) => default(Instant) + TimeSpan.FromSeconds(second);

    private void Stands(Symbol symbol, HaltCauses halts, params string[] unknown) =>
        _desks[symbol] = new AlertNote.DeskStands(symbol, halts, [.. unknown.Select(id => new ClientOrderId(id))]);

    private void Die(string slot, DeathCause cause)
    {
        Note(new AlertNote.Lost(slot, cause));
        Note(new AlertNote.Up(slot));
    }

    private void Note(AlertNote note) => _rules.Note(note, _now);

    private void Run(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            if (_answers)
            {
                Note(new AlertNote.Answered());
            }

            foreach (var stands in _desks.Values)
            {
                Note(stands);
            }

            _holding = _rules.Holding(_now);
        }
    }

    private string Held() => string.Join("; ", _holding.Select(condition => $"{condition.Key}: {condition.Detail}"));
}
