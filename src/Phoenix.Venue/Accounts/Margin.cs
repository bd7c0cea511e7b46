using Phoenix.Core.Primitives;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// Cross margin of an account, all markets in one asset: initial margin is the worse side's notional divided by the
/// leverage. Liquidation and funding payments are not modelled.
/// </summary>
internal static class Margin
{
    internal const decimal MaintenanceRate = 0.005m;

    internal static decimal Unrealized(VenueAccount account, VenueFloor floor)
    {
        var sum = 0m;
        foreach (var market in floor.Markets)
        {
            sum += account.Positions[market.Index].UnrealizedAt(market.MarkPrice);
        }

        return decimal.Round(sum, 8);
    }

    internal static decimal OfPosition(VenueAccount account, VenueFloor floor, int market) => decimal.Round(
        Math.Abs(account.Positions[market].NotionalAt(floor.Markets[market].MarkPrice)) / account.Options.Leverage, 8);

    internal static decimal OfPositions(VenueAccount account, VenueFloor floor)
    {
        var sum = 0m;
        for (var market = 0; market < floor.Markets.Length; market++)
        {
            sum += OfPosition(account, floor, market);
        }

        return sum;
    }

    /// <summary>Margin of the side whose orders would make the greater position, beyond that of the position.</summary>
    internal static decimal OfOrders(VenueAccount account, VenueFloor floor)
    {
        var sum = 0m;
        foreach (var market in floor.Markets)
        {
            var (buys, sells) = OpenNotional(account, market.Index);
            var held = account.Positions[market.Index].NotionalAt(market.MarkPrice);
            var worst = Math.Max(Math.Abs(held + buys), Math.Abs(held - sells));
            sum += Math.Max(0m, worst - Math.Abs(held)) / account.Options.Leverage;
        }

        return decimal.Round(sum, 8);
    }

    internal static (decimal Buys, decimal Sells) OpenNotional(VenueAccount account, int market)
    {
        var (buys, sells) = (0m, 0m);
        foreach (var order in account.Open(market))
        {
            var notional = order.Market.Contract.Rules.Notional(order.Price, order.Remaining);
            if (order.Side == Side.Buy)
            {
                buys += notional;
            }
            else
            {
                sells += notional;
            }
        }

        return (buys, sells);
    }

    internal static decimal Available(VenueAccount account, VenueFloor floor) => Math.Max(
        0m,
        account.Wallet + Unrealized(account, floor) - OfPositions(account, floor) - OfOrders(account, floor));
}
