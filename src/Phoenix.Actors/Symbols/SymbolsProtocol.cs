using System.Collections.Immutable;
using Akka.Actor;
using Phoenix.Actors.Control;
using Phoenix.Core.Control;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Actors.Symbols;

/// <summary>The contract of the symbols' desks towards the rest of the tree.</summary>
public static class SymbolsProtocol
{
    /// <summary>Marks what the symbols may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the symbols tell.</summary>
    public interface IEvent;

    /// <summary>The exchange is connected: create a desk per symbol. Repeating it changes nothing.</summary>
    /// <param name="Settings">Those of the instruments' symbols, and maybe of more.</param>
    public sealed record Begin(
        ImmutableArray<Instrument> Instruments, ImmutableArray<SymbolSettings> Settings, IActorRef Trading) : ICommand;

    /// <summary>To the exchange: the desks exist and can be sent market data.</summary>
    public sealed record Begun(ImmutableDictionary<Symbol, IActorRef> Desks) : IEvent;

    /// <summary>To the exchange: every desk agreed with the venue for the first time.</summary>
    public sealed record AllReconciled : IEvent;

    /// <summary>To the exchange: every desk has had a quote accepted by the venue.</summary>
    public sealed record AllQuoting : IEvent;

    /// <summary>From a desk to its parent.</summary>
    public sealed record Reconciled(Symbol Symbol) : IEvent;

    /// <summary>From a desk to its parent.</summary>
    public sealed record Quoting(Symbol Symbol) : IEvent;

    /// <summary>Pull everything in one symbol; answered with <see cref="Emptied"/>, however long that takes.</summary>
    public sealed record Remove(Symbol Symbol) : ICommand;

    /// <summary>To the exchange: the venue confirmed that nothing of ours rests in the symbol to be removed.</summary>
    public sealed record Emptied(Symbol Symbol) : IEvent;

    /// <summary>Its streams have ended: end the desk. Answered with <see cref="Dismissed"/>.</summary>
    public sealed record Dismiss(Symbol Symbol) : ICommand;

    /// <summary>To the exchange: the desk is gone.</summary>
    public sealed record Dismissed(Symbol Symbol) : IEvent;

    /// <summary>From a desk to its parent: it failed and begins anew; what it was told to do is forgotten.</summary>
    public sealed record Restarted(Symbol Symbol) : IEvent;

    /// <summary>From control: the operator wants something else of one symbol, or of all.</summary>
    /// <param name="Symbol">Null for all.</param>
    public sealed record Obey(OperatorState State, Symbol? Symbol) : ICommand;

    /// <summary>To a desk: what the operator wants of it.</summary>
    public sealed record Stand(OperatorStance Stance) : ICommand;

    /// <summary>The operator chose strategies, of one symbol or of all.</summary>
    public sealed record Assign(OperatorState State, Symbol? Symbol) : ICommand;

    /// <summary>To a desk: what makes its prices from now on.</summary>
    public sealed record Follow(StrategyKind Strategy) : ICommand;

    /// <summary>
    /// Other settings for symbols that are traded, for all of them or for none. Answered with <see cref="Resettled"/>.
    /// </summary>
    internal sealed record Resettle(ControlProtocol.Resettle Wish, IActorRef Asker) : ICommand;

    /// <summary>To control: every desk was told, or none.</summary>
    /// <param name="Problem">Why none; null if all.</param>
    internal sealed record Resettled(ControlProtocol.Resettle Wish, IActorRef Asker, string? Problem) : IEvent;

    /// <summary>
    /// How do the desks stand with it? Answered with <see cref="Desks"/>, and by each desk with <see cref="Stood"/>.
    /// </summary>
    /// <param name="Round">Carried back.</param>
    public sealed record GetStandings(long Round) : ICommand;

    /// <summary>To a desk: the same.</summary>
    public sealed record GetStanding(long Round) : ICommand;

    /// <summary>The symbols that have a desk.</summary>
    public sealed record Desks(long Round, ImmutableArray<Symbol> Symbols) : IEvent;

    /// <summary>How a desk stands with what the operator wants.</summary>
    public sealed record Stood(long Round, DeskStanding Standing) : IEvent;

    /// <summary>Pull everything and quote no more.</summary>
    public sealed record Stop : ICommand;

    /// <summary>The venue confirmed that nothing of ours rests in the symbol.</summary>
    public sealed record Drained(Symbol Symbol) : IEvent;

    /// <summary>To whoever said stop: the same for all symbols.</summary>
    public sealed record AllDrained : IEvent;
}
