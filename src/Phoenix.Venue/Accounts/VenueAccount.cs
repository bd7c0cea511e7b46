using System.Collections.Immutable;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Market;

namespace Phoenix.Venue.Accounts;

/// <summary>
/// One account: wallets, positions, orders with their history, trades, listen key, armed countdowns and its share of
/// the order limits.
/// </summary>
internal sealed class VenueAccount
{
    /// <summary>How many ended orders can still be asked for.</summary>
    private const int HistoryLimit = 100_000;

    private const int TradeLimit = 200_000;

    /// <summary>How many forced closings and moves of margin can still be asked for.</summary>
    private const int PastLimit = 1_000;

    private readonly Dictionary<long, AccountOrder> _byId = [];
    private readonly Dictionary<string, AccountOrder> _byClientId = new(StringComparer.Ordinal);
    private readonly Queue<AccountOrder> _ended = new();
    private readonly ImmutableArray<List<AccountOrder>> _open;
    private readonly ImmutableArray<List<AccountTrade>> _trades;

    private readonly List<AccountOrder> _forcedOrders = [];
    private readonly List<MarginChange> _marginChanges = [];
    private readonly Treasury _treasury;

    /// <param name="owner">The account's number in the books, at least 1.</param>
    internal VenueAccount(
        int owner,
        VenueAccountOptions options,
        ImmutableArray<SymbolMarket> markets,
        Treasury treasury,
        SeededChance chance,
        VenueTime openedAt)
    {
        (Owner, Options, _treasury) = (owner, options, treasury);
        Keys = [.. options.Keys];
        OrdersPer10Seconds = new RequestWindow(TimeSpan.FromSeconds(10), options.OrdersPer10Seconds);
        OrdersPerMinute = new RequestWindow(TimeSpan.FromMinutes(1), options.OrdersPerMinute);
        ListenKey = new ListenKeySlot(chance.Fork());
        Contracts = [.. markets.Select(market => new AccountContract(market, options.Leverage))];
        Positions = [.. Contracts.Select(contract => contract.Both)];
        Wallets = [.. WalletsOf(options, markets, openedAt)];
        Locks = new SymbolLocks(markets);
        Ratios = [.. markets.Select(_ => new OrderRatios())];
        Countdowns = new VenueTime?[markets.Length];
        _open = [.. markets.Select(_ => new List<AccountOrder>())];
        _trades = [.. markets.Select(_ => new List<AccountTrade>())];
    }

    internal int Owner { get; }

    internal VenueAccountOptions Options { get; }

    internal ImmutableArray<VenueApiKey> Keys { get; }

    /// <summary>One wallet per asset, that of <see cref="VenueAccountOptions.Asset"/> first.</summary>
    internal ImmutableArray<AssetWallet> Wallets { get; }

    /// <summary>Leverage, margin type and positions by market.</summary>
    internal ImmutableArray<AccountContract> Contracts { get; }

    /// <summary>The one-way positions by market.</summary>
    internal ImmutableArray<PositionLedger> Positions { get; }

    /// <summary>Whether LONG and SHORT are held side by side.</summary>
    internal bool IsHedged { get; set; }

    /// <summary>Whether all assets together are the margin of all positions.</summary>
    internal bool IsMultiAssets { get; set; }

    /// <summary>Whether fees are to be paid in BNB; only noted, the venue goes on charging the margin asset.</summary>
    internal bool BurnsFees { get; set; } = true;

    internal IncomeLog Income { get; } = new();

    /// <summary>What the venue closed for it by force, oldest first.</summary>
    internal IReadOnlyList<AccountOrder> ForcedOrders => _forcedOrders;

    internal WarnedMargins Warned { get; } = new();

    /// <summary>Money its owner moved to and from isolated positions, oldest first.</summary>
    internal IReadOnlyList<MarginChange> MarginChanges => _marginChanges;

    /// <summary>What became of its orders, by market.</summary>
    internal ImmutableArray<OrderRatios> Ratios { get; }

    internal SymbolLocks Locks { get; }

    internal ListenKeySlot ListenKey { get; }

    /// <summary>When each market's orders are cancelled unless the countdown is renewed; null is disarmed.</summary>
    internal VenueTime?[] Countdowns { get; }

    internal RequestWindow OrdersPer10Seconds { get; }

    internal RequestWindow OrdersPerMinute { get; }

    internal long TradeCount { get; private set; }

    internal decimal FeesPaid { get; private set; }

    internal decimal Realized { get; private set; }

    /// <summary>Orders resting in one market, oldest first.</summary>
    internal List<AccountOrder> Open(int market) => _open[market];

    /// <summary>Orders that are over, in the order in which they ended.</summary>
    internal IEnumerable<AccountOrder> Ended => _ended;

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
        Ratios[order.Market.Index].Count(order);
        _ended.Enqueue(order);
        if (_ended.Count <= HistoryLimit) return;
        var oldest = _ended.Dequeue();
        _byId.Remove(oldest.OrderId);
        if (_byClientId.GetValueOrDefault(oldest.ClientOrderId) == oldest) _byClientId.Remove(oldest.ClientOrderId);
    }

    internal AssetWallet Wallet(string asset)
    {
        foreach (var wallet in Wallets)
        {
            if (string.Equals(wallet.Asset, asset, StringComparison.Ordinal)) return wallet;
        }

        throw new ArgumentException($"No account has a wallet of {asset}.", nameof(asset));
    }

    /// <summary>Whether the account may hold the asset at all.</summary>
    internal bool HasWallet(string asset) => Wallets.Any(wallet => wallet.Asset == asset);

    /// <summary>Books one execution: position, profit and commission.</summary>
    internal AccountTrade Book(
        AccountOrder order, TradeId id, Price price, Quantity quantity, bool isMaker, VenueTime at)
    {
        var contract = Contracts[order.Market.Index];
        var rules = order.Market.Contract.Rules;
        var ledger = contract.Ledger(order.PositionSide);
        var notional = rules.Notional(price, quantity);
        var commission = decimal.Round(
            notional * FeeOf(order, isMaker), PositionLedger.Decimals, MidpointRounding.AwayFromZero);
        order.Fill(price, quantity, at);
        if (contract.IsIsolated) MoveIsolated(contract, ledger, order.Side, price, quantity);
        var realized = ledger.Apply(order.Side, price, quantity, commission, at);
        Wallet(contract.Asset).Add(realized - commission, at);
        FeesPaid += commission;
        Realized += realized;
        TradeCount++;
        var purse = _treasury.Of(contract.Asset);
        purse.Fees += commission;
        purse.Crowd += order.Side.Sign() * notional;
        Note(IncomeType.Commission, order.Market, contract.Asset, -commission, at, id);
        Note(IncomeType.RealizedPnl, order.Market, contract.Asset, realized, at, id);
        var trade = new AccountTrade(id, order, price, quantity, commission, realized, isMaker, at);
        var trades = _trades[order.Market.Index];
        trades.Add(trade);
        if (trades.Count > TradeLimit) trades.RemoveRange(0, TradeLimit / 10);
        return trade;
    }

    internal void Note(
        IncomeType type, SymbolMarket? market, string asset, decimal amount, VenueTime at, TradeId? trade = null)
    {
        if (amount == 0) return;
        Income.Add(new Income(_treasury.NextTransaction(), type, market, asset, amount, at, trade));
    }

    internal void Note(MarginChange change) => Remember(_marginChanges, change);

    internal void NoteForced(AccountOrder order) => Remember(_forcedOrders, order);

    private static void Remember<T>(List<T> past, T latest)
    {
        if (past.Count == PastLimit) past.RemoveAt(0);
        past.Add(latest);
    }

    private static IEnumerable<AssetWallet> WalletsOf(
        VenueAccountOptions options, ImmutableArray<SymbolMarket> markets, VenueTime openedAt)
    {
        var named = options.MoreBalances.Prepend(new AssetBalance(options.Asset, options.Balance)).ToArray();
        return named
            .Concat(markets.Select(market => new AssetBalance(market.Contract.Rules.MarginAsset, 0m)))
            .DistinctBy(balance => balance.Asset)
            .Select(balance => new AssetWallet(balance.Asset, balance.Balance, openedAt));
    }

    private decimal FeeOf(AccountOrder order, bool isMaker)
    {
        if (order.Origin != OrderOrigin.Owner) return 0m;   // a liquidation pays the clearance fee instead
        var fees = Options.FeesOf(order.Market.Contract.Rules);
        return isMaker ? fees.Maker : fees.Taker;
    }

    /// <summary>
    /// A position opened with a wallet of its own takes its initial margin along; one that is closed gives its share
    /// back.
    /// </summary>
    private void MoveIsolated(
        AccountContract contract, PositionLedger ledger, Side side, Price price, Quantity quantity)
    {
        var held = ledger.Position.Size.Lots;
        var closing = Math.Sign(ledger.Position.Lots) == -side.Sign() ? Math.Min(held, quantity.Lots) : 0;
        var opening = new Quantity(quantity.Lots - closing);
        var released = closing == 0 ? 0m
            : closing == held ? ledger.IsolatedWallet
            : decimal.Round(ledger.IsolatedWallet * closing / held, PositionLedger.Decimals);
        var taken = decimal.Round(
            contract.Market.Contract.Rules.Notional(price, opening) / contract.Leverage, PositionLedger.Decimals);
        ledger.IsolatedWallet += taken - released;
        Wallet(contract.Asset).SetAside(taken - released);
    }
}
