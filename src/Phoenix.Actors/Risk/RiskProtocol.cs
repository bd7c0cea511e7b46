using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;

namespace Phoenix.Actors.Risk;

/// <summary>The contract of the risk guard, which judges the account as a whole.</summary>
public static class RiskProtocol
{
    /// <summary>Marks what the guard may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the guard tells.</summary>
    public interface IEvent;

    /// <summary>From a desk, several times a second: how it stands. Answered with <see cref="Ruled"/>, again and again.
    /// </summary>
    public sealed record Reported(DeskExposure Exposure) : ICommand;

    /// <summary>On the event stream: the venue told that money came into the account or went out of it.</summary>
    public sealed record MoneyMoved(string Reason) : ICommand;

    /// <summary>From control: the operator resumes a symbol, or all; stops for a loss end with that.</summary>
    /// <param name="Symbol">Null for all.</param>
    public sealed record Pardon(Symbol? Symbol) : ICommand;

    /// <summary>From the symbols: the symbol is traded no more, and its desk is gone.</summary>
    public sealed record Gone(Symbol Symbol) : ICommand;

    /// <summary>To a desk: what is asked of it, and that somebody guards it.</summary>
    public sealed record Ruled(RiskRuling Ruling) : IEvent;
}
