using Phoenix.Core.Decisions;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;
using Phoenix.Core.Tracing;
using Phoenix.Node.Traces;

namespace Phoenix.Node.Tests.Traces;

/// <summary>A decision that placed one order and canceled another, and the words of what followed.</summary>
internal static class TraceRig
{
    public static readonly Symbol Eth = new("ETHUSDC");
    public static readonly TraceMark Mark = new(Eth, 7, 42);
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly ClientOrderId Placed = ClientOrderId.Create("mm1", 7, 2);
    public static readonly ClientOrderId Canceled = ClientOrderId.Create("mm1", 7, 1);

    /// <summary>The moment of the decision is noon; the frame came 90 µs before.</summary>
    public static readonly Instant DecidedAt = Instant.From(TimeSpan.FromHours(1));

    private static readonly Instrument Instrument = new()
    {
        Symbol = Eth,
        TickSize = 0.01m,
        LotSize = 0.001m,
        MinQuantity = new Quantity(1),
        MaxQuantity = new Quantity(8_000_000),
        MinNotional = 20,
    };

    public static TraceRecord.Decided Decided(string trigger = TraceRecord.Decided.FrameTrigger, TraceMark? mark = null)
    {
        var inputs = new QuoteInputs
        {
            Instrument = Instrument,
            BestBid = new BookLevel(new Price(299_999), new Quantity(5)),
            BestAsk = new BookLevel(new Price(300_001), new Quantity(5)),
            Position = default,
            Grid = new GridSettings(),
            Risk = new RiskSettings(),
            Shape = GridShape.Create(new GridSettings(), Instrument),
        };
        var quote = new DesiredQuote(1, Side.Buy, new Price(299_880), new Quantity(10), ReduceOnly: false);
        var record = new DecisionRecord(42, DecidedAt, inputs, [new SentQuote(Placed, quote)], [], [Canceled], []);
        var frame = new TracedFrame(
            new Epoch(3),
            DecidedAt - Micros(90),
            1_010,
            VenueTime.From(Noon) + TimeSpan.FromMilliseconds(-15),
            TimeSpan.FromMilliseconds(15));
        return new TraceRecord.Decided(
            mark ?? Mark, record, trigger, frame, DecidedAt - Micros(50), DecidedAt, Noon);
    }

    public static TimeSpan Micros(int count) => TimeSpan.FromMicroseconds(count);

    public static TraceRecord.Answered Answered(ClientOrderId order, OrderInput outcome, int afterMicros = 3_000) =>
        new(Mark, order, DecidedAt + Micros(20), DecidedAt + Micros(afterMicros), outcome);

    public static OrderInput Accepted => new OrderInput.PlaceAccepted(Report(Placed, Side.Buy, OrderStatus.New));

    public static OrderInput CancelAccepted =>
        new OrderInput.CancelAccepted(Report(Canceled, Side.Sell, OrderStatus.Canceled));

    public static TraceRecord.Filled Filled(int afterMicros) =>
        new(Mark, Placed, DecidedAt + Micros(afterMicros), Execution);

    private static Fill Execution { get; } = new()
    {
        Symbol = Eth,
        TradeId = new TradeId(99),
        OrderId = new OrderId(5),
        Side = Side.Buy,
        Price = new Price(299_880),
        Quantity = new Quantity(4),
        Commission = 0,
        CommissionAsset = "USDC",
        RealizedPnl = 0,
        IsMaker = true,
        Time = default,
    };

    /// <summary>What is whole after the last of them.</summary>
    public static List<Span> Assemble(params TraceRecord[] records) => Assemble(new TraceAssembly(), records);

    public static List<Span> Assemble(TraceAssembly assembly, params TraceRecord[] records)
    {
        var done = new List<Span>();
        foreach (var record in records)
        {
            assembly.Take(record, TimeSpan.Zero, done);
        }

        return done;
    }

    public static Span OrderOf(Span root, ClientOrderId order) =>
        root.Children.Single(child => Equals(child.At("client_order_id"), order.Value));

    public static object? At(this Span span, string attribute) =>
        span.Attributes.SingleOrDefault(pair => pair.Key == $"phoenix.{attribute}").Value;

    private static OrderReport Report(ClientOrderId id, Side side, OrderStatus status) => new()
    {
        Symbol = Eth,
        ClientOrderId = id,
        OrderId = new OrderId(5),
        Side = side,
        Price = new Price(300_120),
        Original = new Quantity(10),
        Executed = default,
        Status = status,
        UpdateTime = default,
    };
}
