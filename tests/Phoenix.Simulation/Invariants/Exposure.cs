using Phoenix.Core.Primitives;
using Phoenix.Venue.Faults;
using Phoenix.Venue.Server;

namespace Phoenix.Simulation.Invariants;

/// <summary>
/// S5: whatever is filled of what rests, or is held up on its way and may rest yet, the position stays within its
/// limit, as the exchange sees it. Only what increases it counts, for reducing is always allowed. And over all symbols
/// it is worth no more than the account may.
/// </summary>
internal sealed class Exposure(World world, OrderRules orders)
{
    /// <summary>What somebody else did to the position is given so long to be noticed and answered.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>The most that all symbols together may have been worth.</summary>
    public decimal Most { get; private set; }

    private DateTimeOffset _disturbedAt = DateTimeOffset.MinValue;

    public void OnFault(FaultRequest fault)
    {
        if (fault.Verb is FaultVerb.ForeignOrder or FaultVerb.Adl) _disturbedAt = world.Now;
    }

    private void CheckAccount(AccountState account)
    {
        var (worth, adds) = (0m, false);
        foreach (var market in world.Venue.Markets)
        {
            var held = account.Positions.Where(p => p.Symbol == market.Symbol).Sum(p => p.Amount);
            var resting = account.OpenOrders.Where(order => order.Symbol == market.Symbol).ToList();
            var bought = resting.Where(order => order.Side == Side.Buy).Sum(order => order.Quantity);
            var sold = resting.Where(order => order.Side == Side.Sell).Sum(order => order.Quantity);
            worth += Math.Max(Math.Abs(held + bought), Math.Abs(held - sold)) * market.MarkPrice;
            adds |= bought > Math.Max(0, -held) || sold > Math.Max(0, held);
        }

        Most = Math.Max(Most, worth);
        if (adds && worth > world.AccountNotional * Bounds.PriceSlack)
        {
            world.Report("S5", $"all symbols may be worth {worth}, allowed {world.AccountNotional}");
        }
    }

    public void Check()
    {
        if (!world.Checks("S5") || world.Now - _disturbedAt < Grace) return;
        var account = world.Venue.Accounts[0];
        CheckAccount(account);
        foreach (var (symbol, limit) in Bounds.NetMax)
        {
            var held = account.Positions.Where(p => p.Symbol.Name == symbol).Sum(p => p.Amount);
            var resting = account.OpenOrders.Where(order => order.Symbol.Name == symbol).ToList();
            var bought = resting.Where(order => order.Side == Side.Buy).Sum(order => order.Quantity)
                + orders.Held(symbol, Side.Buy);
            var sold = resting.Where(order => order.Side == Side.Sell).Sum(order => order.Quantity)
                + orders.Held(symbol, Side.Sell);
            if ((bought > 0 && held + bought > limit) || (sold > 0 && sold - held > limit))
            {
                world.Report("S5", $"{symbol}: held {held}, resting +{bought} -{sold}, allowed {limit}");
            }
        }
    }
}
