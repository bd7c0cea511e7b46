using Phoenix.Core.Accounting;
using Phoenix.Core.Ports;

namespace Phoenix.Core.Orders;

/// <summary>Something that bears on one order of ours. Any of it may come late, twice or out of order.</summary>
public abstract record OrderInput
{
    private OrderInput()
    {
    }

    private static bool CertainlyNotDone(VenueError error) => error.Failure is
        VenueFailure.Refused or VenueFailure.WouldCross or VenueFailure.ClockSkew or VenueFailure.RateLimited
        or VenueFailure.Banned or VenueFailure.Unauthorized or VenueFailure.Unavailable;

    /// <summary>The place request left at this instant, later than it was registered.</summary>
    public sealed record Sent : OrderInput;

    /// <summary>The place request certainly never left.</summary>
    public sealed record NotSent : OrderInput;

    /// <summary>The venue's reply to the place request. Its status says NEW even if the order filled at once.</summary>
    public sealed record PlaceAccepted(OrderReport Report) : OrderInput;

    public sealed record PlaceFailed(VenueError Error) : OrderInput
    {
        /// <summary>Whether the venue certainly placed nothing.</summary>
        public bool IsDefinite => CertainlyNotDone(Error);
    }

    /// <summary>No reply to the place request within its time.</summary>
    public sealed record PlaceTimedOut : OrderInput;

    /// <summary>A cancel request left.</summary>
    public sealed record CancelSent : OrderInput;

    /// <summary>A cancel request, reported as sent, certainly never left.</summary>
    public sealed record CancelNotSent : OrderInput;

    public sealed record CancelAccepted(OrderReport Report) : OrderInput;

    public sealed record CancelFailed(VenueError Error) : OrderInput
    {
        /// <summary>Whether the venue certainly canceled nothing, and the order still rests.</summary>
        public bool IsDefinite => CertainlyNotDone(Error);
    }

    /// <summary>No reply to the cancel request within its time.</summary>
    public sealed record CancelTimedOut : OrderInput;

    /// <summary>A request to amend the order to these terms left; <see cref="OwnOrder.CanAmend"/> allowed it.</summary>
    public sealed record AmendSent(OrderTerms Terms) : OrderInput
    {
        /// <summary>Which part of our quoting the order serves from now on.</summary>
        public QuoteOrigin Origin { get; init; }
    }

    /// <summary>An amend, reported as sent, certainly never left.</summary>
    public sealed record AmendNotSent(OrderTerms Terms) : OrderInput;

    /// <summary>The venue's reply to an amend; one that would have crossed tells of a canceled order.</summary>
    public sealed record AmendAccepted(OrderReport Report) : OrderInput;

    public sealed record AmendFailed(OrderTerms Terms, VenueError Error) : OrderInput
    {
        /// <summary>
        /// Whether the venue certainly changed nothing, and the order still rests. A post-only order whose new price
        /// would cross is not refused but canceled.
        /// </summary>
        public bool IsDefinite => CertainlyNotDone(Error) && Error.Failure != VenueFailure.WouldCross;
    }

    /// <summary>No reply to the amend within its time.</summary>
    public sealed record AmendTimedOut(OrderTerms Terms) : OrderInput;

    /// <summary>The session that carried the requests in flight is gone.</summary>
    public sealed record SessionLost : OrderInput;

    /// <summary>An event of the user data stream.</summary>
    public sealed record StreamUpdate(OrderUpdate Update) : OrderInput;

    /// <summary>The venue's answer to a query, or its entry in the list of open orders.</summary>
    public sealed record Queried(OrderReport Report) : OrderInput;

    /// <summary>The venue answered a query with "no such order".</summary>
    public sealed record QueryNotFound : OrderInput;

    /// <summary>The query itself failed; it says nothing about the order.</summary>
    public sealed record QueryFailed(VenueError Error) : OrderInput;

    /// <summary>Not among the open orders of a reconciliation.</summary>
    public sealed record Vanished : OrderInput;

    /// <summary>One execution, found by asking for the account's fills.</summary>
    public sealed record FillFound(Fill Fill) : OrderInput;
}
