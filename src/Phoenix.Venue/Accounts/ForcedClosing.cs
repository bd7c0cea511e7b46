using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Api;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Orders;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Accounts;

/// <summary>Closes positions for the venue: against the book, against other accounts, against the crowd.</summary>
internal sealed class ForcedClosing(VenueFloor floor, UserStreams users, OrderDesk orders)
{
    private readonly JsonText _json = new();
    private long _lastNumber;

    /// <summary>Closes positions until their margin carries the rest, and settles with the insurance fund.</summary>
    internal void Liquidate(VenueAccount account, IMarginAccount margin)
    {
        foreach (var market in margin.Positions.Select(held => held.Contract.Market).Distinct().ToArray())
        {
            orders.EndForLiquidation(account, market);
        }

        while (margin.Pool.IsExhausted && Largest(margin) is var (contract, ledger))
        {
            var value = Math.Abs(ledger.NotionalAt(contract.Market.MarkPrice));
            CloseInBook(account, margin, contract, ledger);
            Cover(account, margin, contract);
            if (!ledger.Position.IsFlat) Deleverage(account, margin, contract, ledger);
            Cover(account, margin, contract);
            TakeFee(account, margin, contract, value);
        }
    }

    /// <summary>Part of a position goes to the crowd at the mark price, past the book.</summary>
    /// <param name="size">No more than the position.</param>
    internal void Deleverage(VenueAccount account, AccountContract contract, PositionLedger ledger, Quantity size)
    {
        var side = ledger.Position.Lots > 0 ? Side.Sell : Side.Buy;
        HandOver(account, contract, ledger, side, OnGrid(contract, side, contract.Market.MarkPrice), size);
    }

    private static PositionChange? Largest(IMarginAccount margin)
    {
        PositionChange? largest = null;
        var most = decimal.MinValue;
        foreach (var held in margin.Positions)
        {
            var maintenance = held.Contract.MaintenanceMargin(held.Ledger);
            if (maintenance > most) (largest, most) = (held, maintenance);
        }

        return largest;
    }

    private void CloseInBook(
        VenueAccount account, IMarginAccount margin, AccountContract contract, PositionLedger ledger)
    {
        var listed = contract.Market.Contract;
        var mark = contract.Market.MarkPrice;
        var side = ledger.Position.Lots > 0 ? Side.Sell : Side.Buy;
        var bearable = margin.Pool.Balance + Math.Max(0m, floor.Treasury.Of(contract.Asset).Insurance);
        var worst = LiquidationPrice.Bankruptcy(bearable, ledger.NotionalAt(1m), mark);
        var bound = listed.MarketBound(side, mark);
        var limit = OnGrid(contract, side, worst);
        var order = Force(account, contract, ledger, OrderOrigin.Liquidation, side, Inner(side, limit, bound));
        orders.PlaceForced(order);
        floor.Force(order);
    }

    /// <summary>Closes what is left at the price that uses up the margin.</summary>
    private void Deleverage(
        VenueAccount account, IMarginAccount margin, AccountContract contract, PositionLedger ledger)
    {
        var market = contract.Market;
        var side = ledger.Position.Lots > 0 ? Side.Sell : Side.Buy;
        var exact = LiquidationPrice.Bankruptcy(margin.Pool.Balance, ledger.NotionalAt(1m), market.MarkPrice);
        var price = OnGrid(contract, side, exact);
        foreach (var other in AdlQueue.Of(floor, market.Index, Math.Sign(-ledger.Position.Lots)))
        {
            if (ledger.Position.IsFlat) return;
            if (other.Account == account) continue;
            var size = new Quantity(Math.Min(ledger.Position.Size.Lots, other.Ledger.Position.Size.Lots));
            var id = market.Book.TakeTradeId();
            Fill(account, contract, ledger, side, price, size, id);
            Fill(other.Account, other.Contract, other.Ledger, side.Opposite(), price, size, id);
        }

        if (!ledger.Position.IsFlat) HandOver(account, contract, ledger, side, price, ledger.Position.Size);
    }

    private void HandOver(
        VenueAccount account, AccountContract contract, PositionLedger ledger, Side side, Price price, Quantity size)
    {
        Fill(account, contract, ledger, side, price, size, contract.Market.Book.TakeTradeId());
        contract.Market.TakeOver(side.Opposite(), size);
    }

    private void Fill(
        VenueAccount account,
        AccountContract contract,
        PositionLedger ledger,
        Side side,
        Price price,
        Quantity size,
        TradeId id) =>
        orders.FillForced(Force(account, contract, ledger, OrderOrigin.Deleveraging, side, price, size), id);

    private AccountOrder Force(
        VenueAccount account,
        AccountContract contract,
        PositionLedger ledger,
        OrderOrigin origin,
        Side side,
        Price price,
        Quantity? size = null)
    {
        var isLiquidation = origin == OrderOrigin.Liquidation;
        var order = new AccountOrder
        {
            OrderId = contract.Market.Orders.Next(),
            Owner = account,
            ClientOrderId = isLiquidation
                ? $"autoclose-{floor.Now.Milliseconds}{++_lastNumber % 1_000_000:D6}"
                : "adl_autoclose",
            Market = contract.Market,
            Side = side,
            Kind = OrderKind.Limit,
            TimeInForce = isLiquidation ? TimeInForce.ImmediateOrCancel : TimeInForce.GoodTillCanceled,
            Price = price,
            Original = size ?? ledger.Position.Size,
            SelfTrade = SelfTradePrevention.None,
            IsReduceOnly = false,
            PositionSide = ledger.PositionSide,
            Origin = origin,
            CreatedAt = floor.Now,
            UpdatedAt = floor.Now,
        };
        account.NoteForced(order);
        return order;
    }

    /// <summary>The fund makes good a deficit, as far as it goes.</summary>
    private void Cover(VenueAccount account, IMarginAccount margin, AccountContract contract)
    {
        var deficit = -margin.Pool.Balance;
        var fund = floor.Treasury.Of(contract.Asset).Insurance;
        if (deficit > 0 && fund > 0) Clear(account, contract, Math.Min(deficit, fund));
    }

    /// <summary>A share of what was closed, as far as the margin has it to spare.</summary>
    private void TakeFee(VenueAccount account, IMarginAccount margin, AccountContract contract, decimal value)
    {
        var pool = margin.Pool;
        var spare = Math.Max(0m, pool.Balance - pool.Maintenance);
        var fee = decimal.Round(value * contract.Market.Contract.LiquidationFee, PositionLedger.Decimals);
        var taken = Math.Min(fee, spare);
        if (taken > 0) Clear(account, contract, -taken);
    }

    private void Clear(VenueAccount account, AccountContract contract, decimal amount)
    {
        var wallet = account.Wallet(contract.Asset);
        wallet.Add(amount, floor.Now);
        floor.Treasury.Of(contract.Asset).Insurance -= amount;
        account.Note(IncomeType.InsuranceClear, contract.Market, contract.Asset, amount, floor.Now);
        var change = new AccountChange("INSURANCE_CLEAR", [new BalanceChange(wallet, amount)], []);
        users.Publish(account, "ACCOUNT_UPDATE", BalanceEventWriter.AccountUpdate(_json, change, floor.Now));
    }

    /// <summary>On the grid and within what is listed, for who closes as good as <paramref name="exact"/>.</summary>
    private static Price OnGrid(AccountContract contract, Side side, decimal exact)
    {
        var listed = contract.Market.Contract;
        var ticks = exact / listed.Rules.TickSize;
        var least = side == Side.Sell ? decimal.Ceiling(ticks) : decimal.Floor(ticks);
        return new Price((long)Math.Clamp(least, listed.MinPrice.Ticks, listed.MaxPrice.Ticks));
    }

    /// <summary>The one nearer to the market.</summary>
    private static Price Inner(Side side, Price one, Price other)
    {
        var isFirst = side == Side.Sell ? one > other : one < other;
        return isFirst ? one : other;
    }
}
