using Phoenix.Actors.MarketData;
using Phoenix.Actors.Trading;
using Phoenix.Actors.UserData;
using Phoenix.Core.Decisions;
using Phoenix.Core.Desk;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Symbols;

/// <summary>
/// What a desk hands over of the decisions that are traced. It listens and decides nothing; with traces off each call
/// is one branch, and a decision that is not traced allocates nothing. Owned by the desk's actor.
/// </summary>
internal sealed class DeskTraces(ITraceSink sink, IVenueClock clock, TimeProvider time, Symbol symbol, long run)
{
    /// <summary>Orders of traced decisions that are followed at most; the oldest are let go.</summary>
    public const int MostFollowed = 256;

    private readonly TraceSampler _sampler = new(sink.Sampling);
    private readonly Dictionary<ClientOrderId, TraceMark> _followed = [];
    private readonly Queue<ClientOrderId> _oldest = new();
    private readonly List<(ClientOrderId Order, TraceMark Mark)> _doubtful = [];
    private MarketDataProtocol.Depth? _frame;
    private bool _hasResumed;

    /// <summary>
    /// To be called before what was decided is carried out. The mark for the requests when it is traced, else null.
    /// </summary>
    public TraceMark? Begin(object message, List<DeskEffect> effects, Instant takenUpAt)
    {
        if (_sampler.IsOff)
        {
            return null;
        }

        DecisionRecord? decision = null;
        foreach (var effect in effects)
        {
            decision = effect is DeskEffect.Keep keep ? keep.Decision : decision;
            _frame = effect is DeskEffect.ReportFrame { IsNew: true } ? message as MarketDataProtocol.Depth : _frame;
            _hasResumed |= effect is DeskEffect.Announce { Occurrence: DeskEvent.Resumed };
        }

        return decision is null || !_sampler.Wants(_hasResumed, takenUpAt)
            ? null
            : Trace(decision, message, takenUpAt);
    }

    /// <summary>To be called when the desk has taken in what it was told.</summary>
    public void Follow(object message, OwnOrders orders, Instant now)
    {
        if (_followed.Count + _doubtful.Count == 0)
        {
            return;
        }

        if (message is TradingProtocol.Outcome { Id: var id } && _followed.TryGetValue(id, out var mark))
        {
            if (IsInDoubt(id, orders) && _doubtful.Count < MostFollowed)
            {
                _doubtful.Add((id, mark));
            }

            LetGoOfEnded(id, orders);
        }
        else if (message is UserDataProtocol.OrderChanged { Update: { Report.ClientOrderId: var changed } update }
            && _followed.TryGetValue(changed, out var ofChanged))
        {
            if (update.Fill is { } fill)
            {
                sink.Offer(new TraceRecord.Filled(ofChanged, changed, now, fill));
            }

            LetGoOfEnded(changed, orders);
        }

        for (var index = _doubtful.Count - 1; index >= 0; index--)
        {
            var (order, doubted) = _doubtful[index];
            if (!IsInDoubt(order, orders))
            {
                _doubtful.RemoveAt(index);
                sink.Offer(new TraceRecord.Settled(doubted, order, now, PhaseOf(order, orders)));
                LetGoOfEnded(order, orders);
            }
        }
    }

    private TraceMark Trace(DecisionRecord decision, object message, Instant takenUpAt)
    {
        var mark = new TraceMark(symbol, run, decision.Number);
        foreach (var placed in decision.Placed)
        {
            FollowOrder(placed.Id, mark);
        }

        foreach (var amended in decision.Amended)
        {
            FollowOrder(amended.Id, mark);
        }

        foreach (var canceled in decision.Canceled)
        {
            FollowOrder(canceled, mark);
        }

        sink.Offer(new TraceRecord.Decided(
            mark, decision, message.GetType().Name, Frame(), takenUpAt, Instant.Read(time), time.GetUtcNow())
        {
            IsFirstAfterHalt = _hasResumed,
        });
        _hasResumed = false;
        return mark;
    }

    private TracedFrame? Frame() => _frame is { } frame
        ? new TracedFrame(
            frame.Epoch,
            frame.ReceivedAt,
            frame.Diff.FinalUpdateId,
            frame.Diff.EventTime,
            clock.Read()?.At(frame.ReceivedAt) - frame.Diff.EventTime)
        : null;

    /// <summary>The latest request about an order is the one that its fills belong to.</summary>
    private void FollowOrder(ClientOrderId order, TraceMark mark)
    {
        _followed[order] = mark;
        _oldest.Enqueue(order);
        if (_oldest.Count > MostFollowed)
        {
            _followed.Remove(_oldest.Dequeue());
        }
    }

    private void LetGoOfEnded(ClientOrderId order, OwnOrders orders)
    {
        if (PhaseOf(order, orders).IsTerminal())
        {
            _followed.Remove(order);
        }
    }

    private static bool IsInDoubt(ClientOrderId order, OwnOrders orders) =>
        PhaseOf(order, orders) == OrderPhase.Unknown;

    /// <summary>What is not even remembered any more has long ended.</summary>
    private static OrderPhase PhaseOf(ClientOrderId order, OwnOrders orders) =>
        orders.TryGet(order, out var known) ? known.Phase : OrderPhase.Canceled;
}
