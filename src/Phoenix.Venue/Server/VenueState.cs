using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Server;

/// <summary>A picture of the venue, for checkers and for people; holds no secret.</summary>
public sealed record VenueState(
    VenueTime Now,
    ImmutableArray<SocketState> Sockets,
    ImmutableSortedDictionary<string, int> SubscriptionsByClass,
    ImmutableArray<AccountState> Accounts,
    ImmutableSortedDictionary<string, long> Answers,
    int UsedWeight,
    ImmutableArray<MarketState> Markets,
    ImmutableArray<ActiveFault> Faults)
{
    /// <summary>Sockets that are open and not in a black hole.</summary>
    public int LiveSockets => Sockets.Count(socket => !socket.IsBlackholed);
}

/// <summary>One open socket.</summary>
public sealed record SocketState(
    long Id,
    SocketClass Class,
    string Path,
    ImmutableArray<string> Subscriptions,
    VenueTime OpenedAt,
    long BytesSent,
    long FramesSent,
    bool IsMuted,
    bool IsBlackholed);

/// <summary>One account.</summary>
/// <param name="ListenKeyExpiresAt">Null when no key is active.</param>
public sealed record AccountState(
    string Name,
    decimal Balance,
    long Trades,
    decimal Fees,
    decimal Realized,
    VenueTime? ListenKeyExpiresAt,
    ImmutableArray<RestingOrderState> OpenOrders,
    ImmutableArray<PositionState> Positions,
    ImmutableArray<CountdownState> Countdowns);

/// <summary>One resting order.</summary>
/// <param name="Quantity">What is left of it.</param>
public sealed record RestingOrderState(
    Symbol Symbol, string ClientOrderId, long OrderId, Side Side, decimal Price, decimal Quantity);

/// <summary>The position of an account in one market.</summary>
/// <param name="Cost">What the open position cost, without sign.</param>
public sealed record PositionState(
    Symbol Symbol, decimal Amount, decimal EntryPrice, decimal Cost, decimal Realized, decimal Unrealized);

/// <summary>An armed countdown.</summary>
public sealed record CountdownState(Symbol Symbol, VenueTime FiresAt);

/// <summary>One market.</summary>
/// <param name="StreetPosition">The crowd's position, in base currency.</param>
public sealed record MarketState(
    Symbol Symbol, decimal BestBid, decimal BestAsk, decimal MarkPrice, long LastUpdateId, decimal StreetPosition);
