namespace Phoenix.Venue.Accounts;

/// <summary>
/// The venue's own side of all money: fees taken, the insurance fund, and the crowd's account. What the accounts own,
/// less what their positions cost, and these three add up to what was ever paid in, to the last unit.
/// </summary>
internal sealed class Treasury(decimal insurance)
{
    private readonly SortedDictionary<string, Purse> _purses = new(StringComparer.Ordinal);
    private long _lastTransaction = 9_689_322_392;

    internal IEnumerable<KeyValuePair<string, Purse>> Purses => _purses;

    internal Purse Of(string asset)
    {
        if (_purses.TryGetValue(asset, out var purse)) return purse;
        purse = new Purse { Insurance = insurance };
        _purses.Add(asset, purse);
        return purse;
    }

    /// <summary>The id of the next booking shown in an income history.</summary>
    internal long NextTransaction() => ++_lastTransaction;

    /// <summary>The venue's holdings of one asset.</summary>
    internal sealed class Purse
    {
        /// <summary>Commission taken, less rebates given.</summary>
        internal decimal Fees { get; set; }

        internal decimal Insurance { get; set; }

        /// <summary>What the crowd took in by trading with accounts and by funding; its positions cost this.</summary>
        internal decimal Crowd { get; set; }
    }
}
