using Phoenix.Core.Primitives;
using Phoenix.Venue.Matching;

namespace Phoenix.Benchmarks.Matching;

/// <summary>A book that takes the same orders as the others.</summary>
internal interface IContestant
{
    string Name { get; }

    void Place(in NewOrder order, List<MatchEvent> events);

    void Amend(long orderId, Price price, Quantity total, List<MatchEvent> events);

    void Cancel(long orderId, List<MatchEvent> events);
}

/// <summary>The book of the simulated exchange.</summary>
internal sealed class VenueContestant : IContestant
{
    internal const string ItsName = "OrderBook";

    private readonly OrderBook _book = new();

    public string Name => ItsName;

    public void Place(in NewOrder order, List<MatchEvent> events) => _book.Place(order, events);

    public void Amend(long orderId, Price price, Quantity total, List<MatchEvent> events) =>
        _book.Amend(orderId, price, total, events);

    public void Cancel(long orderId, List<MatchEvent> events) => _book.Cancel(orderId, events);
}
