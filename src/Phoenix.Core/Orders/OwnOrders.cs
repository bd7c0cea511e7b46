using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Phoenix.Core.Accounting;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;

namespace Phoenix.Core.Orders;

/// <summary>
/// The orders of one symbol, iterated in the order in which they were registered. An order is registered before it
/// is sent, so no event of it can be foreign. Ended orders are kept for <see cref="Retention"/>, at most
/// <see cref="MaxEnded"/>; after that only their ids are, <see cref="MaxForgotten"/> of them, so that late events
/// are still recognised as ours. Owned by one writer.
/// </summary>
public sealed class OwnOrders(TradingSettings settings)
{
    /// <summary>Ended orders remembered in full at most.</summary>
    public const int MaxEnded = 1024;

    /// <summary>Ids of older orders remembered at most.</summary>
    public const int MaxForgotten = 16_384;

    private readonly Dictionary<ClientOrderId, OwnOrder> _byId = [];
    private readonly Dictionary<OrderId, ClientOrderId> _byVenueId = [];
    private readonly SortedDictionary<long, OwnOrder> _live = [];
    private readonly Queue<(ClientOrderId Id, Instant At)> _ended = new();
    private readonly Queue<ClientOrderId> _forgotten = new();
    private readonly HashSet<ClientOrderId> _forgottenIds = [];
    private long _sequence;

    /// <summary>How long an ended order is remembered in full.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromMinutes(1);

    /// <summary>All that may still execute, in the order of registration; copy it before feeding any.</summary>
    public IEnumerable<OwnOrder> Open => _live.Values.Where(order => order.Phase.MayExecute());

    public int OpenCount { get; private set; }

    /// <summary>Inputs for orders that are not remembered.</summary>
    public long UnknownInputs { get; private set; }

    /// <summary>When the next query is due; null when nothing is unknown.</summary>
    public Instant? NextWake
    {
        get
        {
            Instant? wake = null;
            foreach (var order in _live.Values)
            {
                wake = order.NextQuery is { } at && (wake is null || at < wake) ? at : wake;
            }

            return wake;
        }
    }

    /// <summary>Registers an order that is about to be sent.</summary>
    /// <exception cref="ArgumentException">The id was used before.</exception>
    public OwnOrder Add(OrderIntent intent, Instant now, QuoteOrigin origin = default)
    {
        if (IsKnown(intent.ClientOrderId))
        {
            throw new ArgumentException($"{intent.ClientOrderId} was used before.", nameof(intent));
        }

        var order = new OwnOrder
        {
            Intent = intent,
            Origin = origin,
            Phase = OrderPhase.PendingNew,
            Sequence = ++_sequence,
            SentAt = now,
            PhaseSince = now,
        };
        Store(order);
        OpenCount++;
        Forget(now);
        return order;
    }

    /// <summary>Feeds one order; an id that is not remembered gives no effects and is counted.</summary>
    public ImmutableArray<OrderEffect> Feed(ClientOrderId id, OrderInput input, Instant now)
    {
        if (!_byId.TryGetValue(id, out var order))
        {
            UnknownInputs++;
            return [];
        }

        var (next, effects) = OrderMachine.Next(order, input, now, settings);
        Store(next);
        var ended = next.Phase.IsTerminal();
        if (ended != order.Phase.IsTerminal())
        {
            OpenCount += ended ? -1 : 1;
            if (ended)
            {
                _ended.Enqueue((id, now));
            }
        }

        Forget(now);
        return effects;
    }

    /// <summary>
    /// Books an execution found by asking for the account's fills, which name an order by the venue's number only.
    /// False when it belongs to none that is remembered.
    /// </summary>
    public bool BookFill(Fill fill, Instant now)
    {
        if (!_byVenueId.TryGetValue(fill.OrderId, out var id))
        {
            return false;
        }

        Feed(id, new OrderInput.FillFound(fill), now);
        return true;
    }

    /// <summary>Which part of our quoting the order came from; unknown when it is not remembered.</summary>
    public QuoteOrigin OriginOf(ClientOrderId id) => _byId.TryGetValue(id, out var order) ? order.Origin : default;

    /// <summary>The same by the venue's number.</summary>
    public QuoteOrigin OriginOf(OrderId id) => _byVenueId.TryGetValue(id, out var ours) ? OriginOf(ours) : default;

    public bool TryGet(ClientOrderId id, [NotNullWhen(true)] out OwnOrder? order) =>
        _byId.TryGetValue(id, out order);

    /// <summary>Whether this run registered the order, remembered in full or not.</summary>
    public bool IsKnown(ClientOrderId id) => _byId.ContainsKey(id) || _forgottenIds.Contains(id);

    /// <summary>
    /// What may still be executed on a side beyond the position that our fills show: the remainder of every order
    /// that may execute, unknown ones included, and what replies reported as executed while the fills have not
    /// reached us. Without the second part a cancel's reply would free capacity that a fill has already used.
    /// </summary>
    public Quantity Exposure(Side side)
    {
        var lots = 0L;
        foreach (var order in _live.Values)
        {
            lots += order.Side == side ? order.Remaining.Lots + order.Unbooked.Lots : 0;
        }

        return new Quantity(lots);
    }

    /// <summary>
    /// The unknown orders to ask for now, each counted as asked: the delay doubles from
    /// <see cref="TradingSettings.QueryRetry"/> to 5 s.
    /// </summary>
    public ImmutableArray<ClientOrderId> DueQueries(Instant now, TradingSettings settings)
    {
        var due = _live.Values.Where(order => order.NextQuery <= now).ToImmutableArray();
        foreach (var order in due)
        {
            Store(OrderMachine.Asked(order, now, settings));
        }

        return [.. due.Select(order => order.Id)];
    }

    /// <summary>
    /// Orders accepted by a reply this long ago of which the user stream never told, or amended or canceled by one of
    /// which it did not tell.
    /// </summary>
    public IEnumerable<OwnOrder> Unechoed(Instant now, TimeSpan echoTimeout) => _byId.Values
        .Where(order => (!order.SeenOnStream && now - order.AcceptedAt >= echoTimeout)
            || now - order.CanceledUnseenAt >= echoTimeout
            || (!order.Phase.IsTerminal() && now - order.Amending?.UnseenSince >= echoTimeout))
        .OrderBy(order => order.Sequence);

    /// <summary>
    /// Excuses everything accepted, amended or canceled so far from showing on the user stream: a new connection does
    /// not repeat what the old one missed.
    /// </summary>
    public void WaiveEchoes()
    {
        foreach (var order in _byId.Values.ToList())
        {
            Store(order with
            {
                SeenOnStream = order.SeenOnStream || order.AcceptedAt is not null,
                CanceledUnseenAt = null,
                Amending = order.Amending is { } asked ? asked with { UnseenSince = null } : null,
            });
        }
    }

    /// <summary>The position was taken over from the venue: it holds everything reported as executed so far.</summary>
    public void WaiveUnbooked()
    {
        foreach (var order in _live.Values.ToList())
        {
            Store(order with { Waived = order.Executed });
        }
    }

    private void Store(OwnOrder order)
    {
        _byId[order.Id] = order;
        if (order.OrderId is { } venueId)
        {
            _byVenueId[venueId] = order.Id;
        }

        // Ended orders stay in the iteration while a fill of theirs is still on its way.
        if (order.Phase.MayExecute() || !order.Unbooked.IsZero)
        {
            _live[order.Sequence] = order;
        }
        else
        {
            _live.Remove(order.Sequence);
        }
    }

    private void Forget(Instant now)
    {
        while (_ended.TryPeek(out var oldest) && (_ended.Count > MaxEnded || now - oldest.At >= Retention))
        {
            _ended.Dequeue();

            // It may have been revived meanwhile, and then ends, and is queued, again.
            if (_byId.TryGetValue(oldest.Id, out var order) && order.Phase.IsTerminal())
            {
                Forget(order);
            }
        }
    }

    private void Forget(OwnOrder order)
    {
        _byId.Remove(order.Id);
        _live.Remove(order.Sequence);
        if (order.OrderId is { } venueId)
        {
            _byVenueId.Remove(venueId);
        }

        _forgotten.Enqueue(order.Id);
        _forgottenIds.Add(order.Id);
        if (_forgotten.Count > MaxForgotten)
        {
            _forgottenIds.Remove(_forgotten.Dequeue());
        }
    }
}
