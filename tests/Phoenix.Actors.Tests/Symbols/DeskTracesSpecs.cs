using Phoenix.Actors.MarketData;
using Phoenix.Actors.Symbols;
using Phoenix.Actors.Tests.Fakes;
using Phoenix.Actors.Trading;
using Phoenix.Actors.UserData;
using Phoenix.Core.Decisions;
using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Settings;
using Phoenix.Core.Time;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Tests.Symbols;

/// <summary>Goal: a desk hands over what a trace needs, and where nothing is traced it costs nothing.</summary>
public sealed class DeskTracesSpecs
{
    private static readonly Instant Received = Instant.From(TimeSpan.FromSeconds(10));
    private static readonly Instant TakenUp = Received + TimeSpan.FromMicroseconds(40);
    private static readonly Instant Decided = Received + TimeSpan.FromMicroseconds(90);

    private readonly HandTime _time = new() { Now = Decided - default(Instant) };
    private readonly OwnOrders _orders = new(new TradingSettings());
    private readonly FakeTraces _sink = new();
    private long _decision;

    [Fact]
    public void A_decision_set_off_by_a_frame_is_told_with_the_frame_and_the_moments()
    {
        var traces = Traces(new ClockReading(1_700_000_000_000_000_000, TimeSpan.Zero));
        var frame = Frame(new VenueTime(1_700_000_009_985));
        var record = Decide();

        var mark = traces.Begin(frame, [Seen(frame), new DeskEffect.Keep(record)], TakenUp);

        mark.ShouldBe(new TraceMark(FakeVenue.Eth, 7, record.Number));
        var told = _sink.Records.ShouldHaveSingleItem().ShouldBeOfType<TraceRecord.Decided>();
        told.Mark.ShouldBe(mark);
        told.Trigger.ShouldBe(TraceRecord.Decided.FrameTrigger);
        told.Frame.ShouldBe(new TracedFrame(
            new Epoch(3), Received, 1_010, new VenueTime(1_700_000_009_985), TimeSpan.FromMilliseconds(15)));
        (told.TakenUpAt, told.DecidedAt).ShouldBe((TakenUp, Decided));
        told.DecidedTime.ShouldBe(HandTime.Noon + (Decided - default(Instant)));
        told.IsFirstAfterHalt.ShouldBeFalse();
    }

    [Fact]
    public void A_decision_set_off_by_something_else_is_told_with_the_newest_frame_of_the_book()
    {
        var traces = Traces();
        var (applied, late) = (Frame(default), Frame(default) with { ReceivedAt = TakenUp });
        traces.Begin(applied, [Seen(applied)], TakenUp);
        traces.Begin(late, [Seen(late) with { IsNew = false }], TakenUp);

        traces.Begin(DeskInputs.Tick.Instance, [new DeskEffect.Keep(Decide())], TakenUp).ShouldNotBeNull();

        var told = _sink.Records.ShouldHaveSingleItem().ShouldBeOfType<TraceRecord.Decided>();
        told.Trigger.ShouldBe("Tick");
        told.Frame.ShouldNotBeNull().ReceivedAt.ShouldBe(Received);
        told.Frame.Lag.ShouldBeNull("the exchange's clock is not known");
    }

    [Fact]
    public void The_first_decision_after_a_halt_is_traced_out_of_its_turn()
    {
        _sink.Sampling = new TraceSampling { Share = 0.01m, MostPerSecond = 100 };
        var traces = Traces();
        Begin(traces).ShouldNotBeNull("the first of all has its turn");
        Begin(traces).ShouldBeNull();

        traces.Begin(Tick, [new DeskEffect.Announce(new DeskEvent.Resumed())], TakenUp).ShouldBeNull();
        Begin(traces).ShouldNotBeNull();
        _sink.Records.OfType<TraceRecord.Decided>().Last().IsFirstAfterHalt.ShouldBeTrue();
        Begin(traces).ShouldBeNull();
    }

    [Fact]
    public void A_decision_that_is_not_traced_allocates_nothing()
    {
        _sink.Sampling = new TraceSampling { Share = 0.000001m };
        var traces = Traces();
        Begin(traces).ShouldNotBeNull("the first of all has its turn");
        AllocatedBy(traces).ShouldBe(0);
    }

    [Fact]
    public void Without_traces_nothing_is_allocated_and_nothing_handed_over()
    {
        var traces = new DeskTraces(NoTraces.Instance, UnknownClock.Instance, _time, FakeVenue.Eth, 7);

        Begin(traces).ShouldBeNull();
        AllocatedBy(traces).ShouldBe(0);
    }

    [Fact]
    public void A_fill_of_a_traced_order_is_told_until_the_order_has_ended()
    {
        var traces = Traces();
        var intent = Placed(traces, out var mark);

        Follow(traces, intent, OrderStatus.PartiallyFilled, trade: 1, executed: 4);
        Follow(traces, intent, OrderStatus.Filled, trade: 2, executed: 10);
        Follow(traces, intent, OrderStatus.Filled, trade: 3, executed: 10);

        _sink.Records.OfType<TraceRecord.Filled>().Select(fill => (fill.Mark, fill.Order, fill.Fill.TradeId.Value))
            .ShouldBe([(mark, intent.ClientOrderId, 1), (mark, intent.ClientOrderId, 2)]);
    }

    [Fact]
    public void An_unknown_outcome_is_settled_by_whatever_channel_tells_first()
    {
        var traces = Traces();
        var intent = Placed(traces, out var mark);
        var id = intent.ClientOrderId;
        Tell(traces, new TradingProtocol.Outcome(id, new OrderInput.PlaceTimedOut()), new OrderInput.PlaceTimedOut());
        _sink.Records.OfType<TraceRecord.Settled>().ShouldBeEmpty();

        var found = FakeVenue.Report(intent, 1, OrderStatus.New);
        var reply = new DeskInputs.OrderQueried(id, new VenueReply<OrderReport>.Ok(found));
        Tell(traces, reply, new OrderInput.Queried(found));

        _sink.Records.OfType<TraceRecord.Settled>().ShouldBe(
            [new TraceRecord.Settled(mark, id, Decided, OrderPhase.Working)]);
    }

    [Fact]
    public void An_outcome_that_is_known_needs_no_settling()
    {
        var traces = Traces();
        var intent = Placed(traces, out _);
        var accepted = new OrderInput.PlaceAccepted(FakeVenue.Report(intent, 1, OrderStatus.New));

        Tell(traces, new TradingProtocol.Outcome(intent.ClientOrderId, accepted), accepted);
        Tell(traces, Tick, null);

        _sink.Records.ShouldHaveSingleItem().ShouldBeOfType<TraceRecord.Decided>();
    }

    [Fact]
    public void No_more_orders_are_followed_than_allowed_and_the_newest_are()
    {
        var traces = Traces();
        var all = Enumerable.Range(0, DeskTraces.MostFollowed + 1).Select(_ => Placed(traces, out var _)).ToArray();

        Follow(traces, all[0], OrderStatus.PartiallyFilled, trade: 1, executed: 4);
        Follow(traces, all[1], OrderStatus.PartiallyFilled, trade: 2, executed: 4);
        Follow(traces, all[^1], OrderStatus.PartiallyFilled, trade: 3, executed: 4);

        _sink.Records.OfType<TraceRecord.Filled>().Select(fill => fill.Fill.TradeId.Value).ShouldBe([2, 3]);
    }

    private static object Tick => DeskInputs.Tick.Instance;

    private DeskTraces Traces(ClockReading? clock = null) => new(_sink, new Clock(clock), _time, FakeVenue.Eth, 7);

    private TraceMark? Begin(DeskTraces traces) => traces.Begin(Tick, [new DeskEffect.Keep(Decide())], TakenUp);

    private long AllocatedBy(DeskTraces traces)
    {
        var frame = Frame(default);
        var unknown = new TradingProtocol.Outcome(ClientOrderId.Create("mm1", 9, 9), new OrderInput.NotSent());
        List<DeskEffect> effects = [Seen(frame), new DeskEffect.Keep(Decide())];
        Run(2); // so that everything is compiled
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(10_000);
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Run(int times)
        {
            for (var time = 0; time < times; time++)
            {
                traces.Begin(frame, effects, TakenUp);
                traces.Follow(unknown, _orders, TakenUp);
            }
        }
    }

    private OrderIntent Placed(DeskTraces traces, out TraceMark mark)
    {
        var record = Decide();
        mark = traces.Begin(Tick, [new DeskEffect.Keep(record)], TakenUp).ShouldNotBeNull();
        var intent = new OrderIntent
        {
            Symbol = FakeVenue.Eth,
            ClientOrderId = record.Placed[0].Id,
            Side = Side.Buy,
            Price = new Price(299_000),
            Quantity = new Quantity(10),
        };
        _orders.Add(intent, Decided);
        return intent;
    }

    /// <summary>An event of the user stream that says so.</summary>
    private void Follow(DeskTraces traces, OrderIntent intent, OrderStatus status, long trade, long executed)
    {
        var report = FakeVenue.Report(intent, 1, status) with { Executed = new Quantity(executed) };
        var fill = new Fill
        {
            Symbol = intent.Symbol,
            TradeId = new TradeId(trade),
            OrderId = report.OrderId,
            Side = intent.Side,
            Price = intent.Price,
            Quantity = new Quantity(1),
            Commission = 0,
            CommissionAsset = "USDC",
            RealizedPnl = 0,
            IsMaker = true,
            Time = default,
        };
        var update = new OrderUpdate(report, ExecutionType.Trade, fill, default);
        _orders.Feed(intent.ClientOrderId, new OrderInput.StreamUpdate(update), Decided);
        traces.Follow(new UserDataProtocol.OrderChanged(new Epoch(1), update), _orders, Decided);
    }

    private void Tell(DeskTraces traces, object message, OrderInput? input)
    {
        foreach (var order in _orders.Open.ToArray())
        {
            if (input is not null)
            {
                _orders.Feed(order.Id, input, Decided);
            }
        }

        traces.Follow(message, _orders, Decided);
    }

    private static MarketDataProtocol.Depth Frame(VenueTime eventTime) => new(new Epoch(3), Received, new DepthDiff
    {
        Symbol = FakeVenue.Eth,
        FirstUpdateId = 1_001,
        FinalUpdateId = 1_010,
        PreviousUpdateId = 1_000,
        EventTime = eventTime,
        TransactionTime = eventTime,
        Bids = [],
        Asks = [],
    });

    private static DeskEffect.ReportFrame Seen(MarketDataProtocol.Depth frame) =>
        new(frame.Epoch, frame.ReceivedAt, frame.Diff.FinalUpdateId, IsNew: true);

    private DecisionRecord Decide()
    {
        var inputs = new QuoteInputs
        {
            Instrument = FakeVenue.Instrument,
            BestBid = new BookLevel(new Price(FakeVenue.Bid), new Quantity(5)),
            BestAsk = new BookLevel(new Price(FakeVenue.Ask), new Quantity(5)),
            Position = default,
            Grid = new GridSettings(),
            Risk = new RiskSettings(),
            Shape = GridShape.Create(new GridSettings(), FakeVenue.Instrument),
        };
        var sent = new SentQuote(
            ClientOrderId.Create("mm1", 7, ++_decision),
            new DesiredQuote(1, Side.Buy, new Price(299_000), new Quantity(10), ReduceOnly: false));
        return new DecisionRecord(_decision, Decided, inputs, [sent], [], [], []);
    }

    private sealed class Clock(ClockReading? reading) : IVenueClock
    {
        public bool NeedsSync => false;

        public ClockReading? Read() => reading;

        public void Distrust()
        {
            // Nobody does.
        }
    }

    private sealed class HandTime : TimeProvider
    {
        public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public TimeSpan Now { get; init; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public override DateTimeOffset GetUtcNow() => Noon + Now;
    }
}
