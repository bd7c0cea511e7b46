using Phoenix.Core.Accounting;
using Phoenix.Core.Books;
using Phoenix.Core.Control;
using Phoenix.Core.Orders;
using Phoenix.Core.Pacing;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting.Queue;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;
using Phoenix.Core.Settings;
using Phoenix.Core.Signals;
using Phoenix.Core.Streams.Evidence;

namespace Phoenix.Core.Desk;

/// <summary>
/// The desk of one symbol: its book, its own orders, its position and the gate that says whether it may quote. It takes
/// what happened and the time, and appends what has to be done to the caller's list; it owns no clock and no I/O.
/// Whatever shuts the gate has one consequence, in one place: quotes are pulled until the venue confirms that none
/// rests.
/// </summary>
public sealed partial class SymbolDesk
{
    private readonly Instrument _instrument;
    private readonly PhoenixSettings _settings;
    private readonly long _run;
    private readonly BookSynchronizer _synchronizer = new();
    private readonly OwnOrders _orders;
    private readonly FillLedger _ledger;
    private readonly MarketSignals _signals;
    private SymbolSettings _symbol;
    private GridShape _shape;
    private const HaltCauses BookCauses = HaltCauses.MarketDataDown | HaltCauses.BookUnsynchronized
        | HaltCauses.BookStale | HaltCauses.BookDoubted | HaltCauses.BookCrossed;

    private HaltCauses _announced;
    private bool _hasQuoted;
    private Instant _faultAt;

    /// <param name="run">Number of this run, greater than that of every earlier one; part of client order ids.</param>
    /// <param name="stance">What the operator wants of the symbol.</param>
    public SymbolDesk(
        Instrument instrument,
        SymbolSettings symbol,
        PhoenixSettings settings,
        long run,
        OperatorStance stance = OperatorStance.Free)
    {
        (_instrument, _symbol, _settings, _run) = (instrument, symbol, settings, run);
        _orders = new OwnOrders(settings.Trading);
        _ledger = new FillLedger(instrument);
        _probe = new BookProbe(settings.Streams);
        _debt = new UpdateDebt(settings.Streams.ProbeGrace);
        _lag = new EventLag(settings.Streams);
        _marks = new MarkWitness(settings.Streams.MarkBand);
        _shape = GridShape.Create(symbol.Grid, instrument);
        _signals = new MarketSignals(symbol.Signals, instrument);
        Queues = new OwnQueues(symbol.Signals.Queue);
        _governor = new Governor(settings);
        _behaviour = new VenueBehaviour(settings.Pacing.Behaviour);
        _cancels = new CancelBudget(settings.Pacing.Cancels);
        Books = new SymbolBooks(instrument, symbol.Floor);
        _stopLoss = new StopLossLimit(instrument, settings.Losses);
        Strategy = symbol.Strategy;
        Stand(stance);
    }

    /// <summary>Why nothing is quoted now; <see cref="HaltCauses.None"/> while quoting.</summary>
    public HaltCauses Halts { get; private set; } =
        HaltCauses.MarketDataDown | HaltCauses.BookUnsynchronized | HaltCauses.UserStreamDown
        | HaltCauses.TradingDown | HaltCauses.NotReconciled | HaltCauses.SwitchNotArmed | HaltCauses.Unguarded;

    public FillLedger Ledger => _ledger;

    public OwnOrders Orders => _orders;

    /// <summary>What quoting brought.</summary>
    public SymbolBooks Books { get; }

    /// <summary>Where our resting orders stand.</summary>
    public OwnQueues Queues { get; }

    public OrderBook Book => _synchronizer.Book;

    /// <summary>What the venue last said of the mark price; null until it did.</summary>
    public decimal? Mark { get; private set; }

    /// <summary>The system stops: pull everything, have the venue confirm it, and quote no more.</summary>
    public void OnStop(Instant now, List<DeskEffect> effects)
    {
        Halt(HaltCauses.Stopping);
        _nextPicture = now;
        Act(now, effects);
    }

    /// <summary>Time passed: deadlines, retries and throttled decisions.</summary>
    public void OnTick(Instant now, List<DeskEffect> effects)
    {
        JudgeHole(now, effects);
        JudgeEvidence(now, effects);
        JudgeUserProof(now, effects);
        JudgeCountdown(now);
        JudgeEchoes(now, effects);
        JudgeAccountStream(now);
        JudgeRequests(now, effects);
        JudgeLosses(now, effects);
        JudgeFunding(now, effects);
        Books.Passed(Resting(Side.Buy), Resting(Side.Sell), now);
        Act(now, effects);
    }

    private int Resting(Side side)
    {
        var count = 0;
        foreach (var order in _orders.Open)
        {
            count += order.Side == side && order.Phase == OrderPhase.Working ? 1 : 0;
        }

        return count;
    }

    /// <summary>1 for the first attempts, then 2, 4, 8, …</summary>
    private static int Doubling(int beyondPatience) => 1 << Math.Clamp(beyondPatience, 0, 16);

    private bool IsHalted(HaltCauses causes) => (Halts & causes) != 0;

    private void Halt(HaltCauses cause) => Halts |= cause;

    /// <summary>
    /// A fault that breaks the chain of evidence: its recovery ends with a reconciliation that began after it.
    /// </summary>
    private void Fault(HaltCauses cause, Instant now)
    {
        if ((Halts & cause) == cause)
        {
            return; // it lasts; saying it again is no news
        }

        Halts |= cause;
        if ((cause & BookCauses) != 0)
        {
            Books.WentStale();
        }

        if (_orders.OpenCount > 0 || (cause & ~BookCauses) != 0)
        {
            Unprove(now);
        }
        else
        {
            // What the account is concerns nobody before the book is back, and then it has to be compared again.
            (_faultAt, Halts) = (now, Halts | HaltCauses.NotReconciled);
        }
    }

    /// <summary>Nothing compared before this moment counts any more.</summary>
    private void Unprove(Instant now)
    {
        (_faultAt, _nextPicture, _picturesInVain) = (now, now, 0);
        Halts |= HaltCauses.NotReconciled;
    }

    private void Clear(HaltCauses cause) => Halts &= ~cause;

    /// <summary>The one place where quoting and pulling are decided.</summary>
    private void Act(Instant now, List<DeskEffect> effects)
    {
        JudgeAge(now);
        JudgeWatch(now);
        Restrict(now);
        JudgeGuard(now);
        Restrict(now);
        RequestSnapshot(now, effects);
        HurryPicture(now);
        RequestPicture(now, effects);
        RefreshCountdown(now, effects);
        QueryUnknown(now, effects);
        AnnounceGate(effects);
        if (Halts == HaltCauses.None)
        {
            _pullAttempts = 0;
            Quote(now, effects);
        }
        else if (!Flatten(now, effects))
        {
            Pull(now, effects);
        }
    }

    private void AnnounceGate(List<DeskEffect> effects)
    {
        if (Halts == _announced)
        {
            return;
        }

        var wasQuoting = _announced == HaltCauses.None && _hasQuoted;
        _announced = Halts;
        _hasQuoted |= Halts == HaltCauses.None;
        effects.Add(new DeskEffect.Announce(
            Halts == HaltCauses.None ? new DeskEvent.Resumed() : new DeskEvent.Halted(Halts, wasQuoting)));
    }
}
