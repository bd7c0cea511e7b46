using Akka.Actor;
using Phoenix.Actors.Control;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Symbols;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Core.Control;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Tests.Control;

/// <summary>Goal: each command is answered once, with no more than the desks have shown.</summary>
public sealed class ControlActorSpecs : TimedSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly OperatorCommand Pause = new OperatorCommand.Pause(null);

    private readonly FakeKillSwitch _killSwitch = new();
    private readonly OperatorWill _will = new(new KillReading(IsEngaged: false, null));

    private readonly RiskBook _book = new(new StopReading(LossStops.None, null), new LossSettings());

    public ControlActorSpecs() => Start(ControlActor.Create(
        _will,
        new SymbolRoster(FakeVenue.Settings.Symbols),
        TestActor,
        ActorRefs.Nobody,
        _book,
        new FakeVenue(() => At).Ports with { KillSwitch = _killSwitch }));

    [Fact]
    public void A_command_is_in_force_before_a_desk_is_told()
    {
        Say(Pause);

        var obey = ExpectMsg<SymbolsProtocol.Obey>();
        obey.Symbol.ShouldBeNull();
        obey.State.Of(FakeVenue.Eth).ShouldBe(OperatorStance.Paused);
        _will.State.ShouldBe(obey.State);
    }

    [Fact]
    public void It_is_answered_when_every_desk_has_confirmed_it()
    {
        Say(Pause);
        var round = Round();
        Answer(round, "has orders that may still execute: 3");
        Settle();

        Answer(round, "");

        var answered = ExpectMsg<ControlProtocol.Answered>();
        (answered.Outcome, answered.Detail).ShouldBe((OperatorOutcome.Done, ""));
        answered.Desks.ShouldHaveSingleItem().Symbol.ShouldBe(FakeVenue.Eth);
    }

    [Fact]
    public void What_a_desk_said_before_the_command_does_not_count()
    {
        Say(Pause);
        var before = Round();
        Answer(before, "has orders that may still execute: 3");
        Say(Pause);
        var after = Round();

        Answer(before, "");
        ExpectMsg<ControlProtocol.Answered>().Outcome.ShouldBe(OperatorOutcome.Done); // the first alone
        Settle();

        Answer(after, "");
        ExpectMsg<ControlProtocol.Answered>().Outcome.ShouldBe(OperatorOutcome.Done);
    }

    [Fact]
    public void After_its_time_it_is_answered_with_what_is_missing()
    {
        Say(Pause);
        Answer(Round(), "has orders that may still execute: 3");

        Settle();
        Elapse(Patience);

        var answered = FishForMessage<ControlProtocol.Answered>(_ => true);
        answered.Outcome.ShouldBe(OperatorOutcome.NotConfirmed);
        answered.Detail.ShouldBe("ETHUSDC has orders that may still execute: 3");
    }

    [Fact]
    public void A_resume_that_waits_for_other_halts_is_done_and_names_them()
    {
        Say(new OperatorCommand.Resume(null, AfterKill: false));
        Answer(Round(), "is not quoted yet: BookStale", OperatorStance.Free);

        Settle();
        Elapse(ControlActor.ResumePatience);

        var answered = FishForMessage<ControlProtocol.Answered>(_ => true);
        answered.Outcome.ShouldBe(OperatorOutcome.Done);
        answered.Detail.ShouldBe("ETHUSDC is not quoted yet: BookStale");
    }

    [Fact]
    public void A_symbol_that_is_not_traded_is_refused()
    {
        Say(new OperatorCommand.Pause(new Symbol("DOGEUSDC")));

        ExpectMsg<ControlProtocol.Answered>().ShouldSatisfyAllConditions(
            answered => answered.Outcome.ShouldBe(OperatorOutcome.Refused),
            answered => answered.Detail.ShouldBe("DOGEUSDC is not traded here"));
    }

    [Fact]
    public void Whoever_waits_when_all_is_killed_is_told_so()
    {
        Say(Pause);
        Round();

        Say(new OperatorCommand.Kill());

        FishForMessage<ControlProtocol.Answered>(_ => true).ShouldSatisfyAllConditions(
            answered => answered.Outcome.ShouldBe(OperatorOutcome.NotConfirmed),
            answered => answered.Detail.ShouldBe("another command has come in between"));
    }

    [Fact]
    public void A_kill_is_done_when_it_is_written_and_the_desks_have_confirmed_it()
    {
        Say(new OperatorCommand.Kill());
        Answer(Round(), "", OperatorStance.Killed);
        Settle();

        _killSwitch.Written.SetResult(null);

        FishForMessage<ControlProtocol.Answered>(_ => true).Outcome.ShouldBe(OperatorOutcome.Done);
    }

    [Fact]
    public void A_kill_that_cannot_be_written_is_in_force_and_says_so()
    {
        _killSwitch.Written.SetResult("the disk is full");
        Say(new OperatorCommand.Kill());
        Answer(Round(), "", OperatorStance.Killed);

        var answered = FishForMessage<ControlProtocol.Answered>(_ => true);
        answered.Outcome.ShouldBe(OperatorOutcome.NotConfirmed);
        answered.Detail.ShouldContain("the disk is full");
        _will.State.IsKilled.ShouldBeTrue();
    }

    [Fact]
    public void A_kill_ends_by_its_second_word_alone()
    {
        _killSwitch.Written.SetResult(null);
        Say(new OperatorCommand.Kill());
        Answer(Round(), "", OperatorStance.Killed);
        FishForMessage<ControlProtocol.Answered>(_ => true);

        Say(new OperatorCommand.Resume(null, AfterKill: false));
        FishForMessage<ControlProtocol.Answered>(_ => true).Outcome.ShouldBe(OperatorOutcome.Refused);

        Say(new OperatorCommand.Resume(null, AfterKill: true));
        FishForMessage<SymbolsProtocol.Obey>(_ => true).State.ShouldBe(OperatorState.Free);
    }

    [Fact]
    public void What_cannot_be_released_stays_killed()
    {
        _will.State = OperatorState.Free.After(new OperatorCommand.Kill());
        _killSwitch.Written.SetResult("no right to the folder");

        Say(new OperatorCommand.Resume(null, AfterKill: true));

        ExpectMsg<ControlProtocol.Answered>().ShouldSatisfyAllConditions(
            answered => answered.Outcome.ShouldBe(OperatorOutcome.Refused),
            answered => answered.Detail.ShouldContain("no right to the folder"));
        _will.State.IsKilled.ShouldBeTrue();
    }

    [Fact]
    public void Only_so_many_commands_wait_and_a_kill_is_never_one_too_many()
    {
        for (var i = 0; i < ControlActor.MostPending; i++)
        {
            Say(Pause);
        }

        Say(Pause);
        FishForMessage<ControlProtocol.Answered>(_ => true).Outcome.ShouldBe(OperatorOutcome.Refused);

        Say(new OperatorCommand.Kill());
        FishForMessage<SymbolsProtocol.Obey>(obey => obey.State.IsKilled);
    }

    private void Say(OperatorCommand command) =>
        Subject.Tell(new ControlProtocol.Carry(command, Patience), TestActor);

    /// <summary>The next round in which the desks are asked.</summary>
    private long Round() => FishForMessage<SymbolsProtocol.GetStandings>(_ => true).Round;

    private void Answer(long round, string missing, OperatorStance stance = OperatorStance.Paused)
    {
        Subject.Tell(new SymbolsProtocol.Desks(round, [FakeVenue.Eth]), TestActor);
        var standing = new DeskStanding(
            FakeVenue.Eth, stance, missing.Length == 0, HaltCauses.None, QuoteMode.Normal, 0, 0, missing);
        Subject.Tell(new SymbolsProtocol.Stood(round, standing), TestActor);
    }

    /// <summary>Every write ends as, and when, the test says.</summary>
    private sealed class FakeKillSwitch : IKillSwitch
    {
        public TaskCompletionSource<string?> Written { get; } = new();

        public KillReading Read() => new(IsEngaged: false, null);

        public Task<string?> Engage() => Written.Task;

        public Task<string?> Release() => Written.Task;
    }
}
