using System.Runtime.InteropServices;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
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

    /// <summary>Refuses with an error, or accepts and sets <paramref name="order"/>.</summary>
    internal ApiError? Place(VenueAccount account, OrderRequest request, out AccountOrder? order)
    {
        order = null;
        if (Refuse(account, request) is { } refusal) return refusal;
        var market = request.Market;
        var bound = request.Kind == OrderKind.Market
            ? market.Contract.MarketBound(request.Side, market.MarkPrice)
            : request.Price;
        var placed = new AccountOrder
        {
            OrderId = floor.Orders.Next(),
            Owner = account,
            ClientOrderId = request.ClientOrderId ?? MakeUpId(),
            Market = market,
            Side = request.Side,
            Kind = request.Kind,
            TimeInForce = request.TimeInForce,
            Price = request.Price,
            Original = request.Quantity,
            SelfTrade = request.SelfTrade,
            IsReduceOnly = request.IsReduceOnly || OpeningRules.Closes(request.PositionSide, request.Side),
            PositionSide = request.PositionSide,
            CreatedAt = floor.Now,
            UpdatedAt = floor.Now,
        };
        _events.Clear();
        var placement = market.Book.Place(
            new NewOrder
            {
                OrderId = placed.OrderId,
                Owner = account.Owner,
                Side = placed.Side,
                Price = bound,
                Quantity = placed.Original,
                Kind = placed.Kind,
                TimeInForce = placed.TimeInForce,
                SelfTrade = placed.SelfTrade,
            },
            _events);
        if (placement == Placement.WouldCross) return ApiError.WouldCross;
        if (placement == Placement.CannotFill) return ApiError.CannotFill;
        account.Add(placed);
        order = placed;
        Settle(market, _events);
        return null;
    }

    /// <summary>False when the order does not rest.</summary>
    internal bool Cancel(AccountOrder order)
    {
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

    /// <summary>Carries out what happened in a book, whoever caused it.</summary>
    internal void Settle(SymbolMarket market, List<MatchEvent> events)
    {
        foreach (ref readonly var happened in CollectionsMarshal.AsSpan(events))
        {
            if (happened.Kind == MatchEventKind.Traded)
            {
                market.Record(happened);
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

    private ApiError? Refuse(VenueAccount account, OrderRequest request)
    {
        var open = account.Open(request.Market.Index);
        if (request.ClientOrderId is { } id && account.HasOpen(id)) return ApiError.DuplicateClientOrderId;
        if (open.Count >= request.Market.Contract.Rules.MaxOpenOrders) return ApiError.TooManyOpenOrders;
        if (!request.IsReduceOnly && request.Kind == OrderKind.Market
            && request.Market.Book.Of(request.Side.Opposite()).Count == 0)
        {
            return ApiError.NothingToTake;
        }

        return OpeningRules.Refuse(
            account,
            new Opening(
                request.Market,
                request.Side,
                request.PositionSide,
                request.Kind,
                request.Price,
                request.Quantity,
                request.IsReduceOnly));
    }

    private string MakeUpId() => string.Create(22, floor.Names, static (text, names) =>
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
        Tell(order, ExecutionType.Trade, booked, "0");
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

        var isCanceled = happened.Kind == MatchEventKind.Canceled;
        order.Status = isCanceled ? OrderStatus.Canceled
            : happened.Reason == ExpiryReason.SelfTrade ? OrderStatus.ExpiredInMatch
            : OrderStatus.Expired;
        order.UpdatedAt = floor.Now;
        account.Retire(order);
        Tell(order, isCanceled ? ExecutionType.Canceled : ExecutionType.Expired, null, ReasonOf(happened));
    }

    /// <remarks>Values as documented for the key <c>er</c> of ORDER_TRADE_UPDATE.</remarks>
    private static string ReasonOf(in MatchEvent happened) => (happened.Kind, happened.Reason) switch
    {
        (MatchEventKind.Canceled, _) => "0",
        (_, ExpiryReason.SelfTrade) => "1",
        (_, ExpiryReason.ImmediateOrCancel) => "2",
        (_, ExpiryReason.MarketRemainder) => "9",
        _ => "4",   // the venue's own doing: the position shrank under a reduce-only order
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
            UserEventWriter.OrderUpdate(_json, order, execution, trade, expiryReason, floor.Now));

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
