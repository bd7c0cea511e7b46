using System.Collections.Immutable;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Tests.Orders;

/// <summary>One buy of 10 lots, and everything that can be said of it.</summary>
internal static class OrderScript
{
    public static readonly Symbol Usdc = new("ETHUSDC");

    public static readonly TradingSettings Limits = new();

    public static readonly Instant Start = Instant.From(TimeSpan.FromSeconds(100));

    public static readonly ClientOrderId Id = ClientOrderId.Create("mm1", 1, 1);

    public static readonly OrderInput Sent = new OrderInput.Sent();
    public static readonly OrderInput NotSent = new OrderInput.NotSent();
    public static readonly OrderInput PlaceTimedOut = new OrderInput.PlaceTimedOut();
    public static readonly OrderInput CancelSent = new OrderInput.CancelSent();
    public static readonly OrderInput CancelNotSent = new OrderInput.CancelNotSent();
    public static readonly OrderInput CancelTimedOut = new OrderInput.CancelTimedOut();
    public static readonly OrderInput SessionLost = new OrderInput.SessionLost();
    public static readonly OrderInput QueryNotFound = new OrderInput.QueryNotFound();
    public static readonly OrderInput Vanished = new OrderInput.Vanished();

    public static readonly OrderInput Accepted = new OrderInput.PlaceAccepted(Report(OrderStatus.New));
    public static readonly OrderInput Canceled = new OrderInput.CancelAccepted(Report(OrderStatus.Canceled));

    /// <summary>Other terms: nearer by a tick, and two lots more.</summary>
    public static readonly OrderTerms Moved = new(new Price(300_001), new Quantity(12));

    public static readonly OrderInput AmendSent = new OrderInput.AmendSent(Moved);
    public static readonly OrderInput AmendNotSent = new OrderInput.AmendNotSent(Moved);
    public static readonly OrderInput AmendTimedOut = new OrderInput.AmendTimedOut(Moved);
    public static readonly OrderInput Amended = new OrderInput.AmendAccepted(Under(Moved));

    public static OrderIntent Intent(long sequence = 1, Side side = Side.Buy, int lots = 10) => new()
    {
        Symbol = Usdc,
        ClientOrderId = ClientOrderId.Create("mm1", 1, sequence),
        Side = side,
        Price = new Price(300_000),
        Quantity = new Quantity(lots),
    };

    public static OwnOrder New() => new()
    {
        Intent = Intent(),
        Phase = OrderPhase.PendingNew,
        Sequence = 1,
        SentAt = Start,
        PhaseSince = Start,
    };

    public static Instant After(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public static VenueError Error(VenueFailure failure) => new(failure, 0, "test");

    public static OrderInput PlaceFailed(VenueFailure failure) => new OrderInput.PlaceFailed(Error(failure));

    public static OrderInput CancelFailed(VenueFailure failure) => new OrderInput.CancelFailed(Error(failure));

    public static OrderInput AmendFailed(VenueFailure failure) =>
        new OrderInput.AmendFailed(Moved, Error(failure));

    /// <summary>The order as a reply, an event or a query shows it under other terms.</summary>
    public static OrderReport Under(OrderTerms terms, OrderStatus status = OrderStatus.New, int executed = 0) =>
        Report(status, executed) with { Price = terms.Price, Original = terms.Quantity };

    public static OrderInput Seen(OrderTerms terms) => new OrderInput.StreamUpdate(
        new OrderUpdate(Under(terms), ExecutionType.Amendment, null, default));

    public static OrderInput Queried(OrderStatus status, int executed = 0) =>
        new OrderInput.Queried(Report(status, executed));

    public static OrderInput Event(OrderStatus status, int executed = 0) =>
        new OrderInput.StreamUpdate(new OrderUpdate(Report(status, executed), ExecutionType.New, null, default));

    /// <summary>A TRADE event: <paramref name="lots"/> executed now, <paramref name="executed"/> in all.</summary>
    public static OrderInput Trade(long trade, int lots, int executed)
    {
        var status = executed == 10 ? OrderStatus.Filled : OrderStatus.PartiallyFilled;
        return new OrderInput.StreamUpdate(
            new OrderUpdate(Report(status, executed), ExecutionType.Trade, Fill(trade, lots), default));
    }

    public static Fill Fill(long trade, int lots, Side side = Side.Buy, long orderId = 77) => new()
    {
        Symbol = Usdc,
        TradeId = new TradeId(trade),
        OrderId = new OrderId(orderId),
        Side = side,
        Price = new Price(300_000),
        Quantity = new Quantity(lots),
        Commission = 0,
        CommissionAsset = "USDC",
        RealizedPnl = 0,
        IsMaker = true,
        Time = default,
    };

    public static OrderReport Report(OrderStatus status, int executed = 0, long sequence = 1) => new()
    {
        Symbol = Usdc,
        ClientOrderId = ClientOrderId.Create("mm1", 1, sequence),
        OrderId = new OrderId(76 + sequence),
        Side = Side.Buy,
        Price = new Price(300_000),
        Original = new Quantity(10),
        Executed = new Quantity(executed),
        Status = status,
        UpdateTime = default,
    };

    /// <summary>The order after all inputs, each at the instant it is given, in seconds after the sending.</summary>
    public static OwnOrder Run(params (double At, OrderInput Input)[] script) => script.Aggregate(
        New(), (order, step) => OrderMachine.Next(order, step.Input, After(step.At), Limits).State);

    /// <summary>The order after all inputs, all at the instant of its sending.</summary>
    public static OwnOrder Run(params OrderInput[] script) => Run([.. script.Select(input => (0.0, input))]);

    public static ImmutableArray<OrderEffect> Effects(OwnOrder order, OrderInput input, double at = 0) =>
        OrderMachine.Next(order, input, After(at), Limits).Effects;
}
