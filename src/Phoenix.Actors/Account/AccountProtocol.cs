using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Account;

/// <summary>The contract of the account: the venue's truth, on request.</summary>
public static class AccountProtocol
{
    /// <summary>Marks what the account may be told.</summary>
    public interface ICommand;

    /// <summary>Marks what the account tells.</summary>
    public interface IEvent;

    /// <summary>Fetch fills, open orders and position of one symbol.</summary>
    /// <param name="From">First trade id wanted; null for the latest ones.</param>
    /// <param name="UserEpoch">Carried back in the picture.</param>
    public sealed record FetchPicture(Symbol Symbol, TradeId? From, Epoch UserEpoch) : ICommand;

    /// <summary>The answer.</summary>
    /// <param name="Value">Null when the venue could not be asked to the end.</param>
    /// <param name="Problem">Why it is null.</param>
    public sealed record Picture(Symbol Symbol, AccountPicture? Value, VenueError? Problem) : IEvent;

    /// <summary>Fetch what settlements of funding brought from then on.</summary>
    public sealed record FetchFunding(Symbol Symbol, VenueTime From) : ICommand;

    /// <summary>The answer.</summary>
    public sealed record Funding(
        Symbol Symbol, VenueTime From, VenueReply<ImmutableArray<FundingReport>> Reply) : IEvent;
}
