using System.Collections.Immutable;
using Phoenix.Core.Accounting;
using Phoenix.Core.Decisions;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Quoting.Modes;
using Phoenix.Core.Quoting.Strategies;
using Phoenix.Core.Readiness;
using Phoenix.Core.Risk;

namespace Phoenix.Core.Desk;

/// <content>Orders: what is wanted, what is sent, how everything is taken back.</content>
public sealed partial class SymbolDesk
{
    private const int PatientPulls = 8;

    private static readonly TimeSpan MaxPullDelay = TimeSpan.FromSeconds(2);

    private QuoteMemory _memory = QuoteMemory.Initial;
    private MarketTerms _terms = MarketTerms.Neutral;
    private long _sequence;
    private long _decisions;
    private Instant _nextDecision;
    private Instant _placesPausedUntil;
    private Instant _pauseSaid;
    private Instant _nextPull;
    private int _pullAttempts;
    private Instant _lastPlace;
    private bool _nothingRests;
    private bool _drained;
    private Instant _armedUntil;
    private TimeSpan _armedFor;
    private Instant _nextArming;
    private bool _armingAsked;
    private int _armingFailures;

    public void OnTradingUp(Instant now, List<DeskEffect> effects)
    {
        Clear(HaltCauses.TradingDown);
        Unprove(now);
        Act(now, effects);
    }

    public void OnTradingDown(Instant now, List<DeskEffect> effects)
    {
        Fault(HaltCauses.TradingDown, now);
        Act(now, effects);
    }

    /// <summary>What became of a place, amend or cancel request.</summary>
    public void OnOutcome(ClientOrderId id, OrderInput outcome, Instant now, List<DeskEffect> effects)
    {
        _decisionDue |= outcome is OrderInput.AmendNotSent or OrderInput.AmendFailed; // it stands where it should not
        if (outcome is OrderInput.PlaceAccepted)
        {
            NoteAccepted(id, now);
        }
        else if (RefusalOf(outcome) is { } error)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.OrderRefused(id, error.ToString())));
            if (error.Failure == VenueFailure.Refused)
            {
                WonderIfClosed(since: default, now, effects); // of one kind of refusal there may be many
            }
            else if (error.Failure is VenueFailure.RateLimited or VenueFailure.Banned)
            {
                PausePlaces(id, now + (error.RetryAfter ?? TimeSpan.FromSeconds(1)), error, now, effects);
            }
        }

        NoteAnswer(id, outcome, now, effects);
        Perform(_orders.Feed(id, outcome, now), effects);
        Act(now, effects);
    }

    private static VenueError? RefusalOf(OrderInput outcome) =>
        (outcome as OrderInput.PlaceFailed)?.Error ?? (outcome as OrderInput.AmendFailed)?.Error;

    /// <summary>How long no new orders are sent yet, for a limit of the venue's; zero while they may be.</summary>
    public TimeSpan PlacesPaused(Instant now) => _placesPausedUntil > now ? _placesPausedUntil - now : TimeSpan.Zero;

    /// <summary>The order budget is spent: no new orders until then; cancels go on.</summary>
    /// <param name="until">When there is room again.</param>
    /// <param name="forReducing">Whether it is spent also for what only reduces the position.</param>
    public void OnBudgetSpent(Instant until, bool forReducing) => Pause(until, forReducing);

    /// <summary>The answer to <see cref="DeskEffect.ArmCountdown"/>.</summary>
    public void OnCountdown(VenueReply<Done> reply, Instant sentAt, Instant now, List<DeskEffect> effects)
    {
        _armingAsked = false;
        if (_drained)
        {
            return;
        }

        if (reply is VenueReply<Done>.Ok)
        {
            _armedUntil = sentAt + _armedFor;
            _nextArming = sentAt + _governor.Upkeep.Refresh;
            _armingFailures = 0;
            Clear(HaltCauses.SwitchNotArmed);
            JudgeCountdown(now);
        }
        else if (reply is VenueReply<Done>.Failed(var error))
        {
            _nextArming = now + AtLeastRetry(error.RetryAfter);
            if (_armingFailures++ == 0)
            {
                effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed($"the countdown was not armed: {error}")));
            }
        }

        Act(now, effects);
    }

    /// <summary>A limit lasts, and each attempt meets it again: it is told of now and then.</summary>
    private void PausePlaces(
        ClientOrderId refused, Instant until, VenueError error, Instant now, List<DeskEffect> effects)
    {
        if (PlacesPaused(now) == TimeSpan.Zero && (_pauseSaid == default || now - _pauseSaid >= Relapse))
        {
            _pauseSaid = now;
            effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(
                $"sends no new orders for {(until - now).TotalSeconds:0.#} s: {error}")));
        }

        var reduced = _orders.TryGet(refused, out var order) && order.Intent.ReduceOnly;
        Pause(until, forReducing: reduced || error.Failure == VenueFailure.Banned);
    }

    private void Perform(ImmutableArray<OrderEffect> orderEffects, List<DeskEffect> effects)
    {
        foreach (var effect in orderEffects)
        {
            switch (effect)
            {
                case OrderEffect.Query query:
                    effects.Add(new DeskEffect.Query(query.Id));
                    break;
                case OrderEffect.Ended ended:
                    NoteEnded(ended);
                    break;
                case OrderEffect.Alarm alarm:
                    effects.Add(new DeskEffect.Announce(new DeskEvent.Alarmed(alarm.Text)));
                    break;
            }
        }
    }

    /// <summary>A request whose outcome nobody told (a session may die with it in its mailbox) timed out.</summary>
    private void JudgeRequests(Instant now, List<DeskEffect> effects)
    {
        var patience = 3 * _settings.Trading.ReplyTimeout;
        foreach (var order in _orders.Open.Where(order => now - order.PhaseSince >= patience).ToArray())
        {
            OrderInput? late = order.Phase switch
            {
                OrderPhase.PendingNew => new OrderInput.PlaceTimedOut(),
                OrderPhase.PendingCancel => new OrderInput.CancelTimedOut(),
                OrderPhase.Working when order.Amending is { IsAccepted: false } asked && now - asked.SentAt >= patience
                    => new OrderInput.AmendTimedOut(asked.Terms),
                _ => null,
            };
            if (late is not null)
            {
                Perform(_orders.Feed(order.Id, late, now), effects);
            }
        }
    }

    private void QueryUnknown(Instant now, List<DeskEffect> effects)
    {
        foreach (var id in _orders.DueQueries(now, _settings.Trading))
        {
            effects.Add(new DeskEffect.Query(id));
        }
    }

    /// <summary>
    /// The switch counts as armed a little less long than the venue says, so that we stop before it fires; and it is
    /// refreshed only while everything else is in health: a refresh on a timer of its own would defeat it.
    /// </summary>
    private void JudgeCountdown(Instant now)
    {
        if (now >= _armedUntil - (_armedFor / 10))
        {
            Halt(HaltCauses.SwitchNotArmed);
        }
    }

    private void RefreshCountdown(Instant now, List<DeskEffect> effects)
    {
        if (_armingAsked || now < _nextArming || !MayRefresh(now, effects))
        {
            return;
        }

        (_armingAsked, _armedFor) = (true, _governor.Upkeep.Countdown);
        effects.Add(new DeskEffect.ArmCountdown(_armedFor, now));
    }

    private void Quote(Instant now, List<DeskEffect> effects)
    {
        if (!_decisionDue || now < _nextDecision || Book is not { BestBid: { } bid, BestAsk: { } ask })
        {
            return;
        }

        _decisionDue = false;
        _nextDecision = now + _governor.Interval(_symbol.Grid.MinDecisionInterval);
        var strategy = QuotingStrategies.Of(Strategy);
        _terms = Terms(isScaled: !strategy.FollowsVolatility, now);
        _mode = QuoteModes.Next(
            _mode,
            _instrument.ToDecimal(_ledger.Position) / _symbol.Risk.NetMax,
            _terms.RelativeVolatility,
            _symbol.Risk,
            _symbol.Modes);
        var inputs = Inputs(bid, ask, now);
        var decision = QuotePipeline.Decide(inputs);
        _memory = decision.Memory;
        _decisions++;
        var open = _orders.Open.ToArray();
        var grid = _governor.Loosened(_symbol.Grid);
        var bids = QuoteMatcher.Match(open, decision.Bids, Side.Buy, grid, _instrument);
        var asks = QuoteMatcher.Match(open, decision.Asks, Side.Sell, grid, _instrument);
        bids = Restrained(bids, open, decision.Bids, Side.Buy, now);
        asks = Restrained(asks, open, decision.Asks, Side.Sell, now);
        (bids, asks) = (Amending(bids, open, Side.Buy, now), Amending(asks, open, Side.Sell, now));
        var cancels = Send(bids.Cancel, now, effects) + Send(asks.Cancel, now, effects);
        var amended = Send([.. bids.Amend, .. asks.Amend], decision.Reasons.Mode, now, effects);
        var refused = ImmutableArray<RefusedQuote>.Empty;
        var placed = now < _reducesPausedUntil
            ? []
            : Send(
                WithinProof(
                    NotRefused(
                        [.. SlicesOf(decision), .. NotRepeating(bids, open), .. NotRepeating(asks, open)], now)),
                decision.Reasons.Mode,
                now,
                effects,
                out refused);
        Books.Sent(placed.Length, cancels, now, amended.Length);
        if (cancels + amended.Length + placed.Length > 0)
        {
            effects.Add(new DeskEffect.Announce(new DeskEvent.OrdersSent(placed.Length, cancels, amended.Length)));
            effects.Add(new DeskEffect.Keep(new DecisionRecord(
                _decisions,
                now,
                inputs,
                placed,
                [.. bids.Keep, .. asks.Keep],
                [.. bids.Cancel, .. asks.Cancel],
                refused)
            {
                Amended = amended,
            }));
        }
    }

    private static QuoteOrigin OriginOf(DesiredQuote quote, QuoteMode mode) =>
        new(mode, quote.Kind == QuoteKind.Layer ? Math.Min(quote.Layer, QuoteOrigin.MaxLayer) : 0);

    private static ImmutableArray<DesiredQuote> SlicesOf(QuoteDecision decision) =>
        decision.Slice is { } slice ? [slice] : [];

    /// <summary>
    /// Before the user stream has shown one order of ours, one is all that may rest: a stream with a wrong key looks
    /// like any other, and would hide every fill.
    /// </summary>
    private ImmutableArray<DesiredQuote> WithinProof(ImmutableArray<DesiredQuote> wanted) =>
        _userProven || wanted.IsEmpty ? wanted
        : _orders.Open.Any(order => !order.SeenOnStream) ? []
        : wanted[..1];

    private QuoteInputs Inputs(BookLevel bid, BookLevel ask, Instant now) => new()
    {
        Instrument = _instrument,
        BestBid = bid,
        BestAsk = ask,
        Position = _ledger.Position,
        Now = now,
        OpenBuys = Leaving(Side.Buy),
        OpenSells = Leaving(Side.Sell),
        Mark = Mark,
        NotionalMax = NotionalMax,
        Strategy = QuotingStrategies.Of(Strategy),
        AvellanedaStoikov = _symbol.AvellanedaStoikov,
        Glft = _symbol.Glft,
        Grid = _symbol.Grid,
        Risk = _symbol.Risk,
        Shape = _shape,
        MostLayers = _governor.MostLayers(_shape.Layers),
        Modes = _symbol.Modes,
        Terms = _terms,
        Memory = _memory,
        Mode = Mode,
    };

    private MarketTerms Terms(bool isScaled, Instant now)
    {
        Span<BookLevel> own = stackalloc BookLevel[2 * GridShape.MaxLayers];
        var bids = OwnLevels(Side.Buy, own);
        var asks = OwnLevels(Side.Sell, own[bids.Length..]);
        var terms = _signals.Terms(Book, bids, asks, isScaled, now);
        return terms with
        {
            Bids = terms.Bids with { Floor = Books.FloorOf(Side.Buy) },
            Asks = terms.Asks with { Floor = Books.FloorOf(Side.Sell) },
        };
    }

    private ReadOnlySpan<BookLevel> OwnLevels(Side side, Span<BookLevel> into)
    {
        var count = 0;
        foreach (var order in _orders.Open)
        {
            if (order.Side == side && order.Rests && order.IsProven && count < into.Length)
            {
                into[count++] = new BookLevel(order.Price, order.Remaining);
            }
        }

        return into[..count];
    }

    /// <summary>
    /// What may execute, or has executed unseen, besides the orders that the decision keeps or replaces.
    /// </summary>
    private Quantity Leaving(Side side)
    {
        var replaceable = _orders.Open
            .Where(order => order.Side == side && order.Rests && order.Phase != OrderPhase.Unknown)
            .Sum(order => order.Remaining.Lots);
        return new Quantity(Math.Max(0, _orders.Exposure(side).Lots - replaceable));
    }

    private int Send(ImmutableArray<ClientOrderId> cancels, Instant now, List<DeskEffect> effects)
    {
        foreach (var id in cancels)
        {
            Perform(_orders.Feed(id, new OrderInput.CancelSent(), now), effects);
            effects.Add(new DeskEffect.Cancel(id));
        }

        return cancels.Length;
    }

    private ImmutableArray<SentQuote> Send(
        ImmutableArray<DesiredQuote> wanted,
        QuoteMode mode,
        Instant now,
        List<DeskEffect> effects,
        out ImmutableArray<RefusedQuote> refused)
    {
        (var admitted, refused) = AskRisk(wanted, now, effects);
        var validUntil = TrueAsOf + _settings.Streams.HaltAfter;
        var sent = ImmutableArray.CreateBuilder<SentQuote>(admitted.Length);
        foreach (var quote in admitted)
        {
            var intent = new OrderIntent
            {
                Symbol = _instrument.Symbol,
                ClientOrderId = ClientOrderId.Create(_settings.Trading.Owner, _run, ++_sequence),
                Side = quote.Side,
                Price = quote.Price,
                Quantity = quote.Quantity,
                ReduceOnly = quote.ReduceOnly,
                TimeInForce = quote.Kind == QuoteKind.Slice ? TimeInForce.ImmediateOrCancel : TimeInForce.PostOnly,
            };
            _orders.Add(intent, now, OriginOf(quote, mode));
            _nothingRests = false;
            _lastPlace = now;
            _memory = quote.Kind == QuoteKind.Slice ? _memory with { LastSlice = now } : _memory;
            effects.Add(new DeskEffect.Place(intent, validUntil));
            sent.Add(new SentQuote(intent.ClientOrderId, quote));
        }

        return sent.MoveToImmutable();
    }

    /// <summary>
    /// Takes everything back, on alternating channels until nothing of ours may execute any more: first one mass
    /// cancel, then each order over the trading session, and again. Only the venue's evidence ends it.
    /// </summary>
    private void Pull(Instant now, List<DeskEffect> effects)
    {
        if (_orders.OpenCount == 0)
        {
            FinishPull(now, effects);
            return;
        }

        if (now < _nextPull)
        {
            return;
        }

        var delay = _settings.Trading.PullRetry * Doubling(_pullAttempts++ - PatientPulls);
        _nextPull = now + (delay < MaxPullDelay ? delay : MaxPullDelay);
        effects.Add(new DeskEffect.Announce(new DeskEvent.Pulling(_orders.OpenCount, _pullAttempts)));
        if (_pullAttempts % 2 == 1 || IsHalted(HaltCauses.TradingDown))
        {
            effects.Add(new DeskEffect.CancelAll());
        }
        else
        {
            CancelEach(now, effects);
        }

        if (_pullAttempts == 2)
        {
            _nextPicture = now; // the events may be lost: ask what rests, and again as pictures go
        }
    }

    private void CancelEach(Instant now, List<DeskEffect> effects)
    {
        foreach (var order in _orders.Open.Where(o => o.Phase is OrderPhase.Working or OrderPhase.PendingNew).ToArray())
        {
            Perform(_orders.Feed(order.Intent.ClientOrderId, new OrderInput.CancelSent(), now), effects);
            effects.Add(new DeskEffect.Cancel(order.Intent.ClientOrderId));
        }
    }

    private void FinishPull(Instant now, List<DeskEffect> effects)
    {
        if (_pullAttempts > 0)
        {
            _pullAttempts = 0;
            effects.Add(new DeskEffect.Announce(new DeskEvent.Pulled()));
        }

        if (IsHalted(HaltCauses.Stopping) && _nothingRests && !_drained)
        {
            _drained = true;
            effects.Add(new DeskEffect.ArmCountdown(TimeSpan.Zero, now)); // else it fires at whoever comes after us
            effects.Add(new DeskEffect.Announce(new DeskEvent.Drained()));
        }
    }
}
