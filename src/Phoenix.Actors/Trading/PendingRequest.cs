using Akka.Actor;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;
using Phoenix.Core.Tracing;

namespace Phoenix.Actors.Trading;

/// <summary>A request about an order without its answer yet, and what each answer means for the order.</summary>
/// <param name="Id">The order.</param>
/// <param name="Sender">Who is told.</param>
/// <param name="SentAt">When it was handed to the socket, or would have been.</param>
/// <param name="Trace">Of the decision that it carries out, if that is traced.</param>
internal abstract record PendingRequest(ClientOrderId Id, IActorRef Sender, Instant SentAt, TraceMark? Trace)
{
    public abstract OrderInput NotSent { get; }

    public abstract OrderInput TimedOut { get; }

    public abstract OrderInput Done(OrderReport report);

    public abstract OrderInput Failed(VenueError error);

    /// <summary>Tells its one outcome, which is known since <paramref name="at"/>.</summary>
    public void Tell(OrderInput result, Instant at, ITraceSink traces)
    {
        if (Trace is not null)
        {
            Instant? sentAt = result == NotSent ? null : SentAt;
            traces.Offer(new TraceRecord.Answered(Trace, Id, sentAt, at, result)); // before what follows from it
        }

        Sender.Tell(new TradingProtocol.Outcome(Id, result));
    }

    internal sealed record Place(ClientOrderId Id, IActorRef Sender, Instant SentAt, TraceMark? Trace)
        : PendingRequest(Id, Sender, SentAt, Trace)
    {
        public override OrderInput NotSent => new OrderInput.NotSent();

        public override OrderInput TimedOut => new OrderInput.PlaceTimedOut();

        public override OrderInput Done(OrderReport report) => new OrderInput.PlaceAccepted(report);

        public override OrderInput Failed(VenueError error) => new OrderInput.PlaceFailed(error);
    }

    internal sealed record Amend(
        ClientOrderId Id, OrderTerms Terms, IActorRef Sender, Instant SentAt, TraceMark? Trace)
        : PendingRequest(Id, Sender, SentAt, Trace)
    {
        public override OrderInput NotSent => new OrderInput.AmendNotSent(Terms);

        public override OrderInput TimedOut => new OrderInput.AmendTimedOut(Terms);

        public override OrderInput Done(OrderReport report) => new OrderInput.AmendAccepted(report);

        public override OrderInput Failed(VenueError error) => new OrderInput.AmendFailed(Terms, error);
    }

    internal sealed record Cancel(ClientOrderId Id, IActorRef Sender, Instant SentAt, TraceMark? Trace)
        : PendingRequest(Id, Sender, SentAt, Trace)
    {
        public override OrderInput NotSent => new OrderInput.CancelNotSent();

        public override OrderInput TimedOut => new OrderInput.CancelTimedOut();

        public override OrderInput Done(OrderReport report) => new OrderInput.CancelAccepted(report);

        public override OrderInput Failed(VenueError error) => new OrderInput.CancelFailed(error);
    }
}
