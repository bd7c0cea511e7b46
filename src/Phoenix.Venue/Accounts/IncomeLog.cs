using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Accounts;

/// <summary>Why an account's money became more or less.</summary>
internal enum IncomeType
{
    Transfer = 1,
    RealizedPnl,
    FundingFee,
    Commission,
    InsuranceClear,
}

/// <summary>One booking on an account.</summary>
/// <param name="Market">Null of a transfer.</param>
internal sealed record Income(
    long Id, IncomeType Type, SymbolMarket? Market, string Asset, decimal Amount, VenueTime At, TradeId? Trade);

/// <summary>The bookings of an account, oldest first; the oldest are forgotten beyond a limit.</summary>
internal sealed class IncomeLog
{
    private const int Limit = 200_000;

    private readonly List<Income> _rows = [];

    internal IReadOnlyList<Income> Rows => _rows;

    /// <summary>All settlements of funding together; positive was received.</summary>
    internal decimal Funding { get; private set; }

    internal void Add(Income row)
    {
        if (row.Amount == 0) return;
        if (row.Type == IncomeType.FundingFee) Funding += row.Amount;
        _rows.Add(row);
        if (_rows.Count > Limit) _rows.RemoveRange(0, Limit / 10);
    }
}
