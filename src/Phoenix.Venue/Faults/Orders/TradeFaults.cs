using System.Globalization;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;

namespace Phoenix.Venue.Faults.Orders;

/// <summary>
/// A resting order is filled, by so much of it: somebody in the crowd sweeps the book down to it. What rests before it
/// is filled too, as in any market.
/// </summary>
internal sealed class FillFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin()
    {
        if (FindOrder() is not { } resting) return;
        var rules = resting.Market.Contract.Rules;
        var wanted = Request.Quantity is { } quantity ? (long)(quantity / rules.LotSize) : resting.Remaining.Lots;
        var lots = LotsBefore(resting) + Math.Min(wanted, resting.Remaining.Lots);
        var events = new List<MatchEvent>();
        resting.Market.Book.Place(
            new NewOrder
            {
                OrderId = resting.Market.Orders.Next(),
                Owner = OrderBook.Street,
                Side = resting.Side.Opposite(),
                Price = resting.Price,
                Quantity = new Quantity(lots),
                Kind = OrderKind.Limit,
                TimeInForce = TimeInForce.ImmediateOrCancel,
            },
            events);
        Stage.Orders.Settle(resting.Market, events);
    }

    private AccountOrder? FindOrder() => Stage.Accounts(Request)
        .SelectMany(account => Stage.Floor.Markets.SelectMany(market => account.Open(market.Index)))
        .Where(open => Request.Order is null || Request.Order == open.ClientOrderId)
        .Where(open => Request.Symbol is null || Request.Symbol == open.Market.Contract.Symbol.Name)
        .MinBy(open => open.OrderId);

    private static long LotsBefore(AccountOrder wanted)
    {
        var side = wanted.Market.Book.Of(wanted.Side);
        var lots = 0L;
        for (var depth = 0; depth < side.Count; depth++)
        {
            var level = side[depth];
            if (level.Price != wanted.Price)
            {
                lots += level.Lots;
                continue;
            }

            for (var resting = level.First; resting is not null && resting.Id != wanted.OrderId; resting = resting.Next)
            {
                lots += resting.Lots;
            }

            break;
        }

        return lots;
    }
}

/// <summary>
/// Somebody else with access to the account places an order: with a price it rests, without it trades.
/// </summary>
internal sealed class ForeignOrderFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin()
    {
        var market = Stage.Market(Request);
        var terms = Request.Price is { } price
            ? string.Create(CultureInfo.InvariantCulture, $"&type=LIMIT&timeInForce=GTC&price={price}")
            : "&type=MARKET";
        AccountCall.Place(
            Stage, Request, market, Request.Side!.Value, Request.Quantity!.Value, terms, Request.Order ?? $"web_{Id}");
    }
}

/// <summary>Part of a position, or all of it, is closed by auto-deleveraging.</summary>
/// <remarks>
/// Here the crowd takes the other side, at the mark price; at the exchange it is the liquidated account, at its
/// bankruptcy price. Neither goes through the book.
/// </remarks>
internal sealed class AdlFault(FaultOrder order, FaultStage stage) : Fault(order, stage)
{
    internal override void Begin()
    {
        var market = Stage.Market(Request);
        var closing = new ForcedClosing(Stage.Floor, Stage.Users, Stage.Orders);
        foreach (var account in Stage.Accounts(Request))
        {
            var contract = account.Contracts[market.Index];
            var left = Request.Quantity is { } wanted ? (long)(wanted / market.Contract.Rules.LotSize) : long.MaxValue;
            foreach (var ledger in contract.Ledgers)
            {
                var size = Math.Min(left, ledger.Position.Size.Lots);
                if (size == 0) continue;
                closing.Deleverage(account, contract, ledger, new Quantity(size));
                left -= size;
            }
        }
    }
}

/// <summary>Calls an order operation for an account, past the doors that check its keys and limits.</summary>
internal static class AccountCall
{
    internal static ApiError? Place(
        FaultStage stage,
        FaultRequest request,
        SymbolMarket market,
        Side side,
        decimal quantity,
        string terms,
        string clientOrderId)
    {
        var word = side == Side.Buy ? "BUY" : "SELL";
        var form = string.Create(
            CultureInfo.InvariantCulture,
            $"symbol={market.Contract.Symbol.Name}&side={word}&quantity={quantity}{terms}");
        var call = ApiCall.FromQuery($"{form}&newClientOrderId={clientOrderId}", string.Empty);
        call.Account = stage.Account(request);
        return stage.Routes.Rest("POST /fapi/v1/order")!.Run(call, new JsonText());
    }
}
