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
public static class OrderMachine
{
    /// <summary>Ceiling of the delay between two queries.</summary>
    private static readonly TimeSpan MaxQueryRetry = TimeSpan.FromSeconds(5);

    public static Step<OwnOrder, OrderEffect> Next(
        OwnOrder order, OrderInput input, Instant now, TradingSettings settings)
    {
        var next = Decide(order, input, now, settings);
        return new Step<OwnOrder, OrderEffect>(next, Effects(order, input, next));
    }

    /// <summary>The order after its due query was sent: asked once more, and not again before a doubled delay.</summary>
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
    private static OwnOrder Decide(OwnOrder o, OrderInput input, Instant now, TradingSettings settings) =>
        (o.Phase, input) switch
        {
            // What the venue says of the order itself counts in every phase; Learn knows what outranks what.
            (_, PlaceAccepted m)                                    => Learn(Accept(o, now), m.Report, AfterAck(o), now, settings),
            (_, StreamUpdate m)                                     => Learn(Echo(o, m.Update), m.Update.Report, AfterEvent(o), now, settings), // TRADE before NEW is normal
            (_, Queried m)                                          => Learn(o, m.Report, AfterQuery(o), now, settings),
            (_, CancelAccepted m)                                   => Learn(o, m.Report, Unknown, now, settings),      // a cancel that left it alive: ask
            (_, FillFound m)                                        => Settle(Book(o, m.Fill), AfterEvent(o), now),

            // The request to place.
            (PendingNew, Sent)                                      => o with { SentAt = now },
            (PendingNew or PendingCancel or Unknown, NotSent)       => o.IsProven ? o : To(o, Rejected, now),
            (PendingNew or PendingCancel, PlaceTimedOut)            => Doubt(o, o.Phase == PendingCancel, now, settings), // maybe executed: never repeated
            (PendingNew or PendingCancel, PlaceFailed { Error: var e }) when !IsDefinite(e) => Doubt(o, o.Phase == PendingCancel, now, settings), // duplicate id: our first attempt lives
            (PendingNew or PendingCancel or Unknown, PlaceFailed { Error: var e }) when IsDefinite(e) && !o.IsProven => To(o, Rejected, now),
            (PendingNew or PendingCancel or Working, PlaceFailed { Error: var e }) when IsDefinite(e) => Doubt(o, true, now, settings), // refused, yet seen alive
            (PendingNew, SessionLost)                               => Doubt(o, false, now, settings),

            // The request to cancel.
            (PendingNew or Working, CancelSent)                     => To(o, PendingCancel, now),
            (Unknown, CancelSent)                                   => o with { IsDisputed = true },                   // safe by client id; a query still decides
            (PendingCancel, CancelNotSent)                          => To(o, o.IsProven ? Working : PendingNew, now),
            (PendingCancel, CancelTimedOut or SessionLost)          => Doubt(o, true, now, settings),
            (PendingCancel, CancelFailed { Error: var e }) when !IsDefinite(e) => Doubt(o, true, now, settings),       // −2011: it probably filled; never dropped
            (PendingCancel, CancelFailed)                           => To(o, o.IsProven ? Working : PendingNew, now),  // refused: it still rests
            (Working, CancelFailed { Error.Failure: VenueFailure.OrderUnknown }) => Doubt(o, true, now, settings),     // late −2011

            // Absence. Replicas lag behind the engine, so absence counts only when repeated and late.
            (Unknown, QueryNotFound) when IsGone(o, now, settings)  => To(o, Rejected, now),
            (Unknown, QueryNotFound)                                => o with { NotFound = o.NotFound + 1 },           // before the settle time, or it was proven once
            (PendingNew or Working or PendingCancel, Vanished) when IsSettled(o, now, settings) => Doubt(o, true, now, settings),

            // Late, duplicate or about a request that evidence has overtaken.
            (_, Sent or NotSent or PlaceTimedOut or PlaceFailed)    => o,
            (_, CancelSent or CancelNotSent or CancelFailed or CancelTimedOut) => o,                                  // a terminal order stays so
            (_, SessionLost or QueryNotFound or QueryFailed or Vanished) => o,
            _                                                       => throw new UnexpectedInputException(o.Phase, input),
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

    private static OwnOrder Accept(OwnOrder o, Instant now) => o with { AcceptedAt = o.AcceptedAt ?? now };

    private static OwnOrder Echo(OwnOrder o, OrderUpdate update) =>
        (update.Fill is { } fill ? Book(o, fill) : o) with { SeenOnStream = true };

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
    private static OwnOrder Learn(
        OwnOrder o, OrderReport report, OrderPhase alive, Instant now, TradingSettings settings)
    {
        var executed = report.Status == OrderStatus.Filled ? o.Intent.Quantity : report.Executed;
        var known = o with { OrderId = o.OrderId ?? report.OrderId, Executed = Greater(o.Executed, executed) };
        var phase = report.Status switch
        {
            OrderStatus.Filled => Filled,
            OrderStatus.Canceled => Canceled,
            OrderStatus.Expired or OrderStatus.ExpiredInMatch => Expired,
            OrderStatus.Unrecognized => Unknown,
            _ => alive,
        };
        var settled = Settle(known, phase == Unknown ? o.Phase : phase, now);
        return phase == Unknown && settled.Phase is not (Filled or Canceled or Expired)
            ? Doubt(settled, true, now, settings)
            : settled;
    }

    /// <summary>Moves to the phase unless the order has ended for good or is executed in full.</summary>
    private static OwnOrder Settle(OwnOrder o, OrderPhase phase, Instant now) =>
        o.Executed >= o.Intent.Quantity ? To(o, Filled, now)
        : o.Phase is Filled or Canceled or Expired ? o
        : To(o, phase, now);

    private static OwnOrder To(OwnOrder o, OrderPhase phase, Instant now) => phase == o.Phase
        ? o
        : o with { Phase = phase, PhaseSince = now, IsDisputed = false, Queries = 0, NotFound = 0, NextQuery = null };

    private static OwnOrder Doubt(OwnOrder o, bool isDisputed, Instant now, TradingSettings settings) =>
        o.Phase == Unknown
            ? o with { IsDisputed = o.IsDisputed || isDisputed }
            : To(o, Unknown, now) with { IsDisputed = isDisputed, Queries = 1, NextQuery = now + settings.QueryRetry };

    /// <summary>Whether the venue certainly did not do what was asked.</summary>
    private static bool IsDefinite(VenueError error) => error.Failure is
        VenueFailure.Refused or VenueFailure.WouldCross or VenueFailure.ClockSkew or VenueFailure.RateLimited
        or VenueFailure.Banned or VenueFailure.Unauthorized or VenueFailure.Unavailable;

    private static bool IsSettled(OwnOrder o, Instant now, TradingSettings settings) =>
        now - o.SentAt >= settings.SettleTime;

    /// <summary>An order the venue acknowledged once cannot be declared unborn.</summary>
    private static bool IsGone(OwnOrder o, Instant now, TradingSettings settings) =>
        !o.IsProven && o.NotFound > 0 && IsSettled(o, now, settings);

    private static Quantity Greater(Quantity left, Quantity right) => left > right ? left : right;

    private static ImmutableArray<OrderEffect> Effects(
        OwnOrder before, OrderInput input, OwnOrder after) => (before.Phase, after.Phase) switch
        {
            var (was, @is) when was == @is => [],
            (_, Unknown) when input is PlaceFailed { Error: var error } && IsDefinite(error) =>
                [new OrderEffect.Query(after.Id), new OrderEffect.Alarm($"{after.Id} was refused, yet lives: {error}")],
            (_, Unknown) => [new OrderEffect.Query(after.Id)],
            (_, var phase) when phase.IsTerminal() => [new OrderEffect.Ended(after.Id, phase)],
            (Rejected, _) => [new OrderEffect.Alarm($"{after.Id} was taken for rejected, yet lives")],
            _ => [],
        };
}
