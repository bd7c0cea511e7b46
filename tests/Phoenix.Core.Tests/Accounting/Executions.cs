using Phoenix.Core.Accounting;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tests.Quoting;

namespace Phoenix.Core.Tests.Accounting;

/// <summary>Executions and mids of ETHUSDC, as makers without commission unless said.</summary>
internal static class Executions
{
    public static Fill Buy(decimal quantity, decimal price) => Of(Side.Buy, quantity, price);

    public static Fill Sell(decimal quantity, decimal price) => Of(Side.Sell, quantity, price);

    public static Fill Of(Side side, decimal quantity, decimal price) => new()
    {
        Symbol = Eth.Usdc,
        TradeId = new TradeId(1),
        OrderId = new OrderId(1),
        Side = side,
        Price = Eth.Price(price),
        Quantity = Eth.Quantity(quantity),
        Commission = 0,
        CommissionAsset = "USDC",
        RealizedPnl = 0,
        IsMaker = true,
        Time = default,
    };

    public static Mid Mid(decimal value) => new((long)(value * 200));

    public static Instant At(double seconds) => Instant.From(TimeSpan.FromSeconds(seconds));
}
