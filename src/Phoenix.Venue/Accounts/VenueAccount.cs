using System.Collections.Immutable;
using System.Text;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// One account: wallet, positions, orders with their history, trades, listen key, armed countdowns and its share of
/// the order limits.
/// </summary>
internal sealed class VenueAccount
{
    /// <summary>How many ended orders can still be asked for.</summary>
    private const int HistoryLimit = 100_000;

    private const int TradeLimit = 200_000;

    private readonly Dictionary<long, AccountOrder> _byId = [];
    private readonly Dictionary<string, AccountOrder> _byClientId = new(StringComparer.Ordinal);
    private readonly Queue<AccountOrder> _ended = new();
    private readonly ImmutableArray<List<AccountOrder>> _open;
    private readonly ImmutableArray<List<AccountTrade>> _trades;

    /// <param name="owner">The account's number in the books, at least 1.</param>
    internal VenueAccount(
        int owner, VenueAccountOptions options, ImmutableArray<SymbolMarket> markets, SeededChance chance)
    {
        (Owner, Options, Wallet) = (owner, options, options.Balance);
        Keys = [.. options.Keys];
        Secret = Encoding.UTF8.GetBytes(options.Secret);
        ListenKey = new ListenKeySlot(chance.Fork());
        Positions = [.. markets.Select(market => new PositionLedger(market.Contract.Rules))];
        Countdowns = new VenueTime?[markets.Length];
        _open = [.. markets.Select(_ => new List<AccountOrder>())];
        _trades = [.. markets.Select(_ => new List<AccountTrade>())];
    }

    internal int Owner { get; }

    internal VenueAccountOptions Options { get; }

    internal ImmutableArray<VenueApiKey> Keys { get; }

    internal byte[] Secret { get; }

    internal decimal Wallet { get; private set; }

    internal VenueTime UpdatedAt { get; private set; }

    internal ImmutableArray<PositionLedger> Positions { get; }

    internal ListenKeySlot ListenKey { get; }

    /// <summary>When each market's orders are cancelled unless the countdown is renewed; null is disarmed.</summary>
    internal VenueTime?[] Countdowns { get; }

    internal RequestWindow OrdersPer10Seconds { get; } = new(TimeSpan.FromSeconds(10), 300);

    internal RequestWindow OrdersPerMinute { get; } = new(TimeSpan.FromMinutes(1), 1200);

    internal long TradeCount { get; private set; }

    internal decimal FeesPaid { get; private set; }

    internal decimal Realized { get; private set; }

    /// <summary>Orders resting in one market, oldest first.</summary>
    internal List<AccountOrder> Open(int market) => _open[market];

    /// <summary>Executions in one market, oldest first.</summary>
    internal List<AccountTrade> Trades(int market) => _trades[market];

    internal AccountOrder? Find(long orderId) => _byId.GetValueOrDefault(orderId);

    /// <summary>The youngest order with that client order id.</summary>
    internal AccountOrder? Find(SymbolMarket market, string clientOrderId) =>
        _byClientId.GetValueOrDefault(clientOrderId) is { } order && order.Market == market ? order : null;

    internal bool HasOpen(string clientOrderId) => _byClientId.GetValueOrDefault(clientOrderId) is { IsOpen: true };

    internal void Add(AccountOrder order)
    {
        _byId[order.OrderId] = order;
        _byClientId[order.ClientOrderId] = order;
        _open[order.Market.Index].Add(order);
    }

    /// <summary>The order is over: it leaves the list of open ones and joins the history.</summary>
    internal void Retire(AccountOrder order)
    {
        _open[order.Market.Index].Remove(order);
        _ended.Enqueue(order);
        if (_ended.Count <= HistoryLimit) return;
        var oldest = _ended.Dequeue();
        _byId.Remove(oldest.OrderId);
        if (_byClientId.GetValueOrDefault(oldest.ClientOrderId) == oldest) _byClientId.Remove(oldest.ClientOrderId);
    }

    /// <summary>Books one execution: position, profit and commission.</summary>
    internal AccountTrade Book(
        AccountOrder order, TradeId id, Price price, Quantity quantity, bool isMaker, VenueTime at)
    {
        var rules = order.Market.Contract.Rules;
        var fee = isMaker ? Options.MakerFee : Options.TakerFee;
        var commission = decimal.Round(
            rules.Notional(price, quantity) * fee, PositionLedger.Decimals, MidpointRounding.AwayFromZero);
        order.Fill(price, quantity, at);
        var realized = Positions[order.Market.Index].Apply(order.Side, price, quantity, commission, at);
        Wallet += realized - commission;
        FeesPaid += commission;
        Realized += realized;
        UpdatedAt = at;
        TradeCount++;
        var trade = new AccountTrade(id, order, price, quantity, commission, realized, isMaker, at);
        var trades = _trades[order.Market.Index];
        trades.Add(trade);
        if (trades.Count > TradeLimit) trades.RemoveRange(0, TradeLimit / 10);
        return trade;
    }
}
