using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.MarketData;
using Phoenix.Venue.Orders;
using Phoenix.Venue.Server;
using Phoenix.Venue.Sockets;

namespace Phoenix.Venue.Faults;

/// <summary>The parts of the venue that faults act on.</summary>
internal sealed record FaultStage(
    VenueFloor Floor,
    SocketRegister Sockets,
    UserStreams Users,
    StreamFeeds Feeds,
    OrderDesk Orders,
    RestRoutes Routes,
    RequestGate Gate,
    FaultAgenda Agenda)
{
    /// <summary>Ends a fault that is used up.</summary>
    internal required Action<Fault> End { get; init; }

    internal required Func<Fault, bool> IsInForce { get; init; }

    /// <summary>Those a fault is about: the one it names, or all.</summary>
    internal IEnumerable<VenueAccount> Accounts(FaultRequest request) =>
        Floor.Accounts.Where(account => request.Account is null || request.Account == account.Options.Name);

    internal VenueAccount Account(FaultRequest request) => Accounts(request).First();

    internal SymbolMarket Market(FaultRequest request) =>
        request.Symbol is { } symbol ? Floor.Find(symbol)! : Floor.Markets[0];
}
