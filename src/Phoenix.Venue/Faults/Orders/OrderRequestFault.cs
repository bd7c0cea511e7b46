using System.Text.Json;

namespace Phoenix.Venue.Faults.Orders;

/// <summary>
/// What becomes of requests that place or cancel orders: whether they are carried out, what is answered, and when. The
/// two are independent, as they are at an exchange under load.
/// </summary>
internal sealed class OrderRequestFault(FaultOrder order, FaultStage stage, RequestKind kind)
    : Fault(order, stage), IRequestFault
{
    public RequestVerdict? Judge(in RequestSight request)
    {
        if (request.Kind != kind || !request.IsOn(Request.Route)) return null;
        var reply = ReplyOf(Request);
        Use();
        return new RequestVerdict
        {
            IsApplied = Request.IsApplied || reply == FaultReply.Own,
            Reply = reply,
            Status = Request.Status ?? (Request.Code is null ? 503 : 400),
            Body = BodyOf(Request),
            Late = Request.Late ?? TimeSpan.Zero,
            Delay = Request.Delay ?? TimeSpan.Zero,
        };
    }

    /// <summary>A fault that only names times keeps the venue's answer; one that names an error gives it.</summary>
    private static FaultReply ReplyOf(FaultRequest request)
    {
        if (request.Reply != FaultReply.Default) return request.Reply;
        if (request.Status is not null || request.Code is not null || request.Body is not null) return FaultReply.Error;
        return request.Delay is not null || request.Late is not null ? FaultReply.Own : FaultReply.Lost;
    }

    private static string? BodyOf(FaultRequest request)
    {
        if (request.Code is not { } code || request.Body?.StartsWith('{') == true) return request.Body;
        var message = JsonSerializer.Serialize(request.Body ?? "Injected by a fault.");
        return $$"""{"code":{{code}},"msg":{{message}}}""";
    }
}
