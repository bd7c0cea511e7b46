using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Trading;

/// <summary>The contract of order entry. Every command is answered with exactly one <see cref="Outcome"/>.</summary>
public static class TradingProtocol
{
    /// <summary>Marks what order entry may be told.</summary>
    public interface ICommand;

    /// <summary>A command about one order.</summary>
    public interface IOrderCommand : ICommand
    {
        /// <summary>Of the decision that it carries out, if that is traced.</summary>
        TraceMark? Trace { get; }
    }

    /// <summary>Marks what order entry tells.</summary>
    public interface IEvent;

    /// <summary>Place the order, unless <paramref name="ValidUntil"/> has passed when it reaches the socket.</summary>
    public sealed record Place(OrderIntent Intent, Instant ValidUntil, TraceMark? Trace = null) : IOrderCommand;

    /// <summary>
    /// Give the order, named as it was placed, other terms, unless <paramref name="ValidUntil"/> has passed when the
    /// request reaches the socket.
    /// </summary>
    public sealed record Amend(OrderIntent Intent, OrderTerms Terms, Instant ValidUntil, TraceMark? Trace = null)
        : IOrderCommand;

    public sealed record Cancel(Symbol Symbol, ClientOrderId Id, TraceMark? Trace = null) : IOrderCommand;

    /// <summary>Ask the venue about the account's listen key; answered by one <see cref="KeyOutcome"/>.</summary>
    public sealed record KeyCall(KeyRequest What) : ICommand;

    /// <summary>The venue's answer, or why there is none.</summary>
    public sealed record KeyOutcome(VenueReply<ListenKey> Reply) : IEvent;

    /// <summary>What became of a command, in the words of the order's life.</summary>
    public sealed record Outcome(ClientOrderId Id, OrderInput Result) : IEvent;

    /// <summary>The order budget is spent until then.</summary>
    /// <param name="Until">When there is room again.</param>
    /// <param name="ForReducing">Whether it is spent also for what only reduces a position.</param>
    public sealed record BudgetSpent(Instant Until, bool ForReducing) : IEvent;

    /// <summary>On the event stream: a session is proven alive.</summary>
    public sealed record Up(Epoch Epoch) : IEvent;

    /// <summary>On the event stream: no session; what was in flight has an unknown outcome.</summary>
    public sealed record Down(Epoch Epoch) : IEvent;
}
