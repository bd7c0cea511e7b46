using Phoenix.Venue.Api;
using Phoenix.Venue.Orders;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>All about accounts that is not orders: their endpoints, and what happens to them with time.</summary>
internal sealed class AccountDesk(VenueFloor floor, UserStreams users, OrderDesk orders)
{
    private readonly FundingDesk _funding = new(floor, users);
    private readonly Liquidator _liquidator = new(floor, users, orders);

    internal AccountControls Controls { get; } = new(floor, users);

    internal void AddTo(RestRoutes routes)
    {
        new ListenKeyOperations(floor).AddTo(routes);
        AccountOperations.AddTo(routes);
        new PositionOperations(floor, users).AddTo(routes);
        new ForcedOrderOperations(floor).AddTo(routes);
        new IncomeOperations(floor).AddTo(routes);
        new TradingStatusOperations(floor).AddTo(routes);
        new SettingOperations(floor).AddTo(routes);
        new SettingChanges(floor, users).AddTo(routes);
    }

    /// <summary>One step of the venue; the marks are set anew on full seconds.</summary>
    internal void Step(bool isFullSecond)
    {
        _funding.Pay();
        if (!isFullSecond) return;
        _liquidator.Check();
        foreach (var account in floor.Accounts)
        {
            account.Locks.Release(floor.Steady);
        }
    }
}
