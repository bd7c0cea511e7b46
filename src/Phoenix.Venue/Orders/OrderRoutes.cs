using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>All endpoints about orders.</summary>
internal static class OrderRoutes
{
    internal static void Add(RestRoutes routes, VenueFloor floor, OrderDesk desk, AlgoDesk algos)
    {
        var orders = new OrderOperations(floor, desk);
        orders.AddTo(routes);
        new BatchOperations(floor, orders, desk).AddTo(routes);
        new AlgoOperations(floor, algos).AddTo(routes);
        new OrderHistory(floor).AddTo(routes);
    }
}
