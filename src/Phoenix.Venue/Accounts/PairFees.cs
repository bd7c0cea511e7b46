using Phoenix.Core.Primitives;

namespace Phoenix.Venue.Accounts;

/// <summary>What an account pays for trading one contract, as shares of the notional; negative is a rebate.</summary>
public sealed record PairFees(Symbol Symbol, decimal Maker, decimal Taker);

/// <summary>How much of an asset an account starts with.</summary>
public sealed record AssetBalance(string Asset, decimal Balance);
