using Phoenix.Core.Primitives;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Market;

/// <summary>
/// Whoever trades in a market besides the accounts, in the accounts' book and by its rules, as the owner
/// <see cref="OrderBook.Street"/>. It knows no clock and no chance but those it is given.
/// </summary>
internal interface ICrowd
{
    /// <summary>Where the crowd sees the value, in ticks.</summary>
    double FairTicks { get; }

    /// <summary>What the market's conditions said about the running half step.</summary>
    MarketMood Mood { get; }

    /// <summary>Fills the empty book before the first frame.</summary>
    void Open(VenueTime now, List<MatchEvent> events);

    /// <summary>Half a step of the market, called twice each 100 ms.</summary>
    void Act(VenueTime now, List<MatchEvent> events);

    /// <summary>Called between the first half step and the frame that carries <paramref name="changes"/>.</summary>
    void TopUp(BookChanges changes, List<MatchEvent> events);

    /// <summary>Hears of every trade in the book.</summary>
    void Heed(in MatchEvent trade)
    {
    }
}
