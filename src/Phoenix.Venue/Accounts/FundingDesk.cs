using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// Charges funding: positions of the instant a rate is fixed pay or receive rate × value at the mark price, longs pay
/// a positive rate. The money moves, and the account hears of it, some seconds later; who has closed in between
/// pays all the same.
/// </summary>
/// <remarks>
/// The recorded event of 2026-04-21 came 3.2 s after 16:00 UTC, with an empty list of positions (cross). The crowd is
/// the other side of all payments, so that roundings lose nothing.
/// </remarks>
internal sealed class FundingDesk
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(3_200);

    private readonly VenueFloor _floor;
    private readonly UserStreams _users;
    private readonly JsonText _json = new();
    private readonly Queue<Payment> _due = new();

    internal FundingDesk(VenueFloor floor, UserStreams users)
    {
        (_floor, _users) = (floor, users);
        floor.FundingFixed += Charge;
    }

    /// <summary>Books what is due.</summary>
    internal void Pay()
    {
        while (_due.TryPeek(out var payment) && payment.At <= _floor.Steady)
        {
            Book(_due.Dequeue());
        }
    }

    private void Charge(SymbolMarket market, FundingFixing fixing)
    {
        foreach (var account in _floor.Accounts)
        {
            var contract = account.Contracts[market.Index];
            foreach (var ledger in contract.Ledgers)
            {
                var value = ledger.NotionalAt(fixing.MarkPrice);
                var amount = -decimal.Round(value * fixing.Rate, PositionLedger.Decimals);
                if (amount != 0) _due.Enqueue(new Payment(account, contract, ledger, amount, _floor.Steady + Delay));
            }
        }
    }

    private void Book(Payment payment)
    {
        var (account, contract, ledger, amount, _) = payment;
        var wallet = account.Wallet(contract.Asset);
        wallet.Add(amount, _floor.Now);
        var isIsolated = contract.IsIsolated && !ledger.Position.IsFlat;
        if (isIsolated)
        {
            ledger.IsolatedWallet += amount;
            wallet.SetAside(amount);
        }

        _floor.Treasury.Of(contract.Asset).Crowd -= amount;
        account.Note(IncomeType.FundingFee, contract.Market, contract.Asset, amount, _floor.Now);
        var change = new AccountChange(
            "FUNDING_FEE",
            [new BalanceChange(wallet, amount)],
            isIsolated ? [new PositionChange(contract, ledger)] : [],
            contract.Market.Contract.Symbol.Name);
        _users.Publish(account, "ACCOUNT_UPDATE", BalanceEventWriter.AccountUpdate(_json, change, _floor.Now));
    }

    private sealed record Payment(
        VenueAccount Account, AccountContract Contract, PositionLedger Ledger, decimal Amount, VenueTime At);
}
