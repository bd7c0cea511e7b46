using Phoenix.Core.Orders;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Accounts;

/// <summary>Counts what became of an account's orders in one contract, for the quantitative rules.</summary>
/// <remarks>
/// The documentation names the indicators, not their formulas; these are the plain readings of the names: orders that
/// ended without a fill, immediate orders that expired without one, GTC orders that were cancelled, and orders whose
/// fills stayed below the least notional.
/// </remarks>
internal sealed class OrderRatios
{
    private int _all;
    private int _unfilled;
    private int _immediate;
    private int _immediateExpired;
    private int _lasting;
    private int _lastingCanceled;
    private int _filled;
    private int _dust;

    internal decimal Unfilled => Ratio(_unfilled, _all);

    internal decimal ImmediateExpired => Ratio(_immediateExpired, _immediate);

    internal decimal LastingCanceled => Ratio(_lastingCanceled, _lasting);

    internal decimal Dust => Ratio(_dust, _filled);

    /// <summary>An order has ended.</summary>
    internal void Count(AccountOrder order)
    {
        var isUnfilled = order.Executed.IsZero;
        _all++;
        if (isUnfilled) _unfilled++;
        if (order.TimeInForce is TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)
        {
            _immediate++;
            if (isUnfilled) _immediateExpired++;
        }
        else if (order.Kind == OrderKind.Limit)
        {
            _lasting++;
            if (order.Status == OrderStatus.Canceled) _lastingCanceled++;
        }

        if (isUnfilled) return;
        _filled++;
        if (order.ExecutedNotional < order.Market.Contract.Rules.MinNotional) _dust++;
    }

    private static decimal Ratio(int part, int whole) => whole == 0 ? 0m : decimal.Round((decimal)part / whole, 4);
}
