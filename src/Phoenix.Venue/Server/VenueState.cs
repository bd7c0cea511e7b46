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
    /// <summary>What callers' addresses have used of their limits, in order of address.</summary>
    public ImmutableArray<AddressState> Addresses { get; init; } = [];

    /// <summary>The venue's own holdings, by asset.</summary>
    public ImmutableArray<TreasuryState> Treasury { get; init; } = [];

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
    bool IsBlackholed)
{
    /// <summary>Where the client is.</summary>
    public string Address { get; init; } = string.Empty;

    public int UnansweredPings { get; init; }
}

/// <summary>What one address has used, each in the running window, and its bans.</summary>
/// <param name="Weight">Request weight of the minute.</param>
/// <param name="FundingCalls">Calls for funding rates of the five minutes.</param>
/// <param name="Connections">Sockets opened in the five minutes.</param>
/// <param name="Refusals">Refusals of the minute, of which too many are a ban.</param>
/// <param name="Bans">Bans in a row, as far as they are remembered.</param>
/// <param name="BannedUntil">Null when it is not banned.</param>
public sealed record AddressState(
    string Address,
    int Weight,
    int FundingCalls,
    int Connections,
    int OpenSockets,
    int Refusals,
    int Bans,
    VenueTime? BannedUntil);

/// <summary>One account.</summary>
/// <param name="Balance">Of its first asset.</param>
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
    ImmutableArray<CountdownState> Countdowns)
{
    /// <summary>Order requests counted in the running ten seconds.</summary>
    public int OrdersIn10Seconds { get; init; }

    public int OrdersInMinute { get; init; }

    /// <summary>What settlements of funding brought; positive was received.</summary>
    public decimal Funding { get; init; }

    public ImmutableArray<WalletState> Wallets { get; init; } = [];

    /// <summary>The open positions of hedge mode; <see cref="Positions"/> lists the one-way ones.</summary>
    public ImmutableArray<PositionState> Hedged { get; init; } = [];
}

/// <summary>What an account owns of one asset.</summary>
/// <param name="Isolated">The part of it that isolated positions stand on.</param>
public sealed record WalletState(string Asset, decimal Balance, decimal Isolated);

/// <summary>What the venue holds of one asset: fees, the insurance fund, and what the crowd took in.</summary>
public sealed record TreasuryState(string Asset, decimal Fees, decimal Insurance, decimal Crowd);

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
