using Phoenix.Core.Primitives;

namespace Phoenix.Core.Risk;

/// <summary>What whoever judges the whole account tells a desk, again and again.</summary>
/// <param name="Account">What the account's drawdown asks for, short of a stop.</param>
/// <param name="Stop">The stop in force for the symbol, its own or the account's; null for none.</param>
/// <param name="Pardon">
/// Number of the last pardon that concerned the symbol: stops of before it are over.
/// </param>
/// <param name="Grant">The symbol's share of the account's notional.</param>
public sealed record RiskRuling(LossVerdict Account, LossVerdict.Stop? Stop, long Pardon, NotionalGrant Grant);

/// <summary>What a desk tells whoever judges the whole account.</summary>
/// <param name="Run">Of the desk; another one counts its profit from 0 again.</param>
/// <param name="MarginAsset">In which the figures are, the quote currency.</param>
/// <param name="Profit">What quoting brought since the desk began, at the newest mid.</param>
/// <param name="Stop">The stop that is in force at the desk; null for none.</param>
/// <param name="Pardon">The last one that it has heard of.</param>
/// <param name="Notional">What the symbol would be worth if everything executed that may.</param>
/// <param name="NotionalNeeded">What its own limits would let it be worth.</param>
/// <param name="Grant">Number of the share of the account's notional that the desk goes by.</param>
/// <param name="VenueTime">The newest that the venue has stamped on a mark price; the least of all before the first.
/// </param>
public sealed record DeskExposure(
    Symbol Symbol,
    long Run,
    string MarginAsset,
    decimal Profit,
    LossVerdict.Stop? Stop,
    long Pardon,
    decimal Notional,
    decimal NotionalNeeded,
    long Grant,
    VenueTime VenueTime);
