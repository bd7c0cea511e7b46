using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// The order in which positions are closed against one in liquidation that neither the book nor the insurance fund
/// can take: the most profitable at the highest effective leverage first.
/// </summary>
/// <remarks>
/// Source: https://www.binance.com/en/support/faq "What Is Auto-Deleveraging (ADL)": a profit is ranked by its share
/// of the cost times the effective leverage, a loss by its share divided by it.
/// </remarks>
internal static class AdlQueue
{
    internal const int Highest = 4;

    /// <summary>The open positions on one side of a market, first to be closed first.</summary>
    internal static List<AdlCandidate> Of(VenueFloor floor, int market, int sign)
    {
        var queue = new List<AdlCandidate>();
        foreach (var account in floor.Accounts)
        {
            var contract = account.Contracts[market];
            foreach (var ledger in contract.Ledgers)
            {
                if (Math.Sign(ledger.Position.Lots) != sign) continue;
                queue.Add(new AdlCandidate(account, contract, ledger, Rank(account, contract, ledger)));
            }
        }

        return [.. queue.OrderByDescending(candidate => candidate.Rank).ThenBy(candidate => candidate.Account.Owner)];
    }

    /// <summary>0 far from being closed, 4 next in line; by fifths of the queue.</summary>
    internal static int Quantile(VenueFloor floor, AccountContract contract, PositionLedger ledger)
    {
        if (ledger.Position.IsFlat) return 0;
        var queue = Of(floor, contract.Market.Index, Math.Sign(ledger.Position.Lots));
        var behind = queue.Count - 1 - queue.FindIndex(candidate => candidate.Ledger == ledger);
        return Math.Min(Highest, behind * (Highest + 1) / queue.Count);
    }

    private static decimal Rank(VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        var share = contract.Unrealized(ledger) / ledger.Cost;
        var pool = contract.IsIsolated
            ? Margin.OfIsolated(contract, ledger)
            : Margin.Behind(account, contract.Asset);
        var notional = Math.Abs(ledger.NotionalAt(contract.Market.MarkPrice));
        var leverage = Math.Max(notional, 0.00000001m) / Math.Max(pool.Balance, 0.00000001m);
        return share > 0 ? share * leverage : share / leverage;
    }
}

/// <summary>A position in the queue.</summary>
internal sealed record AdlCandidate(
    VenueAccount Account, AccountContract Contract, PositionLedger Ledger, decimal Rank);
