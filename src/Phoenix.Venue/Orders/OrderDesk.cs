using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>
/// Where accounts' orders meet the books: it checks what an account may do, carries out what the book says, and tells
/// the user data stream, in the order seen on the mainnet (TRADE_LITE even before NEW, ACCOUNT_UPDATE before TRADE).
/// </summary>
internal sealed class OrderDesk(VenueFloor floor, UserStreams users)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly JsonText _json = new();
    private readonly List<MatchEvent> _events = [];
    private AccountOrder? _unannounced;
    private AccountOrder? _placing;
    private long _lastAmendment = 5_325_000;
    private long? _modifyId;

    /// <summary>Hears of every trade, whoever made it.</summary>
    internal Action<SymbolMarket, Price> Traded { get; set; } = (_, _) => { };

    /// <summary>Hears of every account's order that is over, after the account was told.</summary>
    internal Action<AccountOrder> Ended { get; set; } = _ => { };

    /// <summary>Refuses with an error, or accepts and sets <paramref name="order"/>.</summary>
    internal ApiError? Place(VenueAccount account, OrderRequest request, out AccountOrder? order)
    {
        order = null;
        if (request.Market.Status != TradingStatus.Trading) return OrderError.NotTrading;
        if (Refuse(account, request) is { } refusal) return refusal;
        var market = request.Market;
        var placed = Accept(account, request, market.Orders.Next());
        _events.Clear();
        _placing = placed;
        var placement = market.Book.Place(
            new NewOrder
            {
                OrderId = placed.OrderId,
                Owner = account.Owner,
                Side = placed.Side,
                Price = placed.Kind == OrderKind.Market ? BoundOf(request) : placed.Price,
                Quantity = placed.Original,
                Kind = placed.Kind,
                TimeInForce = placed.TimeInForce,
                SelfTrade = placed.SelfTrade,
                IsReduceOnly = placed.IsReduceOnly,
                GoodTill = placed.GoodTill,
            },
            _events);
        if (placement == Placement.WouldCross) return ApiError.WouldCross;
        if (placement == Placement.CannotFill) return ApiError.CannotFill;
        account.Add(placed);
        if (placed.Algo is { } algo) algo.Actual = placed;
        order = placed;
        Settle(market, _events);
        return null;
    }

    /// <summary>The order as it would be accepted; it exists nowhere and has the id 0.</summary>
    internal AccountOrder Imagine(VenueAccount account, OrderRequest request) => Accept(account, request, orderId: 0);

    /// <summary>Changes a resting order; the book may cancel it instead.</summary>
    internal ApiError? Amend(AccountOrder order, AmendRequest request)
    {
        if (order.Market.Status != TradingStatus.Trading) return OrderError.NotTradingToAmend;
        if (request.Price == order.Price && request.Quantity == order.Original) return OrderError.NothingToAmend;
        if (order.AmendmentCount >= order.Market.Contract.MaxAmendments) return OrderError.TooManyAmendments;
        if (RefuseAmendment(order, request) is { } refusal) return refusal;
        _events.Clear();
        _modifyId = request.ModifyId;
        order.Market.Book.Amend(order.OrderId, request.Price, request.Quantity, _events);
        order.PriceMatch = request.PriceMatch;
        Settle(order.Market, _events);
        _modifyId = null;
        return null;
    }

    /// <summary>Ends the orders whose date has come.</summary>
    internal void ExpireDue(SymbolMarket market)
    {
        if (market.Book.NextExpiry is not { } due || due > floor.Steady) return;
        _events.Clear();
        market.Book.ExpireDue(floor.Steady, _events);
        Settle(market, _events);
    }

    /// <summary>False when the order does not rest, or may not be taken out during a halt.</summary>
    internal bool Cancel(AccountOrder order)
    {
        if (!order.Market.AllowsCancels) return false;
        _events.Clear();
        if (!order.Market.Book.Cancel(order.OrderId, _events)) return false;
        Settle(order.Market, _events);
        return true;
    }

    internal void CancelAll(VenueAccount account, SymbolMarket market)
    {
        _events.Clear();
        foreach (var order in account.Open(market.Index))
        {
            market.Book.Cancel(order.OrderId, _events);
        }

        Settle(market, _events);
    }

    /// <summary>Ends all orders of an account whose positions are being liquidated.</summary>
    internal void EndForLiquidation(VenueAccount account, SymbolMarket market)
    {
        _events.Clear();
        foreach (var order in account.Open(market.Index))
        {
            market.Book.Expire(order.OrderId, _events, ExpiryReason.Liquidation);
        }

        Settle(market, _events);
    }

    /// <summary>Sends an order of the venue's own into the book; nothing is checked.</summary>
    internal void PlaceForced(AccountOrder order)
    {
        _events.Clear();
        order.Owner.Add(order);
        order.Market.Book.Place(
            new NewOrder
            {
                OrderId = order.OrderId,
                Owner = order.Owner.Owner,
                Side = order.Side,
                Price = order.Price,
                Quantity = order.Original,
                Kind = order.Kind,
                TimeInForce = order.TimeInForce,
            },
            _events);
        Settle(order.Market, _events);
    }

    /// <summary>Books an order that is filled outside the book, at its price.</summary>
    internal void FillForced(AccountOrder order, TradeId id)
    {
        var account = order.Owner;
        account.Add(order);
        var booked = account.Book(order, id, order.Price, order.Original, isMaker: false, floor.Now);
        account.Retire(order);
        users.Publish(account, "ACCOUNT_UPDATE", UserEventWriter.AccountUpdate(_json, account, order, floor.Now));
        Tell(order, ExecutionType.Calculated, booked, "0");
        ShedReduceOnly(account, order.Market);
    }

    /// <summary>Carries out what happened in a book, whoever caused it.</summary>
    internal void Settle(SymbolMarket market, List<MatchEvent> events)
    {
        foreach (ref readonly var happened in CollectionsMarshal.AsSpan(events))
        {
            if (happened.Kind == MatchEventKind.Traded)
            {
                market.Record(happened);
                Traded(market, happened.Price);
                SettleTrade(happened);
            }
            else if (happened.Owner != OrderBook.Street)
            {
                SettleOwn(happened);
            }
        }

        Announce();
        events.Clear();
        foreach (var account in floor.Accounts)
        {
            ShedReduceOnly(account, market);
        }
    }

    /// <summary>What a resting order may still reduce, after the fills that are not booked yet.</summary>
    internal long CoverOf(int owner, long orderId, List<MatchEvent> unsettled)
    {
        var account = floor.Accounts[owner - 1];
        var order = account.Find(orderId)!;
        var lots = account.Contracts[order.Market.Index].Ledger(order.PositionSide).Position.Lots;
        foreach (ref readonly var happened in CollectionsMarshal.AsSpan(unsettled))
        {
            if (happened.Kind != MatchEventKind.Traded) continue;
            var taken = happened.Side.Sign() * happened.Quantity.Lots;
            if (happened.MakerOwner == owner && IsSameSide(happened.MakerId)) lots -= taken;
            if (happened.Owner == owner && IsSameSide(happened.OrderId)) lots += taken;
        }

        return -order.Side.Sign() * lots;

        bool IsSameSide(long id) => (account.Find(id) ?? _placing)!.PositionSide == order.PositionSide;
    }

    private static Price BoundOf(OrderRequest request) =>
        request.Market.Contract.MarketBound(request.Side, request.Market.MarkPrice);

    private AccountOrder Accept(VenueAccount account, OrderRequest request, long orderId) => new()
    {
        OrderId = orderId,
        Owner = account,
        ClientOrderId = request.ClientOrderId ?? MakeUpId(),
        Market = request.Market,
        Side = request.Side,
        Kind = request.Kind,
        TimeInForce = request.TimeInForce,
        Price = request.Price,
        PriceMatch = request.PriceMatch,
        Original = request.Quantity,
        GoodTill = request.GoodTill,
        SelfTrade = request.SelfTrade,
        IsReduceOnly = request.IsReduceOnly || OpeningRules.Closes(request.PositionSide, request.Side),
        PositionSide = request.PositionSide,
        Algo = request.Algo,
        CreatedAt = floor.Now,
        UpdatedAt = floor.Now,
    };

    private ApiError? Refuse(VenueAccount account, OrderRequest request)
    {
        var market = request.Market;
        if (request.ClientOrderId is { } id && account.HasOpen(id)) return ApiError.DuplicateClientOrderId;
        if (account.Open(market.Index).Count >= market.Contract.Rules.MaxOpenOrders) return ApiError.TooManyOpenOrders;
        var opposite = market.Book.Of(request.Side.Opposite());
        if (request.Kind == OrderKind.Market && !opposite.IsReachedBy(BoundOf(request))) return ApiError.NothingToTake;
        return OpeningRules.Refuse(
            account,
            new Opening(
                market,
                request.Side,
                request.PositionSide,
                request.Kind,
                request.Price,
                request.Quantity,
                request.IsReduceOnly));
    }

    private static ApiError? RefuseAmendment(AccountOrder order, AmendRequest request)
    {
        if (request.Quantity <= order.Executed) return null;   // the book cancels it
        var left = request.Quantity - order.Executed;
        var wanted = new Opening(
            order.Market, order.Side, order.PositionSide, order.Kind, request.Price, left, order.IsReduceOnly);
        return order.IsReduceOnly
            ? OpeningRules.RefuseClosing(order.Owner, wanted, replaced: order)
            : OpeningRules.RefuseMargin(order.Owner, wanted, replaced: order);
    }

    internal string MakeUpId() => string.Create(22, floor.Names, static (text, names) =>
    {
        foreach (ref var letter in text)
        {
            letter = Letters[(int)names.Below(Letters.Length)];
        }
    });

    private void SettleTrade(in MatchEvent trade)
    {
        if (trade.MakerOwner != OrderBook.Street) SettleFill(trade, trade.MakerOwner, trade.MakerId, isMaker: true);
        if (trade.Owner != OrderBook.Street) SettleFill(trade, trade.Owner, trade.OrderId, isMaker: false);
    }

    private void SettleFill(in MatchEvent trade, int owner, long orderId, bool isMaker)
    {
        var account = floor.Accounts[owner - 1];
        var order = account.Find(orderId)!;
        users.Publish(account, "TRADE_LITE", UserEventWriter.TradeLite(_json, order, trade, isMaker, floor.Now));
        if (_unannounced == order) Announce();
        var booked = account.Book(order, trade.TradeId, trade.Price, trade.Quantity, isMaker, floor.Now);
        if (!order.IsOpen) account.Retire(order);
        users.Publish(account, "ACCOUNT_UPDATE", UserEventWriter.AccountUpdate(_json, account, order, floor.Now));
        Tell(order, order.Origin == OrderOrigin.Owner ? ExecutionType.Trade : ExecutionType.Calculated, booked, "0");
        if (!order.IsOpen) Ended(order);
    }

    private void SettleOwn(in MatchEvent happened)
    {
        Announce();
        var account = floor.Accounts[happened.Owner - 1];
        var order = account.Find(happened.OrderId)!;
        if (happened.Kind == MatchEventKind.Accepted)
        {
            _unannounced = order;
            return;
        }

        if (happened.Kind == MatchEventKind.Amended)
        {
            order.Amend(++_lastAmendment, happened.Price, order.Executed + happened.Quantity, floor.Now);
            Tell(order, ExecutionType.Amendment, null, "0");
            return;
        }

        var isCanceled = happened.Kind == MatchEventKind.Canceled;
        order.Status = isCanceled ? OrderStatus.Canceled
            : happened.Reason == ExpiryReason.SelfTrade ? OrderStatus.ExpiredInMatch
            : OrderStatus.Expired;
        order.UpdatedAt = floor.Now;
        account.Retire(order);
        Tell(order, isCanceled ? ExecutionType.Canceled : ExecutionType.Expired, null, ReasonOf(order, happened));
        Ended(order);
    }

    /// <remarks>Values as documented for the key <c>er</c> of ORDER_TRADE_UPDATE.</remarks>
    private static string ReasonOf(AccountOrder order, in MatchEvent happened) => happened.Reason switch
    {
        _ when order.Origin == OrderOrigin.Liquidation => "5",
        ExpiryReason.Liquidation => "5",
        ExpiryReason.SelfTrade when order.TimeInForce == TimeInForce.ImmediateOrCancel => "3",
        ExpiryReason.SelfTrade => "1",
        ExpiryReason.ImmediateOrCancel => "2",
        ExpiryReason.ImmediateOrCancelAfterSelfTrade => "3",
        ExpiryReason.MarketRemainder => "9",
        ExpiryReason.Venue => "4",   // the position shrank under a reduce-only order
        _ => "0",
    };

    private void Announce()
    {
        if (_unannounced is not { } order) return;
        _unannounced = null;
        Tell(order, ExecutionType.New, null, "0");
    }

    private void Tell(AccountOrder order, ExecutionType execution, AccountTrade? trade, string expiryReason) =>
        users.Publish(
            order.Owner,
            "ORDER_TRADE_UPDATE",
            UserEventWriter.OrderUpdate(_json, order, execution, trade, expiryReason, floor.Now, _modifyId));

    /// <summary>Ends reduce-only orders that the shrunken position no longer covers, oldest kept first.</summary>
    private void ShedReduceOnly(VenueAccount account, SymbolMarket market)
    {
        List<MatchEvent>? ended = null;
        foreach (var ledger in account.Contracts[market.Index].Ledgers)
        {
            var covered = ledger.Position.Size.Lots;
            foreach (var order in account.Open(market.Index))
            {
                if (!order.IsReduceOnly || order.PositionSide != ledger.PositionSide) continue;
                var reduces = Math.Sign(ledger.Position.Lots) == -order.Side.Sign();
                if (reduces && order.Remaining.Lots <= covered)
                {
                    covered -= order.Remaining.Lots;
                }
                else
                {
                    market.Book.Expire(order.OrderId, ended ??= []);
                }
            }
        }

        if (ended is not null) Settle(market, ended);
    }
}
