using System.Collections.Immutable;
using Phoenix.Core.Machines;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Settings;
using static Phoenix.Core.Orders.OrderInput;
using static Phoenix.Core.Orders.OrderPhase;

namespace Phoenix.Core.Orders;

/// <summary>
/// The life of one order. Three channels report it (replies, user stream, queries) in any order, late and twice, so
/// every input has a row in every phase, and three rules hold for all of them: the cumulative executed quantity
/// never shrinks, an order executed in full is <see cref="Filled"/> whatever else is said, and only evidence of the
/// venue ends an order: running out of time or patience never does.
/// </summary>
public static partial class OrderMachine
{
    /// <summary>Ceiling of the delay between two queries.</summary>
    private static readonly TimeSpan MaxQueryRetry = TimeSpan.FromSeconds(5);

    /// <summary>Answers "not found" that make an order gone which the venue never acknowledged.</summary>
    private const int DenialsOfUnproven = 2;

    /// <summary>The same for one it did acknowledge: with the doubling delay about half a minute of denial.</summary>
    private const int DenialsOfProven = 8;

    public static Step<OwnOrder, OrderEffect> Next(
        OwnOrder order, OrderInput input, Instant now, TradingSettings settings)
    {
        var next = Decide(order, input, new Moment(now, settings));
        return new Step<OwnOrder, OrderEffect>(next, Effects(order, input, next));
    }

    /// <summary>The order after its due query was sent: not to be asked again before a doubled delay.</summary>
    internal static OwnOrder Asked(OwnOrder order, Instant now, TradingSettings settings)
    {
        var delay = settings.QueryRetry * (1L << Math.Min(order.Queries, 16));
        return order with
        {
            Queries = order.Queries + 1,
            NextQuery = now + (delay < MaxQueryRetry ? delay : MaxQueryRetry),
        };
    }

#pragma warning disable format // one table, aligned
    private static OwnOrder Decide(OwnOrder o, OrderInput input, Moment at) =>
        (o.Phase, input) switch
        {
            // What the venue says of the order itself counts in every phase; Learn knows what outranks what.
            (_, PlaceAccepted m)                      => Learn(Accept(o, at), m.Report, AfterAck(o), at),
            (_, StreamUpdate m)                       => Learn(Echo(o, m.Update), m.Update.Report, AfterEvent(o), at),
            (_, FillFound m)                          => Settle(Book(o, m.Fill), AfterEvent(o), at),
            (_, Queried m)                            => Answer(o, m.Report, at),
            (_, CancelAccepted m)                     => Owe(o, Learn(o, m.Report, Unknown, at), at), // alive: ask
            (_, AmendAccepted m)                      => Owe(o, Amended(o, m.Report, at), at),

            // The request to place. It is never repeated: a duplicate id means that our first attempt lives.
            (PendingNew, Sent)                        => o with { SentAt = at.Now },
            (PendingNew, NotSent)                     => Reject(o, at),
            (PendingNew, PlaceFailed { IsDefinite: true }) => Reject(o, at),
            (PendingNew, PlaceFailed or PlaceTimedOut or SessionLost) => Doubt(o, at),
            (PendingCancel, NotSent)                  => Reject(o, at),
            (PendingCancel, PlaceFailed { IsDefinite: true }) => Reject(o, at),
            (PendingCancel, PlaceFailed or PlaceTimedOut) => Dispute(o, at),
            (Unknown, NotSent)                        => Reject(o, at),
            (Unknown, PlaceFailed { IsDefinite: true }) => Reject(o, at),  // a reply after its timeout
            (Working, PlaceFailed { IsDefinite: true }) => Dispute(o, at), // refused, yet seen alive: ask

            // The request to cancel. "Unknown order" mostly means that it filled: ask, and drop nothing.
            (PendingNew or Working, CancelSent)       => To(o, PendingCancel, at),
            (Unknown, CancelSent)                     => Dispute(o, at),   // safe by our id; a query still decides
            (PendingCancel, CancelNotSent)            => To(o, BeforeCancel(o), at),
            (PendingCancel, CancelFailed { IsDefinite: true }) => To(o, BeforeCancel(o), at),
            (PendingCancel, CancelFailed or CancelTimedOut or SessionLost) => Dispute(o, at),
            (Working, CancelFailed { Error.Failure: VenueFailure.OrderUnknown }) => Dispute(o, at),

            // The request to amend. It is never repeated, and what it asked for counts until its end is certain.
            (Working, AmendSent m) when o.CanAmend(m.Terms) => Ask(o, m, at),
            (_, AmendNotSent m) when IsOpen(o, m.Terms) => Withdraw(o, at),
            (_, AmendFailed { IsDefinite: true } m) when IsOpen(o, m.Terms) => Refuse(o, m.Error, at),
            (_, AmendFailed m) when IsOpen(o, m.Terms) => Dispute(o, at),
            (_, AmendTimedOut m) when IsOpen(o, m.Terms) => Dispute(o, at),
            (Working, SessionLost) when o.IsAmendInFlight => Dispute(o, at),

            // Absence. Replicas lag behind the engine, so absence counts only when it is repeated and late.
            (Unknown, QueryNotFound)                  => IsGone(o, at) ? To(o, Rejected, at) : Miss(o),
            (PendingNew or Working or PendingCancel, Vanished) => IsSettled(o, at) ? Dispute(o, at) : o,

            // Late, duplicate, or about a request that evidence has overtaken.
            (_, Sent or NotSent or PlaceTimedOut or PlaceFailed) => o,
            (_, CancelSent or CancelNotSent or CancelFailed or CancelTimedOut) => o,
            (_, AmendSent or AmendNotSent or AmendFailed or AmendTimedOut) => o,
            (_, SessionLost or QueryNotFound or QueryFailed or Vanished) => o,
            _                                         => throw new UnexpectedInputException(o.Phase, input),
        };
#pragma warning restore format

    /// <summary>A late acceptance lifts an order, it never lowers one; a repeated one says nothing new.</summary>
    private static OrderPhase AfterAck(OwnOrder o) => o.Phase == Unknown && o.IsProven ? Unknown : AfterEvent(o);

    /// <summary>The phase of an order that an event shows alive; the event may be older than our doubt.</summary>
    private static OrderPhase AfterEvent(OwnOrder o) => o.Phase switch
    {
        Unknown when o.IsDisputed => Unknown,
        PendingCancel => PendingCancel,
        _ => Working,
    };

    /// <summary>The phase of an order that the venue, asked for it, calls alive.</summary>
    private static OrderPhase AfterQuery(OwnOrder o) => o.Phase == PendingCancel ? PendingCancel : Working;

    private static OwnOrder Accept(OwnOrder o, Moment at) => o with { AcceptedAt = o.AcceptedAt ?? at.Now };

    private static OwnOrder Echo(OwnOrder o, OrderUpdate update) =>
        (update.Fill is { } fill ? Book(o, fill) : o) with
        {
            SeenOnStream = true,
            CanceledUnseenAt = update.Report.Status.IsTerminal() ? null : o.CanceledUnseenAt,
        };

    /// <summary>The user stream owes the end that a reply told first.</summary>
    private static OwnOrder Owe(OwnOrder before, OwnOrder after, Moment at) =>
        after.Phase.IsTerminal() && !before.Phase.IsTerminal() ? after with { CanceledUnseenAt = at.Now } : after;

    private static OwnOrder Book(OwnOrder o, Fill fill)
    {
        if (o.BookedTrades.Contains(fill.TradeId))
        {
            return o;
        }

        var booked = o.Booked + fill.Quantity;
        return o with
        {
            OrderId = o.OrderId ?? fill.OrderId,
            Booked = booked,
            BookedTrades = o.BookedTrades.Add(fill.TradeId),
            Executed = Greater(o.Executed, booked),
        };
    }

    /// <summary>Merges a report; <paramref name="alive"/> is the phase if the report calls the order alive.</summary>
    private static OwnOrder Learn(OwnOrder o, OrderReport report, OrderPhase alive, Moment at)
    {
        var executed = report.Status == OrderStatus.Filled ? report.Original : report.Executed;
        var known = See(o, report.Terms) with
        {
            OrderId = o.OrderId ?? report.OrderId,
            Executed = Greater(o.Executed, executed),
        };
        var phase = report.Status switch
        {
            OrderStatus.Filled => Filled,
            OrderStatus.Canceled => Canceled,
            OrderStatus.Expired or OrderStatus.ExpiredInMatch => Expired,
            OrderStatus.Unrecognized => Unknown,
            _ => alive,
        };
        var settled = Settle(known, phase == Unknown ? o.Phase : phase, at);
        return phase == Unknown && settled.Phase is not (Filled or Canceled or Expired)
            ? Dispute(settled, at)
            : settled;
    }

    /// <summary>
    /// Moves to the phase unless the order has ended for good or is executed in full. Terms that turn out smaller than
    /// what was executed under others are executed in full, too.
    /// </summary>
    private static OwnOrder Settle(OwnOrder o, OrderPhase phase, Moment at) =>
        o.Executed >= o.AtMost ? To(o, Filled, at)
        : o.Phase is Filled or Canceled or Expired ? o
        : To(o, phase, at);

    private static OwnOrder To(OwnOrder o, OrderPhase phase, Moment at) => phase == o.Phase
        ? o
        : o with
        {
            Phase = phase,
            PhaseSince = at.Now,
            IsDisputed = false,
            Queries = 0,
            NotFound = 0,
            NextQuery = null,
        };

    /// <summary>The outcome of a request is open.</summary>
    private static OwnOrder Doubt(OwnOrder o, Moment at) => o.Phase == Unknown
        ? o
        : To(o, Unknown, at) with { Queries = 1, NextQuery = at.Now + at.Settings.QueryRetry };

    /// <summary>Something speaks against its being alive; an event, which may be older, does not settle that.</summary>
    private static OwnOrder Dispute(OwnOrder o, Moment at) => Doubt(o, at) with { IsDisputed = true };

    /// <summary>The request certainly did nothing; if the venue has shown the order all the same, ask.</summary>
    private static OwnOrder Reject(OwnOrder o, Moment at) => o.IsProven ? Dispute(o, at) : To(o, Rejected, at);

    private static OwnOrder Miss(OwnOrder o) => o with { NotFound = o.NotFound + 1 };

    private static OrderPhase BeforeCancel(OwnOrder o) => o.IsProven ? Working : PendingNew;

    private static bool IsSettled(OwnOrder o, Moment at) =>
        at.Now - o.SentAt >= at.Settings.SettleTime;

    /// <summary>
    /// An order the venue acknowledged once cannot be unborn, so two lagging answers are not enough. But the venue
    /// forgets old orders that ended unfilled, and then denies them for ever.
    /// </summary>
    private static bool IsGone(OwnOrder o, Moment at) =>
        IsSettled(o, at) && o.NotFound + 1 >= (o.IsProven ? DenialsOfProven : DenialsOfUnproven);

    private static Quantity Greater(Quantity left, Quantity right) => left > right ? left : right;

    private static ImmutableArray<OrderEffect> Effects(
        OwnOrder before, OrderInput input, OwnOrder after) => (before.Phase, after.Phase) switch
        {
            _ when IsBroken(before, input, after) =>
                [new OrderEffect.Alarm($"{after.Id} was amended by the reply, and now the venue denies it")],
            var (was, @is) when was == @is => [],
            (_, Unknown) when input is PlaceFailed { IsDefinite: true } m =>
                [
                    new OrderEffect.Query(after.Id),
                    new OrderEffect.Alarm($"{after.Id} was refused, yet lives: {m.Error}"),
                ],
            (_, Unknown) => [new OrderEffect.Query(after.Id)],
            (Unknown, Rejected) when after.IsProven =>
                [
                    new OrderEffect.Ended(after.Id, Rejected),
                    new OrderEffect.Alarm($"{after.Id} was acknowledged, and now the venue denies it"),
                ],
            (_, var phase) when phase.IsTerminal() => [new OrderEffect.Ended(after.Id, phase)],
            (Rejected, _) => [new OrderEffect.Alarm($"{after.Id} was taken for rejected, yet lives")],
            _ => [],
        };

    private readonly record struct Moment(Instant Now, TradingSettings Settings);
}
