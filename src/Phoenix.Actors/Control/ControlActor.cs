using Akka.Actor;
using Microsoft.Extensions.Logging;
using Phoenix.Actors.Exchange;
using Phoenix.Actors.Risk;
using Phoenix.Actors.Symbols;
using Phoenix.Actors.Time;
using Phoenix.Core.Control;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;

namespace Phoenix.Actors.Control;

/// <summary>
/// Takes the operator's commands, puts them in force, and answers each when the desks have shown that the venue
/// confirms it. Its death loses who waits for an answer; what is in force outlives it.
/// </summary>
internal sealed class ControlActor : ReceiveActor, IWithTimers
{
    /// <summary>Commands that may wait for their confirmation at once.</summary>
    public const int MostPending = 16;

    /// <summary>How long a resumed symbol may take to be quoted before its other halts are named instead.</summary>
    public static readonly TimeSpan ResumePatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(100);

    private readonly OperatorWill _will;
    private readonly SymbolRoster _roster;
    private readonly IActorRef _symbols;
    private readonly IActorRef _risk;
    private readonly RiskBook _book;
    private readonly IKillSwitch _killSwitch;
    private readonly ILogger _log;
    private readonly List<PendingCommand> _pending = [];
    private long _round;
    private long _killNumber;

    public ControlActor(
        OperatorWill will,
        SymbolRoster roster,
        IActorRef symbols,
        IActorRef risk,
        RiskBook book,
        PhoenixPorts ports)
    {
        (_will, _roster, _symbols, _killSwitch) = (will, roster, symbols, ports.KillSwitch);
        (_risk, _book) = (risk, book);
        _log = ports.Logs.CreateLogger("Phoenix.Control");
        Receive<ControlProtocol.Carry>(m => Carry(m, Sender));
        Receive<ControlProtocol.Resettle>(m => _symbols.Tell(new SymbolsProtocol.Resettle(m, Sender)));
        Receive<SymbolsProtocol.Resettled>(OnResettled);
        Receive<ControlProtocol.GetInForce>(_ => Sender.Tell(new ControlProtocol.InForce(_will.State, _will.Problem)));
        Receive<KillReleased>(OnReleased);
        Receive<KillWritten>(OnKillWritten);
        Receive<SymbolsProtocol.Desks>(m => Note(pending => pending.With(m.Round, m.Symbols)));
        Receive<SymbolsProtocol.Stood>(m => Note(pending => pending.With(m.Round, m.Standing)));
        Receive<Ask>(_ => AskDesks());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private static Instant Now => Context.System.Now();

    public static Props Create(
        OperatorWill will,
        SymbolRoster roster,
        IActorRef symbols,
        IActorRef risk,
        RiskBook book,
        PhoenixPorts ports) =>
        Props.Create(() => new ControlActor(will, roster, symbols, risk, book, ports));

    protected override void PreStart()
    {
        if (_will.State.IsKilled)
        {
            _log.BeginsKilled(_will.Problem ?? "resume --after-kill ends it");
        }
    }

    private void Carry(ControlProtocol.Carry wish, IActorRef asker)
    {
        var command = wish.Command;
        if (Refusal(command) is { } refusal)
        {
            asker.Tell(new ControlProtocol.Answered(OperatorOutcome.Refused, refusal, []));
            return;
        }

        if (command is OperatorCommand.Resume { AfterKill: true } && _will.State.IsKilled)
        {
            var release = new KillReleased(++_killNumber, wish, asker, null);
            _killSwitch.Release().PipeTo(Self, success: problem => release with { Problem = problem });
            return;
        }

        PutInForce(wish, asker);
    }

    private string? Refusal(OperatorCommand command) =>
        _will.State.Refuse(command)
        ?? (command is OperatorCommand.Resume { Symbol: not null } && _book.Stops.Account is { } stop
            ? $"the whole account is stopped ({stop.Describe()}): only resume of all ends that"
            : command.Target is { } symbol && _roster.Find(symbol) is null ? $"{symbol} is not traded here"
            : command is not OperatorCommand.Kill && _pending.Count >= MostPending
                ? $"{MostPending} commands wait for their confirmation already"
            : null);

    /// <summary>The desks are told at once; a kill is written down meanwhile.</summary>
    private void PutInForce(ControlProtocol.Carry wish, IActorRef asker)
    {
        var command = wish.Command;
        _will.State = _will.State.After(command);
        _symbols.Tell(command is OperatorCommand.Choose
            ? new SymbolsProtocol.Assign(_will.State, command.Target)
            : new SymbolsProtocol.Obey(_will.State, command.Target));
        if (command is OperatorCommand.Resume)
        {
            _risk.Tell(new RiskProtocol.Pardon(command.Target));
        }

        var killNumber = 0L;
        if (command is OperatorCommand.Kill)
        {
            var number = killNumber = ++_killNumber;
            _killSwitch.Engage().PipeTo(Self, success: problem => new KillWritten(number, problem));
        }

        var patience = command is OperatorCommand.Resume && wish.Patience > ResumePatience
            ? ResumePatience
            : wish.Patience;
        Answer();
        if (_pending.Count >= MostPending)
        {
            _pending[0].Asker.Tell(new ControlProtocol.Answered(
                OperatorOutcome.NotConfirmed, "too many commands wait for their confirmation", []));
            _pending.RemoveAt(0);
        }

        _pending.Add(new PendingCommand(asker, command, Now + patience, _round + 1, killNumber));
        AskDesks();
    }

    /// <summary>A strategy that the settings name anew goes before one that was chosen earlier.</summary>
    private void OnResettled(SymbolsProtocol.Resettled resettled)
    {
        var wish = resettled.Wish;
        foreach (var settings in resettled.Problem is null ? wish.Settings : [])
        {
            if (wish.NewStrategies.Contains(settings.Symbol))
            {
                _will.State = _will.State.After(new OperatorCommand.Choose(settings.Symbol, settings.Strategy));
                _symbols.Tell(new SymbolsProtocol.Assign(_will.State, settings.Symbol));
            }
        }

        resettled.Asker.Tell(new ControlProtocol.Resettled(resettled.Problem));
    }

    private void OnReleased(KillReleased released)
    {
        var problem = released.Number != _killNumber ? "another command has come in between" : released.Problem;
        if (problem is null)
        {
            PutInForce(released.Wish, released.Asker);
            return;
        }

        _log.KillNotKept(problem);
        released.Asker.Tell(new ControlProtocol.Answered(
            OperatorOutcome.Refused, $"everything stays killed, for the kill switch was not released: {problem}", []));
    }

    private void OnKillWritten(KillWritten written)
    {
        if (written.Problem is { } problem)
        {
            _log.KillNotKept(problem);
        }

        Note(pending => pending.With(written.Number, written.Problem));
    }

    private void AskDesks()
    {
        Answer();
        if (_pending.Count == 0)
        {
            Timers.Cancel(Ask.Instance);
            return;
        }

        _symbols.Tell(new SymbolsProtocol.GetStandings(++_round));
        Timers.StartSingleTimer(Ask.Instance, Ask.Instance, AskInterval);
    }

    private void Note(Func<PendingCommand, PendingCommand> change)
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            _pending[i] = change(_pending[i]);
        }

        Answer();
    }

    /// <summary>Whoever can be answered by now is.</summary>
    private void Answer() => _pending.RemoveAll(pending =>
    {
        if (pending.Answer(_will.State, Now) is not { } answer)
        {
            return false;
        }

        pending.Asker.Tell(answer);
        return true;
    });

    /// <param name="Number">Of the write, so that a later one is not taken for it.</param>
    private sealed record KillReleased(long Number, ControlProtocol.Carry Wish, IActorRef Asker, string? Problem);

    private sealed record KillWritten(long Number, string? Problem);

    private sealed record Ask
    {
        public static Ask Instance { get; } = new();
    }
}
