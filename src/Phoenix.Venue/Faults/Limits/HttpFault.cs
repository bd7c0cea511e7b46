namespace Phoenix.Venue.Faults.Limits;

/// <summary>Requests are answered with a status of the fault's.</summary>
internal sealed class HttpFault(FaultOrder order, FaultStage stage) : Fault(order, stage), IRequestFault
{
    public RequestVerdict? Judge(in RequestSight request)
    {
        // Of the trading API only a method that is named: as ever, a status without a route is one of REST.
        if (!request.IsOn(Request.Route) || (request.IsTrading && Request.Route is null)) return null;
        Use();
        return new RequestVerdict
        {
            IsApplied = Request.IsApplied,
            Reply = FaultReply.Error,
            Status = Request.Status ?? 503,
            Body = Request.Body,
            RetryAfter = Request.RetryAfter,
        };
    }
}
