using Phoenix.Core.Decisions;
using Phoenix.Core.Orders;
using Phoenix.Core.Primitives;

namespace Phoenix.Core.Tracing;

/// <summary>Names a decision that is traced; its requests carry it along to the socket.</summary>
/// <param name="Symbol">Which desk decided.</param>
/// <param name="Run">Of the desk's incarnation, as in its client order ids.</param>
/// <param name="Decision">Counts the decisions of that incarnation.</param>
public sealed record TraceMark(Symbol Symbol, long Run, long Decision);

/// <summary>
/// A part of a trace as the trading system hands it over. It holds what happened and no spans: making those is left to
/// whoever has the time. All instants are of one clock, so that they can be told apart to its resolution.
/// </summary>
public abstract record TraceRecord(TraceMark Mark)
{
    /// <summary>A decision was taken that is traced. Nothing of its requests is told before this.</summary>
    /// <param name="Mark">What follows carries the same.</param>
    /// <param name="Decision">What was decided, and all it was made from.</param>
    /// <param name="Trigger">What the desk was told when it decided; a frame's is <see cref="FrameTrigger"/>.</param>
    /// <param name="Frame">The newest frame of the book; null when none came yet.</param>
    /// <param name="TakenUpAt">When the desk turned to what it was told.</param>
    /// <param name="DecidedAt">When it had decided.</param>
    /// <param name="DecidedTime">The same moment by the calendar.</param>
    public sealed record Decided(
        TraceMark Mark,
        DecisionRecord Decision,
        string Trigger,
        TracedFrame? Frame,
        Instant TakenUpAt,
        Instant DecidedAt,
        DateTimeOffset DecidedTime) : TraceRecord(Mark)
    {
        public const string FrameTrigger = "Depth";

        /// <summary>Traced because quoting had just come back, and not for its turn.</summary>
        public bool IsFirstAfterHalt { get; init; }
    }

    /// <summary>A request of the decision has its one outcome.</summary>
    /// <param name="Mark">Of the decision.</param>
    /// <param name="Order">What was placed, amended or canceled.</param>
    /// <param name="SentAt">When it was handed to the socket; null when it certainly never was.</param>
    /// <param name="At">When the answer arrived, or was given up.</param>
    /// <param name="Outcome">In the words of the order's life.</param>
    public sealed record Answered(
        TraceMark Mark, ClientOrderId Order, Instant? SentAt, Instant At, OrderInput Outcome) : TraceRecord(Mark);

    /// <summary>What became of a request of unknown outcome is known.</summary>
    public sealed record Settled(TraceMark Mark, ClientOrderId Order, Instant At, OrderPhase Phase) : TraceRecord(Mark);

    /// <summary>An order that the decision asked something about was executed, in whole or in part.</summary>
    public sealed record Filled(TraceMark Mark, ClientOrderId Order, Instant At, Fill Fill) : TraceRecord(Mark);
}

/// <summary>A depth frame as a trace tells of it.</summary>
/// <param name="Epoch">The connection that brought it first.</param>
/// <param name="ReceivedAt">When our reader saw it.</param>
/// <param name="FinalUpdateId">The last update in it.</param>
/// <param name="EventTime">The exchange's stamp.</param>
/// <param name="Lag">From that stamp to the receipt, by the exchange's clock; null while that is not known.</param>
public sealed record TracedFrame(
    Epoch Epoch, Instant ReceivedAt, long FinalUpdateId, VenueTime EventTime, TimeSpan? Lag);
