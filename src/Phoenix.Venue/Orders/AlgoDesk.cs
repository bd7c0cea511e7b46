using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Api;
using Phoenix.Venue.Market;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Server;

namespace Phoenix.Venue.Orders;

/// <summary>
/// The service for conditional orders: they wait here, beside the book, and are given to the order desk when their
/// condition is met. Every trade is looked at, and the mark price once a second.
/// </summary>
/// <remarks>
/// Source: .../trade/rest-api/New-Algo-Order of https://developers.binance.com/docs/derivatives/usds-margined-futures
/// (read 2026-05-28). The order a condition releases bears the conditional order's client id.
/// </remarks>
internal sealed class AlgoDesk
{
    private const int MostOpen = 200;
    private const int MostKept = 20_000;

    private readonly VenueFloor _floor;
    private readonly UserStreams _users;
    private readonly OrderDesk _desk;
    private readonly JsonText _json = new();
    private readonly List<AlgoOrder> _open = [];
    private readonly List<AlgoOrder> _all = [];
    private readonly Queue<AlgoOrder> _triggered = new();
    private long _lastId = 1_000_000_033_225_000;

    internal AlgoDesk(VenueFloor floor, UserStreams users, OrderDesk desk)
    {
        (_floor, _users, _desk) = (floor, users, desk);
        desk.Traded = OnTrade;
        desk.Ended = OnEnded;
    }

    internal ApiError? Place(ApiCall call, out AlgoOrder? placed)
    {
        placed = null;
        var account = call.Account!;
        if (AlgoRequest.Read(call, _floor, _lastId + 1, _desk.MakeUpId) is not { } algo) return call.Error;
        if (account.IsHedged != (algo.PositionSide != PositionSide.Both)) return ApiError.WrongPositionSide;
        var others = Open(account).ToList();
        if (others.Exists(other => other.ClientAlgoId == algo.ClientAlgoId)) return ApiError.DuplicateClientOrderId;
        if (others.Count >= MostOpen) return OrderError.TooManyConditional;
        if (RefuseAtOnce(algo) is { } refusal) return refusal;
        _lastId++;
        _open.Add(algo);
        _all.Add(algo);
        if (_all.Count > MostKept) _all.RemoveAll(old => !old.IsOpen && old.AlgoId < _lastId - (MostKept / 2));
        Follow(algo, PriceOf(algo));
        Tell(algo);
        placed = algo;
        return null;
    }

    internal void Cancel(AlgoOrder algo) => End(algo, AlgoStatus.Canceled);

    internal IEnumerable<AlgoOrder> Open(VenueAccount account) => _open.Where(algo => algo.Owner == account);

    /// <summary>Oldest first.</summary>
    internal IEnumerable<AlgoOrder> All(VenueAccount account) => _all.Where(algo => algo.Owner == account);

    /// <summary>The youngest with that id.</summary>
    internal AlgoOrder? Find(VenueAccount account, long? algoId, string? clientAlgoId) => _all.FindLast(algo =>
        algo.Owner == account && (algoId is { } id ? algo.AlgoId == id : algo.ClientAlgoId == clientAlgoId));

    /// <summary>The mark price was set anew.</summary>
    internal void OnMark(SymbolMarket market)
    {
        LookAll(market, followsMark: true, market.MarkPrice);
    }

    /// <summary>Carries out what was triggered, and what that triggers; ends what is out of date.</summary>
    internal void Release()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            var algo = _open[i];
            if (algo.GoodTill.Milliseconds > 0 && algo.GoodTill <= _floor.Steady) End(algo, AlgoStatus.Expired);
        }

        while (_triggered.TryDequeue(out var due))
        {
            Launch(due);
        }
    }

    private void OnTrade(SymbolMarket market, Price price)
    {
        if (_open.Count > 0) LookAll(market, followsMark: false, market.Contract.Rules.ToDecimal(price));
    }

    private void OnEnded(AccountOrder order)
    {
        if (order.Algo is { Status: AlgoStatus.Triggered } algo) Move(algo, AlgoStatus.Finished);
    }

    private void LookAll(SymbolMarket market, bool followsMark, decimal price)
    {
        for (var i = 0; i < _open.Count; i++)
        {
            var algo = _open[i];
            if (algo.Market != market || algo.FollowsMark != followsMark) continue;
            Follow(algo, price);
            if (!IsMet(algo, price)) continue;
            _open.RemoveAt(i--);
            algo.TriggeredAt = _floor.Now;
            Move(algo, AlgoStatus.Triggering);
            _triggered.Enqueue(algo);
        }
    }

    private void Launch(AlgoOrder algo)
    {
        var market = algo.Market;
        if (algo.IsPriceProtected && IsDistorted(market))
        {
            algo.RejectReason = "Price protection";
            Move(algo, AlgoStatus.Expired);
            return;
        }

        if (ToRequest(algo) is not { } request)
        {
            algo.RejectReason = "No position to close";
            Move(algo, AlgoStatus.Expired);
            return;
        }

        var refusal = request.Price == default && request.Kind == OrderKind.Limit
            ? OrderError.NoLevel
            : RefuseByFilters(request) ?? _desk.Place(algo.Owner, request, out _);
        if (refusal is not null)
        {
            algo.RejectReason = refusal.Message;
            Move(algo, AlgoStatus.Rejected);
            return;
        }

        Move(algo, AlgoStatus.Triggered);
        if (!algo.Actual!.IsOpen) Move(algo, AlgoStatus.Finished);
    }

    /// <summary>The mark price has moved since the filters saw the conditional order.</summary>
    private static ApiError? RefuseByFilters(OrderRequest request)
    {
        var (market, isLimit) = (request.Market, request.Kind == OrderKind.Limit);
        if (isLimit && request.PriceMatch == PriceMatch.None
            && OrderFilters.OutOfBand(market.Contract, request.Side, request.Price, market.MarkPrice) is { } outside)
        {
            return outside;
        }

        var closes = request.Algo!.IsReduceOnly || OpeningRules.Closes(request.PositionSide, request.Side);
        return !closes && OrderFilters.IsTooSmall(market, request.Kind, request.Price, request.Quantity)
            ? ApiError.Notional(market.Contract.Rules.MinNotional)
            : null;
    }

    /// <summary>Null when there is no position to close.</summary>
    private static OrderRequest? ToRequest(AlgoOrder algo)
    {
        var quantity = algo.Quantity;
        if (algo.ClosesPosition)
        {
            var position = algo.Owner.Contracts[algo.Market.Index].Ledger(algo.PositionSide).Position;
            if (Math.Sign(position.Lots) != -algo.Side.Sign()) return null;
            quantity = position.Size;
        }

        var price = algo.Price;
        if (algo.PriceMatch != PriceMatch.None) algo.Market.Book.TryFindPrice(algo.Side, algo.PriceMatch, out price);
        return new OrderRequest
        {
            Market = algo.Market,
            Side = algo.Side,
            Kind = algo.BecomesLimit ? OrderKind.Limit : OrderKind.Market,
            TimeInForce = algo.TimeInForce,
            Price = price,
            PriceMatch = algo.PriceMatch,
            Quantity = quantity,
            IsReduceOnly = algo.IsReduceOnly && algo.PositionSide == PositionSide.Both,
            PositionSide = algo.PositionSide,
            SelfTrade = algo.SelfTrade,
            GoodTill = algo.GoodTill,
            ClientOrderId = algo.ClientAlgoId,
            Algo = algo,
        };
    }

    /// <summary>Whether last trade and mark price are too far apart to trust the trigger.</summary>
    private static bool IsDistorted(SymbolMarket market)
    {
        const decimal TriggerProtect = 0.05m;   // as the venue publishes it
        var last = market.Contract.Rules.ToDecimal(market.LastPrice);
        return Math.Abs(last - market.MarkPrice) > TriggerProtect * market.MarkPrice;
    }

    private static decimal PriceOf(AlgoOrder algo) => algo.FollowsMark
        ? algo.Market.MarkPrice
        : algo.Market.Contract.Rules.ToDecimal(algo.Market.LastPrice);

    private static ApiError? RefuseAtOnce(AlgoOrder algo)
    {
        var price = PriceOf(algo);
        if (algo.Kind != AlgoKind.TrailingStopMarket) return IsMet(algo, price) ? OrderError.WouldTrigger : null;
        if (algo.Activation.Ticks == 0) return null;
        var activation = algo.Market.Contract.Rules.ToDecimal(algo.Activation);
        var isAhead = algo.Side == Side.Buy ? activation < price : activation > price;
        return isAhead ? null : OrderError.WouldTrigger;
    }

    /// <summary>A trailing stop keeps the best price it has seen since it was activated.</summary>
    private static void Follow(AlgoOrder algo, decimal price)
    {
        if (algo.Kind != AlgoKind.TrailingStopMarket) return;
        var activation = algo.Market.Contract.Rules.ToDecimal(algo.Activation);
        if (algo.BestPrice == 0)
        {
            var isActive = activation == 0 || (algo.Side == Side.Buy ? price <= activation : price >= activation);
            if (isActive) algo.BestPrice = price;
        }
        else
        {
            algo.BestPrice = algo.Side == Side.Buy ? Math.Min(algo.BestPrice, price) : Math.Max(algo.BestPrice, price);
        }
    }

    private static bool IsMet(AlgoOrder algo, decimal price)
    {
        var trigger = algo.Market.Contract.Rules.ToDecimal(algo.Trigger);
        var (isBuy, turn) = (algo.Side == Side.Buy, algo.CallbackRate / 100);
        return algo.Kind switch
        {
            AlgoKind.Stop or AlgoKind.StopMarket => isBuy ? price >= trigger : price <= trigger,
            AlgoKind.TakeProfit or AlgoKind.TakeProfitMarket => isBuy ? price <= trigger : price >= trigger,
            _ => algo.BestPrice > 0
                && (isBuy ? price >= algo.BestPrice * (1 + turn) : price <= algo.BestPrice * (1 - turn)),
        };
    }

    private void End(AlgoOrder algo, AlgoStatus status)
    {
        _open.Remove(algo);
        Move(algo, status);
    }

    private void Move(AlgoOrder algo, AlgoStatus status)
    {
        (algo.Status, algo.UpdatedAt) = (status, _floor.Now);
        Tell(algo);
    }

    private void Tell(AlgoOrder algo) =>
        _users.Publish(algo.Owner, "ALGO_UPDATE", AlgoWriter.Update(_json, algo, _floor.Now));
}
