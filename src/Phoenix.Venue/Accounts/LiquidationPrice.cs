namespace Phoenix.Venue.Accounts;

/// <summary>
/// The mark price at which a position's margin is down to the maintenance margin, everything else staying as it is.
/// </summary>
/// <remarks>
/// What is left above the maintenance margin is a line between two steps of the schedule: for every step the root of
/// that line is the formula of https://www.binance.com/en/support/faq "How to Calculate Liquidation Price of USDⓈ-M
/// Futures Contracts". The line is followed from the mark price downwards and upwards.
/// </remarks>
internal static class LiquidationPrice
{
    /// <summary>Zero when no price liquidates the position.</summary>
    internal static decimal Of(VenueAccount account, AccountContract contract, PositionLedger ledger)
    {
        if (ledger.Position.IsFlat) return 0m;
        var line = contract.IsIsolated
            ? new Line(contract, [ledger], ledger.IsolatedWallet)
            : OfCross(account, contract);
        return decimal.Round(line.Root(contract.Market.MarkPrice), PositionLedger.Decimals);
    }

    /// <summary>The price at which closing everything would leave nothing at all.</summary>
    internal static decimal Bankruptcy(decimal marginBalance, decimal signedAmount, decimal mark) =>
        mark - (marginBalance / signedAmount);

    private static Line OfCross(VenueAccount account, AccountContract contract)
    {
        var pool = Margin.Behind(account, contract.Asset);
        var rest = pool.Balance - pool.Maintenance;
        var ledgers = new List<PositionLedger>();
        foreach (var ledger in contract.Ledgers)
        {
            if (ledger.Position.IsFlat) continue;
            rest += contract.MaintenanceMargin(ledger) - contract.Unrealized(ledger);
            ledgers.Add(ledger);
        }

        return new Line(contract, ledgers, rest);
    }

    /// <param name="rest">What is left above maintenance without these positions.</param>
    private sealed class Line(AccountContract contract, IReadOnlyList<PositionLedger> ledgers, decimal rest)
    {
        internal decimal Root(decimal mark)
        {
            if (LeftAt(mark) <= 0) return mark;
            var bends = Bends();
            var (down, up) = (Downwards(mark, bends), Upwards(mark, bends));
            if (down is null || up is null) return down ?? up ?? 0m;
            return mark - down.Value <= up.Value - mark ? down.Value : up.Value;
        }

        private decimal LeftAt(decimal price)
        {
            var left = rest;
            foreach (var ledger in ledgers)
            {
                left += ledger.UnrealizedAt(price) - contract.Brackets.Maintenance(Math.Abs(ledger.NotionalAt(price)));
            }

            return left;
        }

        private List<decimal> Bends()
        {
            var bends = new SortedSet<decimal>();
            foreach (var ledger in ledgers)
            {
                var size = Math.Abs(ledger.NotionalAt(1m));
                foreach (var step in contract.Brackets.Steps[..^1])
                {
                    bends.Add(step.Cap / size);
                }
            }

            return [.. bends];
        }

        private decimal? Downwards(decimal mark, List<decimal> bends)
        {
            var high = mark;
            foreach (var low in bends.Where(bend => bend < mark).Reverse().Append(0m))
            {
                if (LeftAt(low) <= 0) return Between(low, high);
                high = low;
            }

            return null;
        }

        private decimal? Upwards(decimal mark, List<decimal> bends)
        {
            var low = mark;
            foreach (var high in bends.Where(bend => bend > mark))
            {
                if (LeftAt(high) <= 0) return Between(low, high);
                low = high;
            }

            var slope = LeftAt(low + 1) - LeftAt(low);
            return slope < 0 ? low - (LeftAt(low) / slope) : null;
        }

        private decimal? Between(decimal low, decimal high)
        {
            var (atLow, atHigh) = (LeftAt(low), LeftAt(high));
            var root = atLow == atHigh ? low : low - (atLow * (high - low) / (atHigh - atLow));
            return root > 0 ? root : null;
        }
    }
}
