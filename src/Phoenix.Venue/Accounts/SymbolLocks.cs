using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Accounts;

/// <summary>Contracts in which an account may only reduce for a while, having broken the quantitative rules.</summary>
internal sealed class SymbolLocks(ImmutableArray<SymbolMarket> markets)
{
    private readonly VenueTime?[] _until = new VenueTime?[markets.Length];

    internal bool Holds(int market) => Until(market) is not null;

    /// <summary>Null when the account may trade freely.</summary>
    internal VenueTime? Until(int market) => _until[market];

    /// <summary>Null unlocks.</summary>
    internal void Set(int market, VenueTime? until) => _until[market] = until;

    /// <summary>Ends the locks that are over.</summary>
    internal void Release(VenueTime now)
    {
        for (var market = 0; market < _until.Length; market++)
        {
            if (_until[market] <= now) _until[market] = null;
        }
    }
}
