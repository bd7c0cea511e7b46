using Phoenix.Venue.Api;
using Phoenix.Venue.Orders;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// Watches every account's margin at each new mark price: warns, and closes positions that their margin no longer
/// carries.
/// </summary>
/// <remarks>
/// Liquidation cancels the open orders behind the margin, then closes position after position, that of the greatest
/// maintenance margin first, until the rest is carried again. Each is sent to the book as an immediate order no worse
/// than what the margin and the insurance fund can bear, and within the bound of market orders; what the book does not
/// take is closed against the positions first in the ADL queue at the price that uses up the margin, and against the
/// crowd when there are none. What is left pays the clearance fee to the insurance fund, which makes good a deficit.
/// Forced orders pay no commission. The warning comes at 80 %; that number is ours: the exchange publishes none.
/// </remarks>
internal sealed class Liquidator(VenueFloor floor, UserStreams users, OrderDesk orders)
{
    private const decimal WarningRatio = 0.8m;

    private readonly JsonText _json = new();
    private readonly ForcedClosing _closing = new(floor, users, orders);

    internal void Check()
    {
        foreach (var account in floor.Accounts)
        {
            if (account.IsMultiAssets)
            {
                Check(account, new CrossMargin(account, account.Wallets[0].Asset));
            }
            else
            {
                foreach (var wallet in account.Wallets)
                {
                    Check(account, new CrossMargin(account, wallet.Asset));
                }
            }

            foreach (var contract in account.Contracts)
            {
                if (contract.IsIsolated) CheckIsolated(account, contract);
            }
        }
    }

    private void CheckIsolated(VenueAccount account, AccountContract contract)
    {
        foreach (var ledger in contract.Ledgers)
        {
            if (!ledger.Position.IsFlat) Check(account, new IsolatedMargin(account, contract, ledger));
        }
    }

    private void Check(VenueAccount account, IMarginAccount margin)
    {
        var pool = margin.Pool;
        if (pool.Maintenance == 0) return;
        Warn(account, margin, pool);
        if (pool.IsExhausted) _closing.Liquidate(account, margin);
    }

    /// <summary>Once each time the ratio comes up to the warning level.</summary>
    private void Warn(VenueAccount account, IMarginAccount margin, MarginPool pool)
    {
        var isNear = pool.Maintenance >= pool.Balance * WarningRatio;
        if (!account.Warned.Toggle(margin.Name, isNear) || !isNear) return;
        var call = BalanceEventWriter.MarginCall(
            _json, margin.IsCross ? pool.Wallet : null, [.. margin.Positions], floor.Now);
        users.Publish(account, "MARGIN_CALL", call);
    }
}

/// <summary>Margin with the positions that stand on it.</summary>
internal interface IMarginAccount
{
    /// <summary>Unique within the account.</summary>
    string Name { get; }

    bool IsCross { get; }

    MarginPool Pool { get; }

    /// <summary>The open positions.</summary>
    IEnumerable<PositionChange> Positions { get; }
}

/// <summary>The cross positions of one asset; of all assets in multi-assets mode.</summary>
internal sealed class CrossMargin(VenueAccount account, string asset) : IMarginAccount
{
    public string Name => account.IsMultiAssets ? "cross" : asset;

    public bool IsCross => true;

    public MarginPool Pool => Margin.Behind(account, asset);

    public IEnumerable<PositionChange> Positions =>
        from contract in account.Contracts
        where !contract.IsIsolated && (account.IsMultiAssets || contract.Asset == asset)
        from ledger in contract.Ledgers
        where !ledger.Position.IsFlat
        select new PositionChange(contract, ledger);
}

/// <summary>One isolated position.</summary>
/// <remarks>
/// Its wallet dissolves into the cross wallet as it is closed, so what is left of it is seen there.
/// </remarks>
internal sealed class IsolatedMargin(VenueAccount account, AccountContract contract, PositionLedger ledger)
    : IMarginAccount
{
    private readonly decimal _others = account.Wallet(contract.Asset).Cross;

    public string Name => $"{contract.Market.Contract.Symbol} {ledger.PositionSide}";

    public bool IsCross => false;

    public MarginPool Pool
    {
        get
        {
            var pool = Margin.OfIsolated(contract, ledger);
            return pool with { Wallet = pool.Wallet + account.Wallet(contract.Asset).Cross - _others };
        }
    }

    public IEnumerable<PositionChange> Positions =>
        ledger.Position.IsFlat ? [] : [new PositionChange(contract, ledger)];
}
