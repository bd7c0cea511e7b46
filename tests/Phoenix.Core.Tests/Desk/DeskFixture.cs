using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Control;
using Phoenix.Core.Desk;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Tests.Quoting;
using Phoenix.Core.Time;
using static Phoenix.Core.Tests.Books.BookScript;

namespace Phoenix.Core.Tests.Desk;

/// <summary>
/// A desk on virtual time before a venue in miniature. The venue answers each request a millisecond later, as long as
/// the scenario lets it; everything the desk wants is kept in the order in which it came.
/// </summary>
internal sealed class DeskFixture
{
    public const long Bid = 299_999;
    public const long Ask = 300_001;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private readonly Queue<DeskEffect> _unanswered = new();
    private readonly SortedDictionary<string, OrderReport> _resting = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OrderReport> _ended = new(StringComparer.Ordinal);
    private readonly List<Fill> _fills = [];
    private long _updateId = 1_000;
    private int _snapshotRequest;
    private long _lastOrderId;
    private long _lastUser = 20;
    private bool _reacting;
    private (long Bid, long Ask) _touch = (Bid, Ask);

    public DeskFixture(
        OperatorStance stance = OperatorStance.Free, SignalSettings? signals = null, bool amends = true)
    {
        Settings = new PhoenixSettings
        {
            Symbols = [new SymbolSettings { Symbol = Eth.Usdc, Signals = signals ?? new SignalSettings() }],
            Trading = new TradingSettings { Amend = amends },
        };
        Desk = new SymbolDesk(Eth.Instrument, Settings.Symbols[0], Settings, run: 7, stance);
        Rule();
    }

    public PhoenixSettings Settings { get; }

    public SymbolDesk Desk { get; }

    public Instant Now { get; private set; } = Instant.From(TimeSpan.FromSeconds(100));

    public Instant LastFrameAt { get; private set; }

    public Epoch Market { get; private set; } = new(10);

    public Epoch User => new(_lastUser);

    /// <summary>Everything the desk wanted since the last <see cref="Forget"/>.</summary>
    public List<DeskEffect> Effects { get; } = [];

    public bool AnswersSnapshots { get; set; } = true;

    public bool AnswersPictures { get; set; } = true;

    public bool ArmsSwitch { get; set; } = true;

    public bool AcceptsOrders { get; set; } = true;

    /// <summary>Whether an order that does not rest is executed in full, and not left to the scenario.</summary>
    public bool ExecutesAtOnce { get; set; } = true;

    public bool AnswersAmends { get; set; } = true;

    public bool ObeysCancels { get; set; } = true;

    public bool ObeysMassCancels { get; set; } = true;

    /// <summary>Whether the stale monitor gives signs of life.</summary>
    public bool IsWatched { get; set; } = true;

    /// <summary>Whether whoever judges the account gives signs of life.</summary>
    public bool IsGuarded { get; set; } = true;

    /// <summary>What it says.</summary>
    public RiskRuling Ruling { get; set; } = new(
        LossVerdict.Fine.Instance, Stop: null, Pardon: 0, new NotionalGrant(1, 100_000m));

    /// <summary>Whether the user stream answers its probes.</summary>
    public bool IsUserProven { get; set; } = true;

    /// <summary>Whether order events reach the desk.</summary>
    public bool StreamTells { get; set; } = true;

    /// <summary>Whether no execution falls into the time in which a picture is taken.</summary>
    public bool IsQuiet { get; set; } = true;

    /// <summary>Whether the venue says that it takes every order.</summary>
    public bool AnswersVerdicts { get; set; } = true;

    /// <summary>What the venue holds for us, in lots.</summary>
    public long VenuePosition { get; set; }

    public int RestingCount => _resting.Count;

    /// <summary>What rests at the venue, in the order of the ids.</summary>
    public IEnumerable<OrderReport> Resting => _resting.Values;

    /// <summary>The bid that is nearest to the market.</summary>
    public ClientOrderId FirstBid =>
        _resting.Values.Where(order => order.Side == Side.Buy).MaxBy(order => order.Price)!.ClientOrderId;

    public IEnumerable<DeskEvent> Events => Effects.OfType<DeskEffect.Announce>().Select(said => said.Occurrence);

    public IEnumerable<DeskEffect.Place> Places => Effects.OfType<DeskEffect.Place>();

    public IEnumerable<DeskEffect.Amend> Amends => Effects.OfType<DeskEffect.Amend>();

    /// <summary>A desk that went through its whole start and quotes.</summary>
    public static DeskFixture Quoting(bool amends = true)
    {
        var desk = new DeskFixture(amends: amends);
        desk.TradingUp();
        desk.MarketUp();
        desk.UserUp();
        desk.Desk.Halts.ShouldBe(Readiness.HaltCauses.None);
        desk.RestingCount.ShouldBe(14);
        desk.Forget();
        return desk;
    }

    public void Forget() => Effects.Clear();

    public int Count<TEffect>() => Effects.OfType<TEffect>().Count();

    public void TradingUp() => Do(effects => Desk.OnTradingUp(Now, effects));

    public void TradingDown() => Do(effects => Desk.OnTradingDown(Now, effects));

    public void UserUp()
    {
        _lastUser++;
        Do(effects => Desk.OnUserUp(User, Now, effects));
    }

    public void UserSucceeded()
    {
        _lastUser++;
        Do(effects => Desk.OnUserSucceeded(User, Now, effects));
    }

    public void UserDown() => Do(effects => Desk.OnUserDown(Now, effects));

    public void SafeMode(bool isSafe) => Do(effects => Desk.OnSafeMode(isSafe, Now, effects));

    public void Pause() => Do(effects => Desk.OnPaused(Now, effects));

    public void Clock(ClockReading reading) => Desk.OnClock(reading, Now);

    public void Operator(OperatorStance stance) => Do(effects => Desk.OnOperator(stance, Now, effects));

    /// <summary>Whoever judges the account gives its word.</summary>
    public void Rule() => Do(effects => Desk.OnRuling(Ruling, Now, effects));

    /// <summary>The venue announces its mark price.</summary>
    public void MarkIs(decimal mark, long day = 0) => Do(effects => Desk.OnMark(
        new MarkPrice(Eth.Usdc, mark, mark, 0, default, new VenueTime((day * 86_400_000) + 1)), Now, effects));

    public void Choose(StrategyKind strategy) => Do(effects => Desk.OnStrategy(strategy, Now, effects));

    public void Resettle(SymbolSettings settings) => Do(effects => Desk.OnSettings(settings, Now, effects));

    public void Stop() => Do(effects => Desk.OnStop(Now, effects));

    /// <summary>The desk looks at its clock, after the monitor and the user stream gave their signs of life.</summary>
    public void Tick() => Do(effects =>
    {
        if (IsWatched)
        {
            Desk.OnWatched(Now, Now, effects);
        }

        if (IsGuarded)
        {
            Desk.OnRuling(Ruling, Now, effects);
        }

        if (IsUserProven)
        {
            Desk.OnUserProven(User, Now);
        }

        Desk.OnTick(Now, effects);
    });

    /// <summary>A new connection delivers its first frame, which makes the desk ask for the book.</summary>
    public void MarketUp()
    {
        Market = Market.Next;
        Frame();
    }

    public void MarketDown() => Do(effects => Desk.OnMarketDown(Market, Now, effects));

    /// <summary>The next frame of the depth stream.</summary>
    public void Frame((long, long)[]? bids = null, (long, long)[]? asks = null)
    {
        var previous = _updateId;
        _updateId += 10;
        var diff = Diff(previous + 1, _updateId, previous, bids, asks);
        LastFrameAt = Now;
        Do(effects => Desk.OnDepth(Market, Now, diff, Now, effects));
    }

    /// <summary>The touch moves; what lay between is gone.</summary>
    public void Touch(long bid, long ask)
    {
        var (oldBid, oldAsk) = _touch;
        _touch = (bid, ask);
        Frame([(oldBid, 0), (bid, 5_000)], [(oldAsk, 0), (ask, 5_000)]);
    }

    public Side SideOf(ClientOrderId id) =>
        (_resting.GetValueOrDefault(id.Value) ?? _ended[id.Value]).Side;

    /// <summary>The stream of best quotes tells a change of the touch, which comes after the last frame.</summary>
    public void BestQuote(long bid)
    {
        var quote = new BookTicker(
            Eth.Usdc,
            _updateId + 5,
            new BookLevel(new Price(bid), new Quantity(5_000)),
            new BookLevel(new Price(Ask), new Quantity(5_000)),
            default,
            default);
        Do(effects => Desk.OnBestQuote(Market, quote, Now, effects));
    }

    /// <summary>The last frame once more, over a sibling connection.</summary>
    public void Echo(Epoch sibling)
    {
        var diff = Diff(_updateId - 9, _updateId, _updateId - 10);
        Do(effects => Desk.OnDepth(sibling, Now, diff, Now, effects));
    }

    /// <summary>The connection loses a frame and delivers the one after it.</summary>
    public void Skip(Epoch connection)
    {
        var diff = Diff(_updateId + 11, _updateId + 20, _updateId + 10);
        Do(effects => Desk.OnDepth(connection, Now, diff, Now, effects));
    }

    /// <summary>The venue's ids start again from here.</summary>
    public void CountFrom(long updateId) => _updateId = updateId;

    /// <summary>A frame is lost, and the one after it arrives.</summary>
    public void Gap()
    {
        _updateId += 10;
        Frame();
    }

    /// <summary>The venue's book as of the last frame, or of an earlier one.</summary>
    public void AnswerSnapshot(long framesAgo = 0)
    {
        var snapshot = Snapshot(_updateId - (framesAgo * 10), [(Bid, 5_000)], [(Ask, 5_000)]);
        Do(effects => Desk.OnSnapshot(_snapshotRequest, new VenueReply<BookSnapshot>.Ok(snapshot), Now, effects));
    }

    /// <summary>The answer to a probe: nothing can be said.</summary>
    public void Probed(int request) => Do(effects => Desk.OnProbed(
        request,
        new VenueReply<BookSnapshot>.Failed(new VenueError(VenueFailure.Unavailable, 0, "test")),
        Now,
        effects));

    /// <summary>The venue's account, as seen by requests that left at the given moment.</summary>
    public void AnswerPicture(Instant? startedAt = null, Epoch? user = null)
    {
        var picture = new AccountPicture(
            Eth.Usdc,
            startedAt ?? Now,
            user ?? User,
            [.. _fills],
            [.. _resting.Values],
            new PositionReport(Eth.Usdc, new Position(VenuePosition), VenuePosition == 0 ? 0 : 3_000m, default),
            IsQuiet);
        Do(effects => Desk.OnPicture(picture, null, Now, effects));
    }

    public void Status(SymbolStatus status) => Status(new VenueReply<SymbolStatus>.Ok(status));

    public void Status(VenueReply<SymbolStatus> reply) => Do(effects => Desk.OnStatus(reply, Now, effects));

    /// <summary>What the account has used of the venue's limits, which are the mainnet's.</summary>
    public void Budget(int orders, int weightLimit = 2400) => Do(effects => Desk.OnBudget(
        new BudgetReading(0, weightLimit, orders, 300, 0, 1200, TimeSpan.Zero, IsBanned: false), Now, effects));

    /// <summary>The venue says whether it takes only what reduces.</summary>
    public void Verdict(bool isLocked) => Do(effects => Desk.OnVerdict(
        new VenueReply<TradingVerdict>.Ok(
            isLocked ? new TradingVerdict(true, new VenueTime(99_000), "GCR") : TradingVerdict.Free),
        Now,
        effects));

    public void VerdictFails() => Do(effects => Desk.OnVerdict(
        new VenueReply<TradingVerdict>.Failed(new VenueError(VenueFailure.Unavailable, 0, "test")), Now, effects));

    public void Outcome(ClientOrderId id, OrderInput outcome) =>
        Do(effects => Desk.OnOutcome(id, outcome, Now, effects));

    /// <summary>Moves time in one step and lets the desk look at its clock.</summary>
    public void AdvanceTo(Instant at)
    {
        Now = at;
        Tick();
    }

    /// <summary>Time passes before the desk looks at its clock again.</summary>
    public void Elapse(TimeSpan time) => Now += time;

    public void Wait(TimeSpan time) => AdvanceTo(Now + time);

    /// <summary>Lets time pass in good health: a frame each 100 ms, the desk's own tick each 50 ms.</summary>
    public void Live(TimeSpan time, bool withFrames = true)
    {
        var end = Now + time;
        while (Now < end)
        {
            Now += TimeSpan.FromMilliseconds(50);
            Tick();
            Now += TimeSpan.FromMilliseconds(50);
            if (withFrames)
            {
                Frame();
            }

            Tick();
        }
    }

    /// <summary>The same up to an instant, the last step being shorter.</summary>
    public void LiveUntil(Instant end)
    {
        Live(end - Now - TimeSpan.FromMilliseconds(200));
        Frame();
        AdvanceTo(end);
    }

    /// <summary>Somebody's order rests at the venue before the desk comes.</summary>
    public ClientOrderId Rest(string id)
    {
        var order = Report(new ClientOrderId(id), Side.Buy, new Price(Bid - 500), new Quantity(10));
        _resting[id] = order;
        return order.ClientOrderId;
    }

    /// <summary>An order event of an order that is not the desk's.</summary>
    public void TellOf(ClientOrderId id) => Tell(_resting[id.Value], ExecutionType.New, fill: null);

    /// <summary>The venue executes a resting order of the desk in full.</summary>
    public Fill Execute(ClientOrderId id)
    {
        var order = _resting[id.Value];
        var fill = new Fill
        {
            Symbol = order.Symbol,
            TradeId = new TradeId(5_000 + _fills.Count),
            OrderId = order.OrderId,
            Side = order.Side,
            Price = order.Price,
            Quantity = order.Original,
            Commission = 0,
            CommissionAsset = "USDC",
            RealizedPnl = 0,
            IsMaker = true,
            Time = default,
        };
        _fills.Add(fill);
        VenuePosition += order.Side.Sign() * order.Original.Lots;
        End(order with { Status = OrderStatus.Filled, Executed = order.Original }, ExecutionType.Trade, fill);
        return fill;
    }

    /// <summary>The stream shows an execution of the past.</summary>
    public void TellLate(Fill fill) =>
        Tell(_ended.Values.First(order => order.OrderId == fill.OrderId), ExecutionType.Trade, fill, late: true);

    /// <summary>The venue drops every order of the symbol.</summary>
    public void CancelEverything()
    {
        foreach (var order in _resting.Values.ToArray())
        {
            End(order with { Status = OrderStatus.Canceled }, ExecutionType.Canceled, fill: null);
        }
    }

    private void Do(Action<List<DeskEffect>> happening)
    {
        var effects = new List<DeskEffect>();
        happening(effects);
        Effects.AddRange(effects);
        effects.ForEach(_unanswered.Enqueue);
        if (_reacting)
        {
            return;
        }

        _reacting = true;
        while (_unanswered.TryDequeue(out var effect))
        {
            React(effect);
        }

        _reacting = false;
    }

    private void React(DeskEffect effect)
    {
        switch (effect)
        {
            case DeskEffect.FetchSnapshot fetch:
                _snapshotRequest = fetch.Request;
                if (!AnswersSnapshots)
                {
                    break;
                }

                Now += Latency;
                AnswerSnapshot();
                break;
            case DeskEffect.FetchPicture picture when AnswersPictures:
                var askedAt = Now;
                Now += Latency;
                AnswerPicture(askedAt, picture.UserEpoch);
                break;
            case DeskEffect.ArmCountdown arm:
                VenueReply<Done> reply = ArmsSwitch
                    ? new VenueReply<Done>.Ok(default)
                    : new VenueReply<Done>.Failed(new VenueError(VenueFailure.Unavailable, 0, "test"));
                Do(effects => Desk.OnCountdown(reply, arm.SentAt, Now, effects));
                break;
            case DeskEffect.Place place when AcceptsOrders:
                Accept(place.Intent);
                break;
            case DeskEffect.Amend amend when AnswersAmends:
                Change(amend);
                break;
            case DeskEffect.Cancel cancel when ObeysCancels && _resting.TryGetValue(cancel.Id.Value, out var order):
                var canceled = order with { Status = OrderStatus.Canceled };
                Outcome(cancel.Id, new OrderInput.CancelAccepted(canceled));
                End(canceled, ExecutionType.Canceled, fill: null);
                break;
            case DeskEffect.CancelAll when ObeysMassCancels:
                CancelEverything();
                break;
            case DeskEffect.Query query:
                Answer(query.Id);
                break;
            case DeskEffect.AskVerdict when AnswersVerdicts:
                Verdict(isLocked: false);
                break;
        }
    }

    private void Accept(OrderIntent intent)
    {
        var report = Report(intent.ClientOrderId, intent.Side, intent.Price, intent.Quantity);
        _resting[report.ClientOrderId.Value] = report;
        Outcome(report.ClientOrderId, new OrderInput.PlaceAccepted(report));
        Tell(report, ExecutionType.New, fill: null);
        if (ExecutesAtOnce && intent.TimeInForce == TimeInForce.ImmediateOrCancel)
        {
            Execute(report.ClientOrderId);
        }
    }

    private void Change(DeskEffect.Amend amend)
    {
        var id = amend.Intent.ClientOrderId;
        if (!_resting.TryGetValue(id.Value, out var order))
        {
            var gone = new VenueError(VenueFailure.OrderUnknown, -2013, "test");
            Outcome(id, new OrderInput.AmendFailed(amend.Terms, gone));
            return;
        }

        var changed = order with { Price = amend.Terms.Price, Original = amend.Terms.Quantity };
        _resting[id.Value] = changed;
        Outcome(id, new OrderInput.AmendAccepted(changed));
        Tell(changed, ExecutionType.Amendment, fill: null);
    }

    private void Answer(ClientOrderId id)
    {
        var known = _resting.GetValueOrDefault(id.Value) ?? _ended.GetValueOrDefault(id.Value);
        VenueReply<OrderReport> reply = known is not null
            ? new VenueReply<OrderReport>.Ok(known)
            : new VenueReply<OrderReport>.Failed(new VenueError(VenueFailure.OrderUnknown, -2013, "test"));
        Do(effects => Desk.OnQueried(id, reply, Now, effects));
    }

    private void End(OrderReport order, ExecutionType execution, Fill? fill)
    {
        _resting.Remove(order.ClientOrderId.Value);
        _ended[order.ClientOrderId.Value] = order;
        Tell(order, execution, fill);
    }

    private void Tell(OrderReport order, ExecutionType execution, Fill? fill, bool late = false)
    {
        if (StreamTells || late)
        {
            Do(effects => Desk.OnOrderUpdate(new OrderUpdate(order, execution, fill, default), Now, effects));
        }
    }

    private OrderReport Report(ClientOrderId id, Side side, Price price, Quantity quantity) => new()
    {
        Symbol = Eth.Usdc,
        ClientOrderId = id,
        OrderId = new OrderId(++_lastOrderId),
        Side = side,
        Price = price,
        Original = quantity,
        Executed = default,
        Status = OrderStatus.New,
        UpdateTime = default,
    };
}
