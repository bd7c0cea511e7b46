using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tracing;

namespace Phoenix.Node.Traces;

/// <summary>A traced decision and what is known of its requests so far. Owned by one thread.</summary>
internal sealed class OpenTrace(TraceRecord.Decided decided)
{
    private readonly Dictionary<ClientOrderId, TraceRecord.Answered> _answers = [];
    private readonly Dictionary<ClientOrderId, TraceRecord.Settled> _settled = [];
    private readonly List<TraceRecord.Filled> _fills = [];

    public TraceRecord.Decided Decided => decided;

    /// <summary>Whether every request has an outcome that is known.</summary>
    public bool IsComplete => Requests.All(order =>
        AnswerOf(order) is { } answer && (!IsUnknown(answer.Outcome) || _settled.ContainsKey(order)));

    /// <summary>Orders of which it asked something, cancels first, as they were sent.</summary>
    public IEnumerable<ClientOrderId> Requests =>
    [
        .. decided.Decision.Canceled,
        .. decided.Decision.Amended.Select(amended => amended.Id),
        .. decided.Decision.Placed.Select(placed => placed.Id),
    ];

    public TraceRecord.Answered? AnswerOf(ClientOrderId order) => _answers.GetValueOrDefault(order);

    public TraceRecord.Settled? SettledOf(ClientOrderId order) => _settled.GetValueOrDefault(order);

    public IEnumerable<TraceRecord.Filled> FillsOf(ClientOrderId order) => _fills.Where(fill => fill.Order == order);

    public void Add(TraceRecord record)
    {
        switch (record)
        {
            case TraceRecord.Answered answered:
                _answers[answered.Order] = answered;
                break;
            case TraceRecord.Settled settled:
                _settled[settled.Order] = settled;
                break;
            case TraceRecord.Filled filled:
                _fills.Add(filled);
                break;
        }
    }

    /// <summary>By the calendar; the clock that only runs on is read off the moment of the decision.</summary>
    public DateTimeOffset TimeOf(Instant instant) => decided.DecidedTime + (instant - decided.DecidedAt);

    /// <summary>Whether the exchange may have done it.</summary>
    public static bool IsUnknown(OrderInput outcome) => outcome is
        OrderInput.PlaceTimedOut or OrderInput.CancelTimedOut or OrderInput.AmendTimedOut or OrderInput.SessionLost
        or OrderInput.PlaceFailed { IsDefinite: false }
        or OrderInput.AmendFailed { IsDefinite: false }
        or OrderInput.CancelFailed { IsDefinite: false };
}
