using System.Collections.Immutable;
using System.Globalization;
using Phoenix.Core.MarketData;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Quoting;
using Phoenix.Core.Tracing;

namespace Phoenix.Node.Traces;

/// <summary>
/// Turns what is known of a traced decision into spans. Pure: what the decision wanted and why follows from its inputs,
/// so it is worked out here, where there is time for it, and not where it was taken.
/// </summary>
internal static class SpanBuilder
{
    public static Span Of(OpenTrace trace)
    {
        var decided = trace.Decided;
        var isOfFrame = decided is { Trigger: TraceRecord.Decided.FrameTrigger, Frame: not null };
        ImmutableArray<Span> children = [Decide(trace), .. trace.Requests.Select(order => Order(trace, order))];
        var start = trace.TimeOf(isOfFrame ? decided.Frame!.ReceivedAt : decided.TakenUpAt);
        return new Span(isOfFrame ? "frame" : "quote", start, children.Max(child => child.End))
        {
            Attributes = Origin(decided, isOfFrame),
            Children = children,
        };
    }

    /// <summary>An execution that came after the trace was told; the request is its cause, not its parent.</summary>
    public static Span OfLateFill(OpenTrace trace, TraceRecord.Filled filled)
    {
        var at = trace.TimeOf(filled.At);
        return new Span("fill", at, at)
        {
            Attributes =
            [
                new("phoenix.symbol", filled.Mark.Symbol.Name),
                new("phoenix.client_order_id", filled.Order.Value),
                .. Execution(trace, filled.Fill),
            ],
            Cause = new RequestKey(filled.Mark, filled.Order),
        };
    }

    private static ImmutableArray<KeyValuePair<string, object?>> Origin(TraceRecord.Decided decided, bool isOfFrame)
    {
        var attributes = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>();
        attributes.Add(new("phoenix.symbol", decided.Mark.Symbol.Name));
        attributes.Add(new("phoenix.run", decided.Mark.Run));
        attributes.Add(new("phoenix.decision", decided.Mark.Decision));
        attributes.Add(new("phoenix.first_after_halt", decided.IsFirstAfterHalt));
        if (!isOfFrame)
        {
            attributes.Add(new("phoenix.trigger", decided.Trigger));
        }

        if (decided.Frame is { } frame)
        {
            attributes.Add(new("phoenix.stream", new StreamId(decided.Mark.Symbol, StreamKind.Depth).WireName));
            attributes.Add(new("phoenix.connection.epoch", frame.Epoch.Value));
            attributes.Add(new("phoenix.update_id", frame.FinalUpdateId));
            attributes.Add(new("phoenix.event_time", $"{frame.EventTime}"));
            attributes.Add(new("phoenix.frame_age_ms", (decided.TakenUpAt - frame.ReceivedAt).TotalMilliseconds));
            if (frame.Lag is { } lag)
            {
                attributes.Add(new("phoenix.lag_ms", lag.TotalMilliseconds));
            }
        }

        return attributes.ToImmutable();
    }

    private static Span Decide(OpenTrace trace)
    {
        var decided = trace.Decided;
        var (decision, inputs) = (decided.Decision, decided.Decision.Inputs);
        var reasons = QuotePipeline.Decide(inputs).Reasons;
        var attributes = ImmutableArray.CreateBuilder<KeyValuePair<string, object?>>();
        attributes.Add(new("phoenix.strategy", reasons.Strategy));
        attributes.Add(new("phoenix.mode", $"{inputs.Mode}"));
        attributes.Add(new("phoenix.best_bid", Text(inputs.Instrument.ToDecimal(inputs.BestBid.Price))));
        attributes.Add(new("phoenix.best_ask", Text(inputs.Instrument.ToDecimal(inputs.BestAsk.Price))));
        attributes.Add(new("phoenix.position", Text(inputs.Instrument.ToDecimal(inputs.Position))));
        attributes.Add(new("phoenix.reservation_price", Text(reasons.Terms.Reservation)));
        attributes.Add(new("phoenix.bids", SideText(reasons.Bids)));
        attributes.Add(new("phoenix.asks", SideText(reasons.Asks)));
        attributes.Add(new("phoenix.placed", (long)decision.Placed.Length));
        attributes.Add(new("phoenix.amended", (long)decision.Amended.Length));
        attributes.Add(new("phoenix.canceled", (long)decision.Canceled.Length));
        attributes.Add(new("phoenix.kept", (long)decision.Kept.Length));
        if (reasons.Fallback is { } fallback)
        {
            attributes.Add(new("phoenix.fallback", fallback));
        }

        if (reasons.Refusal != QuoteRefusal.None)
        {
            attributes.Add(new("phoenix.refusal", $"{reasons.Refusal}"));
        }

        if (!decision.Refused.IsEmpty)
        {
            attributes.Add(new("phoenix.not_sent", string.Join(
                ", ", decision.Refused.GroupBy(quote => quote.Why).Select(why => $"{why.Count()} {why.Key}"))));
        }

        return new Span("decide", trace.TimeOf(decided.TakenUpAt), trace.TimeOf(decided.DecidedAt))
        {
            Attributes = attributes.ToImmutable(),
        };
    }

    private static Span Order(OpenTrace trace, ClientOrderId order)
    {
        var decided = trace.Decided;
        var answer = trace.AnswerOf(order);
        var settled = answer is not null && OpenTrace.IsUnknown(answer.Outcome) ? trace.SettledOf(order) : null;
        var start = answer is { SentAt: null } ? answer.At : answer?.SentAt ?? decided.DecidedAt;
        var end = settled?.At ?? answer?.At ?? start;
        var (outcome, error) = Told(answer);
        return new Span("order", trace.TimeOf(start), trace.TimeOf(end))
        {
            Attributes =
            [
                new("phoenix.client_order_id", order.Value),
                .. Request(trace, order, answer?.Outcome),
                new("phoenix.outcome", outcome),
                .. Venue(answer?.Outcome),
            ],
            Error = error,
            Events = [.. Doubt(trace, answer, settled), .. trace.FillsOf(order).Select(fill => new SpanEvent(
                "fill", trace.TimeOf(fill.At), [.. Execution(trace, fill.Fill)]))],
            Request = new RequestKey(decided.Mark, order),
        };
    }

    /// <summary>What was asked: the record of the decision knows it, of a cancel only the answer.</summary>
    private static IEnumerable<KeyValuePair<string, object?>> Request(
        OpenTrace trace, ClientOrderId order, OrderInput? outcome)
    {
        var (decision, rules) = (trace.Decided.Decision, trace.Decided.Decision.Inputs.Instrument);
        var placed = decision.Placed.Where(sent => sent.Id == order).Select(sent => ("place", sent.Quote));
        var amended = decision.Amended.Where(sent => sent.Id == order).Select(sent => ("amend", sent.Quote));
        foreach (var (request, quote) in placed.Concat(amended))
        {
            yield return new("phoenix.request", request);
            yield return new(
                "phoenix.purpose", quote.Kind == QuoteKind.Layer ? $"layer {quote.Layer}" : $"{quote.Kind}");
            yield return new("phoenix.side", $"{quote.Side}");
            yield return new("phoenix.price", Text(rules.ToDecimal(quote.Price)));
            yield return new("phoenix.quantity", Text(rules.ToDecimal(quote.Quantity)));
            yield break;
        }

        yield return new("phoenix.request", "cancel");
        if (ReportIn(outcome) is { } report)
        {
            yield return new("phoenix.side", $"{report.Side}");
            yield return new("phoenix.price", Text(rules.ToDecimal(report.Price)));
            yield return new("phoenix.quantity", Text(rules.ToDecimal(report.Original)));
        }
    }

    private static (string Outcome, string? Error) Told(TraceRecord.Answered? answer) => answer switch
    {
        null => ("unknown", "no outcome was told"),
        { SentAt: null } => ("not sent", "it never left"),
        { Outcome: var outcome } when ErrorIn(outcome) is { } error =>
            (OpenTrace.IsUnknown(outcome) ? "unknown" : "refused", $"{error}"),
        { Outcome: var outcome } when OpenTrace.IsUnknown(outcome) => (
            "unknown", outcome is OrderInput.SessionLost ? "the session ended before the answer" : "no answer in time"),
        _ => ("accepted", null),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Venue(OrderInput? outcome)
    {
        if (ReportIn(outcome) is { } report)
        {
            yield return new("phoenix.order_id", report.OrderId.Value);
            yield return new("phoenix.order_status", $"{report.Status}");
        }

        if (ErrorIn(outcome) is { } error)
        {
            yield return new("phoenix.error_kind", $"{error.Failure}");
            yield return new("phoenix.error_code", (long)error.Code);
        }
    }

    private static IEnumerable<SpanEvent> Doubt(
        OpenTrace trace, TraceRecord.Answered? answer, TraceRecord.Settled? settled)
    {
        if (answer is not null && OpenTrace.IsUnknown(answer.Outcome))
        {
            yield return new SpanEvent("outcome unknown", trace.TimeOf(answer.At), []);
        }

        if (settled is not null)
        {
            yield return new SpanEvent(
                "settled", trace.TimeOf(settled.At), [new("phoenix.order_phase", $"{settled.Phase}")]);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Execution(OpenTrace trace, Fill fill)
    {
        var rules = trace.Decided.Decision.Inputs.Instrument;
        yield return new("phoenix.trade_id", fill.TradeId.Value);
        yield return new("phoenix.side", $"{fill.Side}");
        yield return new("phoenix.price", Text(rules.ToDecimal(fill.Price)));
        yield return new("phoenix.quantity", Text(rules.ToDecimal(fill.Quantity)));
        yield return new("phoenix.maker", fill.IsMaker);
    }

    private static OrderReport? ReportIn(OrderInput? outcome) => outcome switch
    {
        OrderInput.PlaceAccepted done => done.Report,
        OrderInput.AmendAccepted done => done.Report,
        OrderInput.CancelAccepted done => done.Report,
        _ => null,
    };

    private static VenueError? ErrorIn(OrderInput? outcome) => outcome switch
    {
        OrderInput.PlaceFailed failed => failed.Error,
        OrderInput.AmendFailed failed => failed.Error,
        OrderInput.CancelFailed failed => failed.Error,
        _ => null,
    };

    private static string SideText(SideReasons side) =>
        $"{side.Wanted} wanted, {side.Clamped} clamped, {side.OutOfBand} out of band, {side.Trimmed} trimmed";

    private static string Text(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);
}
