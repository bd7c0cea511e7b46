using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Venue.Accounts;
using Phoenix.Venue.Market.Conditions;
using Phoenix.Venue.Matching;
using Phoenix.Venue.Orders;

namespace Phoenix.Venue.Api;

/// <summary>The exchange's spelling of the words used in orders.</summary>
internal static class Words
{
    internal static ReadOnlySpan<byte> Of(Side side) => side == Side.Buy ? "BUY"u8 : "SELL"u8;

    internal static ReadOnlySpan<byte> Of(OrderKind kind) => kind == OrderKind.Market ? "MARKET"u8 : "LIMIT"u8;

    internal static ReadOnlySpan<byte> Of(TradingStatus status) => status switch
    {
        TradingStatus.Halt => "TRADING_HALT"u8,
        TradingStatus.CancelOnly => "TRADING_CANCEL_ONLY"u8,
        _ => "TRADING"u8,
    };

    internal static ReadOnlySpan<byte> Of(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.ImmediateOrCancel => "IOC"u8,
        TimeInForce.FillOrKill => "FOK"u8,
        TimeInForce.PostOnly => "GTX"u8,
        TimeInForce.GoodTillDate => "GTD"u8,
        _ => "GTC"u8,
    };

    internal static ReadOnlySpan<byte> Of(AlgoKind kind) => kind switch
    {
        AlgoKind.Stop => "STOP"u8,
        AlgoKind.StopMarket => "STOP_MARKET"u8,
        AlgoKind.TakeProfit => "TAKE_PROFIT"u8,
        AlgoKind.TakeProfitMarket => "TAKE_PROFIT_MARKET"u8,
        _ => "TRAILING_STOP_MARKET"u8,
    };

    internal static ReadOnlySpan<byte> Of(AlgoStatus status) => status switch
    {
        AlgoStatus.Canceled => "CANCELED"u8,
        AlgoStatus.Triggering => "TRIGGERING"u8,
        AlgoStatus.Triggered => "TRIGGERED"u8,
        AlgoStatus.Finished => "FINISHED"u8,
        AlgoStatus.Rejected => "REJECTED"u8,
        AlgoStatus.Expired => "EXPIRED"u8,
        _ => "NEW"u8,
    };

    internal static ReadOnlySpan<byte> WorkingType(bool followsMark) =>
        followsMark ? "MARK_PRICE"u8 : "CONTRACT_PRICE"u8;

    internal static ReadOnlySpan<byte> Of(OrderStatus status) => status switch
    {
        OrderStatus.PartiallyFilled => "PARTIALLY_FILLED"u8,
        OrderStatus.Filled => "FILLED"u8,
        OrderStatus.Canceled => "CANCELED"u8,
        OrderStatus.Expired => "EXPIRED"u8,
        OrderStatus.ExpiredInMatch => "EXPIRED_IN_MATCH"u8,
        _ => "NEW"u8,
    };

    internal static ReadOnlySpan<byte> Of(ExecutionType execution) => execution switch
    {
        ExecutionType.Trade => "TRADE"u8,
        ExecutionType.Canceled => "CANCELED"u8,
        ExecutionType.Expired => "EXPIRED"u8,
        ExecutionType.Amendment => "AMENDMENT"u8,
        ExecutionType.Calculated => "CALCULATED"u8,
        _ => "NEW"u8,
    };

    internal static ReadOnlySpan<byte> Of(SelfTradePrevention mode) => mode switch
    {
        SelfTradePrevention.ExpireTaker => "EXPIRE_TAKER"u8,
        SelfTradePrevention.ExpireMaker => "EXPIRE_MAKER"u8,
        SelfTradePrevention.ExpireBoth => "EXPIRE_BOTH"u8,
        _ => "NONE"u8,
    };

    internal static ReadOnlySpan<byte> Of(PositionSide side) => side switch
    {
        PositionSide.Long => "LONG"u8,
        PositionSide.Short => "SHORT"u8,
        _ => "BOTH"u8,
    };

    internal static PositionSide? PositionSideOf(string? text) => text switch
    {
        null or "BOTH" => PositionSide.Both,
        "LONG" => PositionSide.Long,
        "SHORT" => PositionSide.Short,
        _ => null,
    };

    internal static ReadOnlySpan<byte> Of(PriceMatch match) => match switch
    {
        PriceMatch.Opponent => "OPPONENT"u8,
        PriceMatch.Opponent5 => "OPPONENT_5"u8,
        PriceMatch.Queue => "QUEUE"u8,
        PriceMatch.Queue5 => "QUEUE_5"u8,
        PriceMatch.Queue10 => "QUEUE_10"u8,
        PriceMatch.Queue20 => "QUEUE_20"u8,
        _ => "NONE"u8,
    };

    internal static PriceMatch? PriceMatchOf(string? text) => text switch
    {
        null or "NONE" => PriceMatch.None,
        "OPPONENT" => PriceMatch.Opponent,
        "OPPONENT_5" => PriceMatch.Opponent5,
        "QUEUE" => PriceMatch.Queue,
        "QUEUE_5" => PriceMatch.Queue5,
        "QUEUE_10" => PriceMatch.Queue10,
        "QUEUE_20" => PriceMatch.Queue20,
        _ => null,
    };

    internal static SelfTradePrevention? SelfTrade(string? text) => text switch
    {
        null or "EXPIRE_MAKER" => SelfTradePrevention.ExpireMaker,
        "EXPIRE_TAKER" => SelfTradePrevention.ExpireTaker,
        "EXPIRE_BOTH" => SelfTradePrevention.ExpireBoth,
        "NONE" => SelfTradePrevention.None,
        _ => null,
    };

    internal static TimeInForce? TimeInForceOf(string text) => text switch
    {
        "GTC" => TimeInForce.GoodTillCanceled,
        "IOC" => TimeInForce.ImmediateOrCancel,
        "FOK" => TimeInForce.FillOrKill,
        "GTX" => TimeInForce.PostOnly,
        "GTD" => TimeInForce.GoodTillDate,
        _ => null,
    };
}
