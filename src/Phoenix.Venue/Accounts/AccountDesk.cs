using Phoenix.Venue.Api;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Everything about accounts that is not orders: their endpoints, and what happens to them with time.</summary>
internal sealed class AccountDesk(VenueFloor floor, UserStreams users)
{
    private readonly FundingDesk _funding = new(floor, users);

    internal AccountControls Controls { get; } = new(floor, users);

    internal void AddTo(RestRoutes routes)
    {
        new ListenKeyOperations(floor).AddTo(routes);
        AccountOperations.AddTo(routes);
        new PositionOperations(floor, users).AddTo(routes);
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
        foreach (var account in floor.Accounts)
        {
            account.Locks.Release(floor.Now);
        }
    }
}
