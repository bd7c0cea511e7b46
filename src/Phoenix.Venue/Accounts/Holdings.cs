namespace Phoenix.Venue.Accounts;

/// <summary>Which positions an account's documents list, and what they say of each.</summary>
internal static class Holdings
{
    /// <summary>One row per contract, two in hedge mode.</summary>
    internal static IEnumerable<PositionChange> All(VenueAccount account)
    {
        foreach (var contract in account.Contracts)
        {
            foreach (var ledger in contract.Ledgers)
            {
                if (account.IsHedged != (ledger.PositionSide == PositionSide.Both)) yield return new(contract, ledger);
            }
        }
    }

    /// <summary>Those with a position or an open order.</summary>
    internal static IEnumerable<PositionChange> InUse(VenueAccount account) =>
        All(account).Where(held => !held.Ledger.Position.IsFlat
            || account.Open(held.Contract.Market.Index).Any(order => order.PositionSide == held.Ledger.PositionSide));

    /// <summary>The value of the open orders of one ledger, closing ones included.</summary>
    internal static OpenNotional Open(VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        var open = default(OpenNotional);
        foreach (var order in account.Open(contract.Market.Index))
        {
            if (order.PositionSide != ledger.PositionSide) continue;
            open = open.With(order.Side, order.Market.Contract.Rules.Notional(order.Price, order.Remaining));
        }

        return open;
    }

    /// <summary>Initial margin of what the open orders of one ledger would add to it.</summary>
    internal static decimal OrderMargin(VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        var open = Margin.Open(account, contract.Market.Index);
        return Margin.OfOrders(
            account,
            contract,
            ledger.PositionSide switch
            {
                PositionSide.Long => open with { Asks = 0m },
                PositionSide.Short => open with { Bids = 0m },
                _ => open,
            });
    }

    /// <summary>The wallet of an isolated position with its profit; zero of a cross position.</summary>
    internal static decimal IsolatedMargin(AccountContract contract, PositionLedger ledger) =>
        contract.IsIsolated && !ledger.Position.IsFlat ? ledger.IsolatedWallet + contract.Unrealized(ledger) : 0m;
}
