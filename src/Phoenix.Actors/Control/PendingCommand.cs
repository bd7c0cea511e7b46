using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Control;

/// <summary>A command that is carried out and not confirmed yet.</summary>
/// <param name="Asker">Who waits for the answer.</param>
/// <param name="Command">What he asked for.</param>
/// <param name="Deadline">When he is answered in any case.</param>
/// <param name="FirstRound">What desks said in an earlier round was said before the command.</param>
/// <param name="KillNumber">Which write of the kill switch it waits for; 0 for none.</param>
internal sealed record PendingCommand(
    IActorRef Asker, OperatorCommand Command, Instant Deadline, long FirstRound, long KillNumber)
{
    private ImmutableArray<Symbol>? _desks;
    private ImmutableDictionary<Symbol, DeskStanding> _standings = ImmutableDictionary<Symbol, DeskStanding>.Empty;

    /// <summary>Why the kill switch was not written; null if it was, or is not yet.</summary>
    public string? KillProblem { get; init; }

    public bool IsKillWritten { get; init; }

    public PendingCommand With(long round, ImmutableArray<Symbol> desks) =>
        round < FirstRound ? this : this with { _desks = desks };

    public PendingCommand With(long round, DeskStanding standing) => round < FirstRound
        ? this
        : this with { _standings = _standings.SetItem(standing.Symbol, standing) };

    public PendingCommand With(long killNumber, string? problem) => killNumber != KillNumber
        ? this
        : this with { IsKillWritten = problem is null, KillProblem = problem };

    /// <summary>The answer, if there is one already.</summary>
    public ControlProtocol.Answered? Answer(OperatorState state, Instant now)
    {
        var judged = Confirmation.Judge(Command, state, _desks, _standings);
        return judged.IsOvertaken ? Of(OperatorOutcome.NotConfirmed, "another command has come in between")
            : judged.IsDone && KillProblem is { } problem ? Of(OperatorOutcome.NotConfirmed, NotKept(problem))
            : judged.IsDone && (KillNumber == 0 || IsKillWritten) ? Of(OperatorOutcome.Done, "")
            : now < Deadline ? null
            : judged.IsObeyed && Command is OperatorCommand.Resume ? Of(OperatorOutcome.Done, judged.Missing)
            : Of(OperatorOutcome.NotConfirmed, Late(judged));

        ControlProtocol.Answered Of(OperatorOutcome outcome, string detail) => new(outcome, detail, judged.Desks);
    }

    private string Late(Confirmation judged)
    {
        var kill = KillProblem is { } problem ? NotKept(problem)
            : KillNumber != 0 && !IsKillWritten ? "the kill switch is not written yet"
            : "";
        return string.Join("; ", new[] { judged.Missing, kill }.Where(text => text.Length > 0));
    }

    private static string NotKept(string problem) =>
        $"the kill switch is not written, a restart would end it: {problem}; correct that and kill again";
}
