using Akka.Actor;
using Phoenix.Core.Orders;
using Phoenix.Core.Ports;
using Phoenix.Core.Primitives;

namespace Phoenix.Actors.Trading;

/// <summary>A request about an order without its answer yet, and what each answer means for the order.</summary>
/// <param name="Id">The order.</param>
/// <param name="Sender">Who is told.</param>
/// <param name="Deadline">When the outcome counts as unknown.</param>
internal abstract record PendingRequest(ClientOrderId Id, IActorRef Sender, Instant Deadline)
{
    public abstract OrderInput NotSent { get; }

    public abstract OrderInput TimedOut { get; }

    public abstract OrderInput Done(OrderReport report);

    public abstract OrderInput Failed(VenueError error);

    public void Tell(OrderInput result) => Sender.Tell(new TradingProtocol.Outcome(Id, result));

    internal sealed record Place(ClientOrderId Id, IActorRef Sender, Instant Deadline)
        : PendingRequest(Id, Sender, Deadline)
    {
        public override OrderInput NotSent => new OrderInput.NotSent();

        public override OrderInput TimedOut => new OrderInput.PlaceTimedOut();

        public override OrderInput Done(OrderReport report) => new OrderInput.PlaceAccepted(report);

        public override OrderInput Failed(VenueError error) => new OrderInput.PlaceFailed(error);
    }

    internal sealed record Amend(ClientOrderId Id, OrderTerms Terms, IActorRef Sender, Instant Deadline)
        : PendingRequest(Id, Sender, Deadline)
    {
        public override OrderInput NotSent => new OrderInput.AmendNotSent(Terms);

        public override OrderInput TimedOut => new OrderInput.AmendTimedOut(Terms);

        public override OrderInput Done(OrderReport report) => new OrderInput.AmendAccepted(report);

        public override OrderInput Failed(VenueError error) => new OrderInput.AmendFailed(Terms, error);
    }

    internal sealed record Cancel(ClientOrderId Id, IActorRef Sender, Instant Deadline)
        : PendingRequest(Id, Sender, Deadline)
    {
        public override OrderInput NotSent => new OrderInput.CancelNotSent();

        public override OrderInput TimedOut => new OrderInput.CancelTimedOut();

        public override OrderInput Done(OrderReport report) => new OrderInput.CancelAccepted(report);

        public override OrderInput Failed(VenueError error) => new OrderInput.CancelFailed(error);
    }
}
